#ifndef PORTOLAN_RENDER_THEME_H
#define PORTOLAN_RENDER_THEME_H

/* A theme, ready for use: its templates parsed, its assets named by their content. */

#include "render/assets.h"
#include "render/mustache.h"
#include "render/theme_files.h"
#include "report/diagnostic.h"

struct theme {
	struct theme_files files;
	struct templates templates;
	struct assets assets;
};

/*
 * Make a theme of its files. Templates with mistakes are theme-syntax findings
 * (their paths are rooted), and the theme then false: nothing can be published.
 */
bool theme_make(struct arena *arena, const struct theme_files *files, struct str base_path,
	struct theme *theme, struct diagnostics *found);

#endif
