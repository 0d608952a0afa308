#ifndef PORTOLAN_CLI_ASSEMBLY_H
#define PORTOLAN_CLI_ASSEMBLY_H

/*
 * A site with its theme, ready to be rendered: what `build` publishes. Open
 * the project first; everything is made in its arena.
 */

#include "cli/console.h"
#include "render/listings.h"
#include "render/pages.h"
#include "render/theme.h"

struct assembly {
	struct project project;
	struct diagnostics found; /* in the theme */
	struct theme_files theme_files;
	struct theme theme;
	struct renderer renderer;
	struct listings listings;
	struct report report;
};

/* All templates, strings and assets; when they can't be read, says why and returns false. */
bool assembly_load_theme(struct assembly *assembly, const struct options *options);

/* Everything that templates need. False when the theme has mistakes: they are
 * among `found`; or when --cache can't be used, which was said. */
bool assembly_prepare(struct assembly *assembly, const struct options *options);

/* The findings so far; with --strict those of `check`, too. */
void assembly_report(struct assembly *assembly, const struct options *options);

#endif
