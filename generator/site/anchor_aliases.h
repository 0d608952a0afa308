#ifndef PORTOLAN_SITE_ANCHOR_ALIASES_H
#define PORTOLAN_SITE_ANCHOR_ALIASES_H

/*
 * A page's headings by the other forms that engines give their ids
 * (parse/heading_ids.h), whatever their capitals. Forms are made of those headings
 * alone that an anchor may lead to by its first letter.
 */

#include "parse/document.h"

struct anchor_aliases;

/* In the arena; one thread at a time. */
struct anchor_aliases *anchor_aliases_make(struct arena *arena, const struct document *document);

/* The heading that has the anchor as a form; of several, one whose own id it is, else the first.
 * NULL when none has. */
const struct heading *anchor_aliases_find(struct anchor_aliases *aliases, struct str anchor);

#endif
