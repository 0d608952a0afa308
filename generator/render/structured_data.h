#ifndef PORTOLAN_RENDER_STRUCTURED_DATA_H
#define PORTOLAN_RENDER_STRUCTURED_DATA_H

/*
 * What a page says of itself to machines, as JSON-LD (https://www.w3.org/TR/json-ld11/) in the
 * words of schema.org: a BreadcrumbList of the pages above it, and for a guide a TechArticle.
 */

#include "render/view_shared.h"

/* What stands in the page's own fields already. */
struct structured_page {
	struct str url; /* absolute where the site's address is known */
	struct str title;
	struct str description; /* or "" */
	struct str image;       /* URL of a picture, or "" */
};

/*
 * The text between `<script type="application/ld+json">` and its end; "" when
 * there is nothing to say. No `<` stands in it, so no text of a guide can end
 * the element. Made in the arena.
 */
struct str structured_data(const struct views *views, struct arena *arena, const struct page *page,
	const struct structured_page *fields);

#endif
