#ifndef PORTOLAN_RENDER_VIEW_MACHINES_H
#define PORTOLAN_RENDER_VIEW_MACHINES_H

/*
 * What a page's view holds for programs that read it: OpenGraph
 * (https://ogp.me/), JSON-LD, the page's markdown and the locale's feed.
 *
 * Sets in `page`: `image`, `og_type`, `og_locale`, `structured_data`,
 * `markdown`; in the view: `og_alternates`.
 */

#include "render/view_lists.h"

/* `page` has its title, description and canonical by then. */
void view_add_machines(struct view_maker *maker, struct object *page);

#endif
