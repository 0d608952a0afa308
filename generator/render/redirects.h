#ifndef PORTOLAN_RENDER_REDIRECTS_H
#define PORTOLAN_RENDER_REDIRECTS_H

/* Where pages were before: the `aliases` of their front matter. */

#include "site/site.h"

struct redirect {
	struct str url; /* the former one, without base path, unencoded: "/fr/emails/old/" */
	const struct page *page;
};

struct redirects {
	struct redirect *items; /* by the pages' source paths; each URL once */
	size_t count;
};

/*
 * An alias that begins with a slash is a URL of the site; any other stands
 * beside the page. One that is a page's own URL, the root, or no
 * page could have is none; of two pages with one alias the earlier has it.
 */
struct redirects redirects_of(struct arena *arena, const struct site *site);

#endif
