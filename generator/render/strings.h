#ifndef PORTOLAN_RENDER_STRINGS_H
#define PORTOLAN_RENDER_STRINGS_H

/*
 * The words of the interface: `i18n/<language>.yaml` of a theme. A key is
 * looked for in the locale's zone (under `zones:` of the language's file),
 * then in the language, then in English; and in each of these first in the
 * team's theme, then in the default one.
 */

#include "content/locale.h"
#include "render/theme_files.h"
#include "render/value.h"
#include "report/diagnostic.h"

/*
 * What templates know as `t`, for each of `count` locales in their order.
 * Findings: string-missing for keys that a language lacks, theme-syntax for
 * files that are no YAML. Everything is made in the arena.
 */
const struct object *const *strings_load(struct arena *arena, const struct theme_files *files,
	const struct locale *locales, size_t count, struct diagnostics *found);

#endif
