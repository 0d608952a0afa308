#ifndef PORTOLAN_PARSE_NESTED_BLOCKS_H
#define PORTOLAN_PARSE_NESTED_BLOCKS_H

/*
 * The dialect's blocks deep in lists. parse/container.h finds them by their
 * lines, which say nothing where a list's indent is four columns or its marker
 * stands on the same line: the parser has made plain quotes of those. They are
 * parsed anew without what stands before them on their lines.
 */

#include "parse/markdown.h"

/* The tree's places are the source's already. */
void nested_blocks_apply(struct markdown *markdown, struct node *root);

#endif
