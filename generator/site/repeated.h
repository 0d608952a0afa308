#ifndef PORTOLAN_SITE_REPEATED_H
#define PORTOLAN_SITE_REPEATED_H

/*
 * Guides whose bytes another guide of their folder and language has too: guide.en-gb.md and
 * guide.en-ie.md are often the same text. It is parsed once.
 */

#include "base/hash.h"
#include "content/tree.h"

struct repeated;

/* For so many documents; freed by repeated_close. */
struct repeated *repeated_open(size_t count);
void repeated_close(struct repeated *repeated);

/*
 * The index of the document that was asked for first of those that have the bytes, the kind, the
 * folder and the language of this one: `index` itself when it is the first. Safe from any thread.
 */
size_t repeated_first(
	struct repeated *repeated, const struct tree_document *found, struct str bytes, size_t index);

#endif
