#ifndef PORTOLAN_RENDER_VIEW_PORTS_H
#define PORTOLAN_RENDER_VIEW_PORTS_H

/*
 * The page of ports: every service that a locale's guides name, with its
 * ports, what is said of each, and the guides that say so. Hidden guides stay
 * out.
 */

#include "render/view.h"

/* Whether a page's facts are listed. */
bool view_lists_ports_of(const struct page *page);

/* `services` of the view: name, known, ports (port, direction, security, host, guides). */
const struct object *view_of_ports(
	const struct views *views, struct arena *scratch, const struct view_locale *locale);

#endif
