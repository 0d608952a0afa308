#ifndef PORTOLAN_RENDER_MUSTACHE_H
#define PORTOLAN_RENDER_MUSTACHE_H

/*
 * Rendering of Mustache templates: a pure function of a set of templates and
 * a view. A set is const once it is filled; any number of threads may render.
 */

#include "base/buf.h"
#include "base/map.h"
#include "render/template.h"
#include "render/value.h"

struct templates {
	struct map *by_name; /* name → const struct template */
};

struct templates templates_create(struct arena *arena);

/* The first template of a name stays. */
void templates_add(struct templates *templates, struct str name, const struct template *added);

/*
 * Append the rendered template. A name that the view lacks and a partial that
 * the set lacks are nothing, as the specification says. False when templates
 * go on without end, by calls or by lists within lists: the output is then cut.
 */
bool mustache_render(
	const struct templates *templates, struct str name, struct value view, struct buf *out);

/* The same with a template that need not be one of the set. */
bool mustache_render_template(const struct templates *templates, const struct template *template,
	struct value view, struct buf *out);

#endif
