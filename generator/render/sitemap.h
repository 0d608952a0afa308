#ifndef PORTOLAN_RENDER_SITEMAP_H
#define PORTOLAN_RENDER_SITEMAP_H

/*
 * sitemap.xml, an index; one sitemap a locale with alternates and dates
 * (https://www.sitemaps.org/protocol.html, Google's xhtml:link); robots.txt.
 * The protocol wants absolute URLs: they are, once the site knows its address.
 */

#include "render/listings.h"

void sitemap_add(struct listings *listings, const struct views *views);

#endif
