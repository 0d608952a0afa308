#include "cli/assembly.h"

#include <errno.h>

#include "base/version.h"
#include "check/check.h"
#include "check/findings.h"
#include "cli/default_theme.h"
#include "cli/pictures.h"
#include "render/strings.h"

bool assembly_load_theme(struct assembly *assembly, const struct options *options)
{
	struct arena *arena = assembly->project.arena;
	const char *folders[2], *fallback = default_theme_find(arena);
	size_t count = 0;
	struct str failed;

	assembly->found = diagnostics_make(arena);
	if (options->theme != NULL)
		folders[count++] = options->theme;
	if (fallback != NULL)
		folders[count++] = fallback;
	if (count == 0) {
		console_error(S("the default theme is not there"), S("name a theme with --theme DIR"));
		return false;
	}
	if (theme_files_read(arena, folders, count, &assembly->theme_files, &failed))
		return true;
	console_error(
		str_format(arena, "cannot read " STR_FMT ": %s", STR_ARG(failed), strerror(errno)), S(""));
	return false;
}

static const struct object *const *load_strings(struct assembly *assembly)
{
	const struct site *site = assembly->project.site;
	size_t count = site->locale_count;
	struct locale *locales = arena_array(assembly->project.arena, struct locale, count + 1);

	for (size_t i = 0; i < count; i++)
		locales[i] = site->locales[i].locale;
	if (count == 0 && (locale_parse(site->config->default_locale, &locales[0]) ||
						  locale_parse(S("en-gb"), &locales[0])))
		count = 1;
	return strings_load(
		assembly->project.arena, &assembly->theme_files, locales, count, &assembly->found);
}

bool assembly_prepare(struct assembly *assembly, const struct options *options)
{
	struct arena *arena = assembly->project.arena;
	const struct object *const *strings = load_strings(assembly);
	struct view_input input = {
		.site = assembly->project.site,
		.strings = strings,
		.generator = S("Portolan " PORTOLAN_VERSION),
		.workers = options->jobs,
	};

	if (!theme_make(arena, &assembly->theme_files, assembly->project.site->base_path,
			&assembly->theme, &assembly->found))
		return false;
	input.assets = assembly->theme.assets.urls;
	site_name_files(assembly->project.site, options->jobs);
	if (!pictures_take(options, assembly->project.site))
		return false;
	assembly->renderer = renderer_create(arena, &assembly->theme.templates, &input);
	assembly->listings = listings_make(arena, assembly->renderer.views);
	return true;
}

void assembly_report(struct assembly *assembly, const struct options *options)
{
	struct diagnostics checked = diagnostics_make(assembly->project.arena);
	const struct diagnostics *more[] = {&assembly->found, &checked};

	if (options->strict)
		check_run(&assembly->project, console_today(assembly->project.arena), &checked);
	diagnostics_set_levels(&assembly->found, assembly->project.config.levels);
	diagnostics_set_levels(&checked, assembly->project.config.levels);
	assembly->report = findings_report(&(struct findings){
		.project = &assembly->project,
		.more = more,
		.more_count = COUNT(more),
		.complete = options->strict,
		.workers = options->jobs,
	});
}
