#ifndef PORTOLAN_PARSE_ATTRIBUTE_LIST_H
#define PORTOLAN_PARSE_ATTRIBUTE_LIST_H

/*
 * Attribute lists: `{.thumbnail .w-400 #id width="400"}`, `{: .x }`, right
 * after a link, an image or a code span, or at a heading's end. Braces
 * anywhere else, and braces that hold anything else (Go templates,
 * `{.spec.ports[0]}`), are the guide's text.
 */

#include "parse/tree.h"

/*
 * Read a list at the head of `text`: its length in bytes, or 0 when there is
 * none. Classes of ours (`p-…`) are left out.
 */
size_t attribute_list_read(struct arena *arena, struct str text, struct attributes *attributes);

/* Take all lists of a tree off its texts and give them to the elements they belong to. */
void attribute_lists_apply(struct arena *arena, struct node *root);

#endif
