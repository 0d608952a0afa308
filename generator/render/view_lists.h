#ifndef PORTOLAN_RENDER_VIEW_LISTS_H
#define PORTOLAN_RENDER_VIEW_LISTS_H

/* The lists of a page's view: each function sets its fields in `view`. */

#include "render/view_shared.h"

/* What the makers of lists need. `page` is NULL where there is no document. */
struct view_maker {
	const struct views *views;
	struct arena *arena; /* a worker's scratch */
	const struct page *page;
	const struct view_locale *locale;
	struct object *view;
};

struct value view_entry(const struct view_maker *maker, const struct page *page);

/* `toc`: the page's h2 and h3. */
void view_add_toc(struct view_maker *maker);

/* `breadcrumb`: from home to the parent. */
void view_add_breadcrumb(struct view_maker *maker);

/* `alternates` and `translations`: the same document in its locales. */
void view_add_translations(struct view_maker *maker);

/* `product`, `sections`, `child_sections`: the guides of a product, or of the product of a guide.
 */
void view_add_sections(struct view_maker *maker);

/* `previous`, `next`, `related`, `backlinks`: guides to read next. */
void view_add_neighbours(struct view_maker *maker);

#endif
