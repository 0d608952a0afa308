#ifndef PORTOLAN_PARSE_CMARK_H
#define PORTOLAN_PARSE_CMARK_H

/*
 * CommonMark with tables, by cmark-gfm: the only file that includes it is
 * cmark.c. Only the table extension is attached, because the inline extensions
 * edit global tables while they parse and so are not safe in threads.
 */

#include "parse/tree.h"

/* Once, before the first parse and before any thread: the extension registry is not guarded. */
void cmark_prepare(void);

/*
 * The tree of a text, in the arena. Blocks have places in `text` (not yet in
 * the source), inlines have none: parse/locate.h finds them. Adjacent texts
 * are one node. `*kinds` has the bit (1 << kind) of every kind of node that is in it.
 */
struct node *cmark_tree(struct arena *arena, struct str text, uint32_t *kinds);

#endif
