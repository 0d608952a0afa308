#ifndef PORTOLAN_RENDER_FLATTEN_H
#define PORTOLAN_RENDER_FLATTEN_H

/*
 * A template with all that it calls put in its place, and with what is the
 * same on many pages written already: those pages are rendered with fewer
 * steps, and look up only what differs between them.
 */

#include "render/mustache.h"

/*
 * A template that renders as `template` does, for views that have all of `constants` (which may be
 * NULL) in their outermost object and no such names in objects within. Objects among the constants
 * may lack fields that a view has: these are looked up as always. Returns `template` itself where
 * that can't be done: where what is called is indented, or goes on without end.
 */
const struct template *template_flatten(struct arena *arena, const struct templates *templates,
	const struct template *template, const struct object *constants);

#endif
