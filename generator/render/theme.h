#ifndef PORTOLAN_RENDER_THEME_H
#define PORTOLAN_RENDER_THEME_H

/* A theme, ready for use: its templates parsed, its assets named by their content. */

#include "render/mustache.h"
#include "render/theme_files.h"
#include "report/diagnostic.h"

/* A file of `assets/`, published as it is. */
struct asset {
	struct str path; /* below the output folder: "assets/site.<hash>.css" */
	struct str content;
};

struct theme {
	struct theme_files files;
	struct templates templates;
	const struct asset *assets; /* by path of their sources */
	size_t asset_count;
	/* `assets` of the view: "site.css" is `site_css`, root-relative and ready for an href. */
	const struct object *asset_urls;
};

/*
 * Make a theme of its files. Templates with mistakes are theme-syntax findings
 * (their paths are rooted), and the theme then false: nothing can be published.
 */
bool theme_make(struct arena *arena, const struct theme_files *files, struct str base_path,
	struct theme *theme, struct diagnostics *found);

#endif
