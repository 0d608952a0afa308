#ifndef PORTOLAN_PARSE_OUTLINE_H
#define PORTOLAN_PARSE_OUTLINE_H

/*
 * The outline of a document: its headings with their ids, and the anchors that
 * attribute lists and raw HTML give. Also leaves out what shows nothing:
 * headings and paragraphs of blanks alone.
 */

#include "content/source.h"
#include "parse/tree.h"

struct outline {
	struct heading *headings;
	size_t heading_count;
	struct anchor *anchors;
	size_t anchor_count;
};

/*
 * Texts are made in `arena`, the document's; `scratch` for what is passing.
 * Every heading node gets its index in `number`.
 */
struct outline outline_make(struct arena *arena, struct arena *scratch, struct node *root,
	const struct source *source, struct diagnostics *found);

/* True for text of white space and no-break spaces (U+00A0, U+2003, U+200B, U+202F, U+FEFF) alone.
 */
bool text_is_blank(struct str text);

#endif
