#ifndef PORTOLAN_SITE_RESOLVE_H
#define PORTOLAN_SITE_RESOLVE_H

/*
 * What a destination means: the forms of links that guides have, each a
 * function. `{legacy}`, `{ovh_www}`, `/products/` and `/links/` are here; URLs in
 * site/resolve_url.h, `.md` files, `/pages/` and files beside in site/resolve_path.h.
 */

#include "site/linker.h"

/* Resolve one reference: fills its link, reports what leads nowhere. */
void resolve_reference(const struct resolver *resolver);

#endif
