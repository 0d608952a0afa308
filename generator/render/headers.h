#ifndef PORTOLAN_RENDER_HEADERS_H
#define PORTOLAN_RENDER_HEADERS_H

/*
 * Which HTTP headers a host sends with the site: `_headers` as Netlify and
 * Cloudflare Pages read it (https://docs.netlify.com/routing/headers/), and
 * headers.conf to include in nginx. The policy is that of content/policy.h.
 */

#include "render/listings.h"

listing_fn headers_write_netlify, headers_write_nginx;

#endif
