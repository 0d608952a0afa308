#ifndef PORTOLAN_SITE_SECTIONS_H
#define PORTOLAN_SITE_SECTIONS_H

/*
 * The order of reading: each page's children, the sections of a product's (or
 * a guide's) guides, and what comes before and after a guide.
 *
 * Siblings stand by `order`: numbers as numbers, then texts, then those
 * without; then by title. Sections stand as the parent's `sections` names
 * them; others follow by name, the default section last.
 */

#include "site/hierarchy.h"

/* After hierarchy_link. `pages` have the numbers of those that the hierarchy was made of. */
void sections_link(
	struct arena *arena, const struct hierarchy *hierarchy, struct page *pages, size_t count);

/*
 * The same from a former site whose pages have the same names under the same numbers. False, and
 * nothing done, when some page stands elsewhere by its title, order or sections.
 */
bool sections_take_over(
	struct arena *arena, struct page *pages, size_t count, const struct page *former);

#endif
