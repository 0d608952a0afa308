#ifndef PORTOLAN_SITE_LOCALES_H
#define PORTOLAN_SITE_LOCALES_H

/* The site's pages by locale. */

#include "site/site.h"

/* Pages that are published, by locale. */
struct site_locale *locales_make(
	struct arena *arena, const struct page *const *pages, size_t page_count, size_t *locale_count);

/* The locale of a code, or NULL when no page has it. */
const struct site_locale *locales_find(const struct site *site, struct str code);

/* A page's translation of a locale, maybe the page itself; NULL when it has none. */
const struct page *page_translation(const struct page *page, struct str code);

#endif
