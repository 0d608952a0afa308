#ifndef PORTOLAN_SITE_LOCALES_H
#define PORTOLAN_SITE_LOCALES_H

/* The site's pages by locale. */

#include "site/site.h"

/* Fill the site's `locales` from its `pages`. */
void locales_link(struct site *site);

/* The locale of a code, or NULL when no page has it. */
const struct site_locale *locales_find(const struct site *site, struct str code);

/* A page's translation of a locale, maybe the page itself; NULL when it has none. */
const struct page *page_translation(const struct page *page, struct str code);

#endif
