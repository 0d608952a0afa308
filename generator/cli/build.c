#include <errno.h>

#include "base/parallel.h"
#include "check/check.h"
#include "check/findings.h"
#include "cli/command.h"
#include "cli/default_theme.h"
#include "output/publish.h"
#include "render/listings.h"
#include "render/pages.h"
#include "render/strings.h"
#include "render/theme.h"

#define SCRATCH_BLOCK ((size_t)512 * 1024)

/* One build: what is made on the way to the published site. */
struct build {
	const struct options *options;
	struct project project;
	struct diagnostics found; /* in the theme */
	struct theme_files theme_files;
	struct theme theme;
	struct renderer renderer;
	struct listings listings;
	struct report report;
	struct publication *publication;
	struct publish_counts counts;
	struct arena **scratches; /* one a worker */
	struct buf *rooms;        /* one a worker */
	_Atomic bool endless;     /* a template calls itself without end */
	double began;
};

/* All templates, strings and assets, or why not. */
static bool load_theme(struct build *build)
{
	struct arena *arena = build->project.arena;
	const char *folders[2], *fallback = default_theme_find(arena);
	size_t count = 0;
	struct str failed;

	if (build->options->theme != NULL)
		folders[count++] = build->options->theme;
	if (fallback != NULL)
		folders[count++] = fallback;
	if (count == 0) {
		console_error(S("the default theme is not there"), S("name a theme with --theme DIR"));
		return false;
	}
	if (theme_files_read(arena, folders, count, &build->theme_files, &failed))
		return true;
	console_error(
		str_format(arena, "cannot read " STR_FMT ": %s", STR_ARG(failed), strerror(errno)), S(""));
	return false;
}

static const struct object *const *load_strings(struct build *build)
{
	const struct site *site = build->project.site;
	size_t count = site->locale_count;
	struct locale *locales = arena_array(build->project.arena, struct locale, count + 1);

	for (size_t i = 0; i < count; i++)
		locales[i] = site->locales[i].locale;
	if (count == 0 && (locale_parse(site->config->default_locale, &locales[0]) ||
						  locale_parse(S("en-gb"), &locales[0])))
		count = 1;
	return strings_load(build->project.arena, &build->theme_files, locales, count, &build->found);
}

/* With --strict every rule of `check` has its say. */
static void make_report(struct build *build)
{
	struct diagnostics checked = diagnostics_make(build->project.arena);
	const struct diagnostics *more[] = {&build->found, &checked};

	if (build->options->strict)
		check_run(
			&(struct check_input){&build->project, console_today(build->project.arena)}, &checked);
	diagnostics_set_levels(&build->found, build->project.config.levels);
	diagnostics_set_levels(&checked, build->project.config.levels);
	build->report = findings_report(&(struct findings){
		.project = &build->project,
		.more = more,
		.more_count = COUNT(more),
		.complete = build->options->strict,
	});
}

static void show_findings(const struct build *build)
{
	struct buf out = BUF_EMPTY;

	console_text(build->options, &build->report, build->options->quiet,
		console_has_color(build->options, stderr), &out);
	console_write(stderr, buf_str(&out));
	buf_release(&out);
}

/* Everything that templates need. False when the theme has mistakes. */
static bool prepare(struct build *build)
{
	struct arena *arena = build->project.arena;
	const struct object *const *strings = load_strings(build);
	struct view_input input = {
		.site = build->project.site,
		.strings = strings,
		.generator = S("Portolan " PORTOLAN_VERSION),
	};

	if (!theme_make(arena, &build->theme_files, build->project.site->base_path, &build->theme,
			&build->found))
		return false;
	input.assets = build->theme.asset_urls;
	site_name_files(build->project.site, build->options->jobs);
	build->renderer = renderer_create(arena, &build->theme.templates, &input);
	build->listings = listings_make(arena, build->renderer.views);
	return true;
}

/* Names of everything, in the order of publish_one's items. */
static bool begin_publication(struct build *build, struct publish_error *error)
{
	const struct site *site = build->project.site;
	size_t count =
		build->renderer.count + build->listings.count + build->theme.asset_count + site->file_count;
	struct str *paths = arena_array(build->project.arena, struct str, count);
	const char *folder = build->options->out != NULL ? build->options->out : "public";
	size_t at = 0;

	for (size_t i = 0; i < build->renderer.count; i++)
		paths[at++] = build->renderer.items[i].path;
	for (size_t i = 0; i < build->listings.count; i++)
		paths[at++] = build->listings.items[i].path;
	for (size_t i = 0; i < build->theme.asset_count; i++)
		paths[at++] = build->theme.assets[i].path;
	for (size_t i = 0; i < site->file_count; i++) {
		if (site->files[i]->url.len > 0)
			paths[at++] = str_from(site->files[i]->url, 1);
	}
	build->publication = publish_begin(build->project.arena, folder, paths, at, error);
	return build->publication != NULL;
}

