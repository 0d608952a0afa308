#ifndef PORTOLAN_SITE_RESOLVE_H
#define PORTOLAN_SITE_RESOLVE_H

/*
 * What a destination means: the forms of links that guides have, each a
 * function. `{legacy}`, `{ovh_www}`, `.md` files, the newer `/pages/`,
 * `/products/` and `/links/`, URLs of this site with and without its host,
 * files, and everything outside.
 */

#include "site/linker.h"

/* Resolve one reference: fills its link, reports what leads nowhere. */
void resolve_reference(const struct resolver *resolver);

/* The length of a URL's scheme without the colon, or 0 (RFC 3986, section 3.1). */
size_t resolve_scheme_length(struct str url);

#endif
