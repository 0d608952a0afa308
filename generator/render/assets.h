#ifndef PORTOLAN_RENDER_ASSETS_H
#define PORTOLAN_RENDER_ASSETS_H

/*
 * The assets of a theme: the files below `assets/`, published under names that
 * hold the hash of their content, so that browsers may keep them for ever.
 * Stylesheets are shortened (css.h).
 *
 * A folder whose name ends in .css or .js is a bundle: one asset, its files
 * behind each other in the order of their names. A team replaces one of them
 * by the same path, or leaves it out by an empty file; a file in the place of
 * the folder replaces the whole.
 */

#include "render/theme_files.h"
#include "render/value.h"

/* A file to publish. */
struct asset {
	struct str path; /* below the output folder: "assets/site.<hash>.css" */
	struct str content;
};

struct assets {
	const struct asset *items; /* by the paths of their sources */
	size_t count;
	/* `assets` of the view: "site.css" is `site_css`, root-relative and ready for an href. */
	const struct object *urls;
};

/* Contents are those of the files or live in the arena. */
struct assets assets_make(
	struct arena *arena, const struct theme_files *files, struct str base_path);

#endif