static void render_one(void *context, size_t item, unsigned worker)
{
	struct build *build = context;
	const struct render_item *wanted = &build->renderer.items[item];
	struct buf *room = &build->rooms[worker];

	if (!options_has_locale(build->options, wanted->locale->locale.code))
		return;
	buf_clear(room);
	arena_reset(build->scratches[worker]);
	if (!renderer_render(&build->renderer, wanted, build->scratches[worker], room))
		build->endless = true;
	publish_bytes(build->publication, item, buf_str(room));
}

static void render_pages(struct build *build)
{
	unsigned workers = build->options->jobs;

	build->scratches = arena_array(build->project.arena, struct arena *, workers);
	build->rooms = arena_array(build->project.arena, struct buf, workers);
	for (unsigned i = 0; i < workers; i++)
		build->scratches[i] = arena_create(SCRATCH_BLOCK);
	parallel_for(workers, build->renderer.count, render_one, build);
	for (unsigned i = 0; i < workers; i++) {
		arena_destroy(build->scratches[i]);
		buf_release(&build->rooms[i]);
	}
}

static void put_others(struct build *build)
{
	const struct site *site = build->project.site;
	size_t at = build->renderer.count;

	for (size_t i = 0; i < build->listings.count; i++)
		publish_bytes(build->publication, at++, build->listings.items[i].content);
	for (size_t i = 0; i < build->theme.asset_count; i++)
		publish_bytes(build->publication, at++, build->theme.assets[i].content);
	for (size_t i = 0; i < site->file_count; i++) {
		const struct site_file *file = site->files[i];

		if (file->url.len > 0)
			publish_copy(
				build->publication, at++, str_cstr(build->project.arena, file->source), file->size);
	}
}

static bool publish(struct build *build)
{
	struct publish_error error;

	if (!begin_publication(build, &error)) {
		console_error(error.message, error.help);
		return false;
	}
	render_pages(build);
	put_others(build);
	if (build->endless) {
		publish_abandon(build->publication);
		console_error(S("the theme's templates call each other without end"), S(""));
		return false;
	}
	if (publish_commit(build->publication, build->options->jobs, &build->counts, &error))
		return true;
	console_error(error.message, error.help);
	return false;
}

static size_t count_pages(const struct build *build)
{
	const struct site *site = build->project.site;
	size_t count = 0;

	for (size_t i = 0; i < site->page_count; i++)
		count += options_has_locale(build->options, site->pages[i]->document->locale.code);
	return count;
}

static size_t count_locales(const struct build *build)
{
	const struct site *site = build->project.site;
	size_t count = 0;

	for (size_t i = 0; i < site->locale_count; i++)
		count += options_has_locale(build->options, site->locales[i].locale.code);
	return count;
}

static bool write_summary(const struct build *build, double seconds)
{
	FILE *file = fopen(build->options->summary, "we");
	bool good;

	if (file == NULL)
		return false;
	fprintf(file,
		"{\"pages\":%zu,\"locales\":%zu,\"images\":%zu,\"written\":%zu,\"unchanged\":%zu,"
		"\"removed\":%zu,\"errors\":%zu,\"warnings\":%zu,\"seconds\":%.3f}\n",
		count_pages(build), count_locales(build), build->project.site->file_count,
		build->counts.written, build->counts.unchanged, build->counts.removed, build->report.errors,
		build->report.warnings, seconds);
	good = !ferror(file);
	return fclose(file) == 0 && good;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static enum status finish(const struct build *build)
{
	double seconds = console_seconds() - build->began;
	size_t pages = count_pages(build), locales = count_locales(build);
	size_t images = build->project.site->file_count;
	const struct report *report = &build->report;

	if (!build->options->quiet)
		fprintf(stderr,
			"published %zu page%s in %zu locale%s, %zu image%s (%zu error%s, %zu warning%s) in "
			"%.2f s\n",
			pages, plural(pages), locales, plural(locales), images, plural(images), report->errors,
			plural(report->errors), report->warnings, plural(report->warnings), seconds);
	if (build->options->summary != NULL && !write_summary(build, seconds)) {
		console_error(str_format(build->project.arena, "cannot write %s: %s",
						  build->options->summary, strerror(errno)),
			S(""));
		return STATUS_FAILED;
	}
	return report->errors > 0 ? STATUS_FINDINGS : STATUS_CLEAN;
}

static enum status run(struct build *build)
{
	bool ready;

	build->found = diagnostics_make(build->project.arena);
	if (!load_theme(build))
		return STATUS_FAILED;
	ready = prepare(build);
	make_report(build);
	show_findings(build);
	if (!ready)
		return STATUS_FAILED;
	if (build->options->strict && build->report.errors + build->report.warnings > 0) {
		console_error(
			S("nothing was published: --strict allows neither errors nor warnings"), S(""));
		return STATUS_FINDINGS;
	}
	return publish(build) ? finish(build) : STATUS_FAILED;
}

enum status command_build(const struct options *options)
{
	struct build build = {.options = options, .began = console_seconds()};
	enum status status = console_open(options, &build.project);

	if (status != STATUS_CLEAN)
		return status;
	status = run(&build);
	project_close(&build.project);
	return status;
}
