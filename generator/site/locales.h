#ifndef PORTOLAN_SITE_LOCALES_H
#define PORTOLAN_SITE_LOCALES_H

/* The site's pages by locale. */

#include "site/site.h"

/* Fill the site's `locales` from its `pages`. */
void locales_link(struct site *site);

#endif
