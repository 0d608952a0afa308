#ifndef PORTOLAN_PREVIEW_OUTFIT_H
#define PORTOLAN_PREVIEW_OUTFIT_H

/* What the preview dresses a site in: a theme and its strings, kept while their files stand. */

#include "render/theme.h"
#include "site/site.h"

struct outfit {
	struct arena *arena;
	struct theme_files files;
	struct theme theme;
	const struct object *const *strings; /* of each of the site's locales (view_shared.h) */
	struct diagnostics found;            /* levels are set */
	bool ready; /* false: the theme has mistakes, nothing can be rendered */

	/* What it was made for. */
	struct str base_path;
	struct str *locales;
	size_t locale_count;
};

/* NULL when a folder or file can't be read: `*failed` (on the heap) is its path, errno says why. */
struct outfit *outfit_make(
	const char *const *folders, size_t count, const struct site *site, struct buf *failed);

/* Whether another site may wear it: the same base path and locales. */
bool outfit_fits(const struct outfit *outfit, const struct site *site);

/* What open pages have to do about it: nothing, take other stylesheets, or load anew. */
enum outfit_difference { OUTFIT_SAME, OUTFIT_STYLE, OUTFIT_OTHER };

enum outfit_difference outfit_compare(const struct outfit *before, const struct outfit *after);

/* One more owner; the last release frees it. */
struct outfit *outfit_share(struct outfit *outfit);
void outfit_release(struct outfit *outfit);

/* A file of the theme by its path, "preview/preview.js"; "" when there is none. */
struct str outfit_file(const struct outfit *outfit, struct str path);

#endif
