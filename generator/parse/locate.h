#ifndef PORTOLAN_PARSE_LOCATE_H
#define PORTOLAN_PARSE_LOCATE_H

/*
 * Where every inline stands in the source.
 *
 * cmark's own inline places go wrong after backslash-newlines, in cells with
 * escaped pipes and for links over two lines. So they are found again: the
 * inlines of a block come in the order of its text, and a cursor that only
 * moves forward finds each one's bytes, seeing through escapes and entities.
 */

#include "parse/mapped_text.h"
#include "parse/tree.h"

/*
 * Give all inlines of the tree (made from `text`) their places and turn the
 * places of all nodes into places in the source.
 */
void locate(struct node *root, const struct mapped_text *text);

#endif
