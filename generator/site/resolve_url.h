#ifndef PORTOLAN_SITE_RESOLVE_URL_H
#define PORTOLAN_SITE_RESOLVE_URL_H

/* Destinations that are URLs: with a scheme, with a host, or paths of this site's own URLs. */

#include "site/linker.h"

/* The length of a URL's scheme without the colon, or 0 (RFC 3986, section 3.1). */
size_t resolve_scheme_length(struct str url);

/* A URL whose scheme is `length` bytes long. */
void resolve_scheme(const struct resolver *resolver, struct str url, size_t length);

/* One whose scheme is http, https or left out; `rest` follows the colon. */
void resolve_http(
	const struct resolver *resolver, struct str url, struct str scheme, struct str rest);

/* A path of this site's URLs. A reader may follow an absolute one all the same. */
void resolve_site_path(const struct resolver *resolver, struct str path, struct str query,
	struct str fragment, bool absolute);

#endif
