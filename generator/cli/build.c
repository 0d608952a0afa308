#include <errno.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "cli/assembly.h"
#include "cli/command.h"
#include "cli/kept_pages.h"
#include "output/publish.h"
#include "search/search.h"

#define SCRATCH_BLOCK ((size_t)512 * 1024)

/* What a worker makes pages in, one after the other. */
struct room {
	struct buf page;
	struct page_key_room key;
};

/* One build: what is made on the way to the published site. */
struct build {
	const struct options *options;
	struct arena *arena;
	struct unchanged unchanged;
	struct kept_pages kept;
	struct buf findings; /* as they are printed; until they are kept */
	struct assembly made;
	struct render_list pages;
	struct publication *publication;
	struct publish_counts counts;
	struct publish_error error;
	bool refused;             /* a name is somebody else's, as `error` says */
	struct arena **scratches; /* one a worker */
	struct room *rooms;       /* one a worker */
	_Atomic bool endless;     /* a template goes on without end */
	double began;
};

static void say_findings(struct build *build)
{
	console_findings(
		build->options, &build->made.report, build->options->quiet, stderr, &build->findings);
}

/* The output folder is there: what is kept for it has a name. */
static void keep_findings(struct build *build)
{
	unchanged_keep_findings(&build->unchanged, buf_str(&build->findings));
	buf_release(&build->findings);
}

/* How many files there are but those of the search: pages, lists, assets, copies, in this order. */
static size_t count_files(const struct build *build)
{
	return build->pages.count + build->made.listings.count + build->made.theme.assets.count +
		   build->made.project.site->copy_count;
}

static bool begin_publication(struct build *build)
{
	const struct site *site = build->made.project.site;
	struct arena *arena = build->made.project.arena;
	struct str *paths;
	size_t at = 0;

	build->pages = renderer_list(arena, &build->made.renderer);
	paths = arena_array(arena, struct str, count_files(build));
	build->publication = publish_begin(arena, options_out(build->options), &build->error);
	if (build->publication == NULL)
		return false;
	for (size_t i = 0; i < build->pages.count; i++)
		paths[at++] = build->pages.items[i].path;
	for (size_t i = 0; i < build->made.listings.count; i++)
		paths[at++] = build->made.listings.items[i].path;
	for (size_t i = 0; i < build->made.theme.assets.count; i++)
		paths[at++] = build->made.theme.assets.items[i].path;
	for (size_t i = 0; i < site->copy_count; i++)
		paths[at++] = str_from(site->copies[i].url, 1);
	build->refused = !publish_names(build->publication, paths, at, &at, &build->error);
	return true;
}

static void put_page(struct build *build, size_t file, struct arena *scratch, struct room *room)
{
	const struct render_item *page = &build->pages.items[file];

	if (!options_has_locale(build->options, page->locale->locale.code) ||
		kept_pages_keep(&build->kept, page, file, build->publication, &room->key))
		return;
	buf_clear(&room->page);
	if (!renderer_render(&build->made.renderer, page, scratch, &room->page))
		build->endless = true;
	publish_bytes(build->publication, file, buf_str(&room->page));
}

static void put_listing(struct build *build, size_t file, const struct listing *listing,
	struct arena *scratch, struct buf *room)
{
	buf_clear(room);
	listing->write(listing, build->made.renderer.views, scratch, room);
	publish_bytes(build->publication, file, buf_str(room));
}

static void put_file(struct build *build, size_t file, struct arena *scratch, struct room *room)
{
	const struct assets *assets = &build->made.theme.assets;
	const struct site *site = build->made.project.site;
	size_t at = file;

	if (at < build->pages.count) {
		put_page(build, file, scratch, room);
		return;
	}
	at -= build->pages.count;
	if (at < build->made.listings.count) {
		put_listing(build, file, &build->made.listings.items[at], scratch, &room->page);
		return;
	}
	at -= build->made.listings.count;
	if (at < assets->count) {
		publish_bytes(build->publication, file, assets->items[at].content);
		return;
	}
	at -= assets->count;
	publish_copy(build->publication, file, str_cstr(scratch, site->copies[at].source),
		site->copies[at].size);
}

/* Pages come last: some lists are long, pages are short and many. */
static void put_one(void *context, size_t item, unsigned worker)
{
	struct build *build = context;
	size_t others = count_files(build) - build->pages.count;
	size_t file = item < others ? build->pages.count + item : item - others;

	arena_reset(build->scratches[worker]);
	put_file(build, file, build->scratches[worker], &build->rooms[worker]);
}

static void put_files(struct build *build)
{
	unsigned workers = build->options->jobs;

	build->scratches = arena_array(build->made.project.arena, struct arena *, workers);
	build->rooms = arena_array(build->made.project.arena, struct room, workers);
	build->kept = kept_pages_open(
		&build->unchanged, build->made.renderer.views, build->pages.count, build->publication);
	for (unsigned i = 0; i < workers; i++)
		build->scratches[i] = arena_create(SCRATCH_BLOCK);
	parallel_for(workers, count_files(build), put_one, build);
	for (unsigned i = 0; i < workers; i++) {
		arena_destroy(build->scratches[i]);
		buf_release(&build->rooms[i].page);
		page_key_release(&build->rooms[i].key);
	}
}

static bool wants_locale(const void *context, struct str locale)
{
	const struct build *build = context;

	return options_has_locale(build->options, locale);
}

static bool keeps_search(void *context, struct str folder, struct hash key)
{
	const struct build *build = context;

	return publish_keep_folder(build->publication, folder, key);
}

static void put_search(void *context, unsigned worker, const struct search_file *file)
{
	const struct build *build = context;

	(void)worker;
	publish_file(build->publication, file->path, file->content, file->hash);
}

/* Everything under temporary names. */
static bool stage(struct build *build)
{
	struct timings *timings = build->options->timings;
	const struct search_client client = {build, wants_locale, keeps_search, put_search};

	if (build->refused)
		return false;
	search_make_each(build->made.project.site, build->options->jobs, &client);
	timings_end_stage(timings, "search");
	put_files(build);
	timings_end_stage(timings, "render");
	if (!build->endless)
		return true;
	build->error = (struct publish_error){S("the theme's templates go on without end"),
		S("they call each other, or repeat lists within lists")};
	return false;
}

static bool publish(struct build *build)
{
	bool good = begin_publication(build);

	if (good)
		keep_findings(build);
	timings_end_stage(build->options->timings, "begin");
	if (good && !stage(build)) {
		publish_abandon(build->publication);
		good = false;
	} else if (good) {
		good =
			publish_commit(build->publication, build->options->jobs, &build->counts, &build->error);
		timings_end_stage(build->options->timings, "commit");
	}
	if (!good)
		console_error(build->error.message, build->error.help);
	return good;
}

static size_t count_pages(const struct build *build)
{
	const struct site *site = build->made.project.site;
	size_t count = 0;

	for (size_t i = 0; i < site->page_count; i++)
		count += options_has_locale(build->options, site->pages[i]->document->locale.code);
	return count;
}

static size_t count_locales(const struct build *build)
{
	const struct site *site = build->made.project.site;
	size_t count = 0;

	for (size_t i = 0; i < site->locale_count; i++)
		count += options_has_locale(build->options, site->locales[i].locale.code);
	return count;
}

static struct build_tally tally_of(const struct build *build)
{
	return (struct build_tally){
		.pages = count_pages(build),
		.locales = count_locales(build),
		.images = build->made.project.site->file_count,
		.written = build->counts.written,
		.unchanged = build->counts.unchanged,
		.removed = build->counts.removed,
		.errors = build->made.report.errors,
		.warnings = build->made.report.warnings,
	};
}

static bool write_summary(const char *path, const struct build_tally *tally, double seconds)
{
	FILE *file = fopen(path, "we");
	bool good;

	if (file == NULL)
		return false;
	fprintf(file,
		"{\"pages\":%zu,\"locales\":%zu,\"images\":%zu,\"written\":%zu,\"unchanged\":%zu,"
		"\"removed\":%zu,\"errors\":%zu,\"warnings\":%zu,\"seconds\":%.3f}\n",
		tally->pages, tally->locales, tally->images, tally->written, tally->unchanged,
		tally->removed, tally->errors, tally->warnings, seconds);
	good = !ferror(file);
	return fclose(file) == 0 && good;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* The last line, and the summary. */
static enum status finish(const struct build *build, const struct build_tally *tally)
{
	double seconds = console_seconds() - build->began;

	if (!build->options->quiet)
		fprintf(stderr,
			"published %zu page%s in %zu locale%s, %zu image%s (%zu error%s, %zu warning%s) in "
			"%.2f s\n",
			tally->pages, plural(tally->pages), tally->locales, plural(tally->locales),
			tally->images, plural(tally->images), tally->errors, plural(tally->errors),
			tally->warnings, plural(tally->warnings), seconds);
	if (build->options->summary != NULL &&
		!write_summary(build->options->summary, tally, seconds)) {
		console_error(str_format(build->arena, "cannot write %s: %s", build->options->summary,
						  strerror(errno)),
			S(""));
		return STATUS_FAILED;
	}
	return tally->errors > 0 ? STATUS_FINDINGS : STATUS_CLEAN;
}

static enum status run(struct build *build)
{
	struct build_tally tally;
	bool ready;

	if (!assembly_load_theme(&build->made, build->options))
		return STATUS_FAILED;
	timings_end_stage(build->options->timings, "theme");
	ready = assembly_prepare(&build->made, build->options);
	timings_end_stage(build->options->timings, "prepare");
	assembly_report(&build->made, build->options);
	say_findings(build);
	timings_end_stage(build->options->timings, "report");
	if (!ready)
		return STATUS_FAILED;
	if (build->options->strict && build->made.report.errors + build->made.report.warnings > 0) {
		console_error(
			S("nothing was published: --strict allows neither errors nor warnings"), S(""));
		return STATUS_FINDINGS;
	}
	if (!publish(build))
		return STATUS_FAILED;
	tally = tally_of(build);
	unchanged_keep(&build->unchanged, &tally, &build->counts.found);
	kept_pages_save(&build->kept, build->counts.state);
	return finish(build, &tally);
}

static enum status make(struct build *build)
{
	enum status status = console_open_walked(
		build->options, build->unchanged.content, build->unchanged.images, &build->made.project);

	if (status != STATUS_CLEAN)
		return status;
	status = run(build);
	if (memory_is_freed_at_end())
		project_close(&build->made.project);
	return status;
}

enum status command_build(const struct options *options)
{
	struct build build = {
		.options = options,
		.arena = arena_create((size_t)64 * 1024),
		.began = console_seconds(),
	};
	struct build_tally tally;
	struct str findings;
	enum status status;

	memory_keep();
	build.unchanged = unchanged_look(options, build.arena);
	if (unchanged_find(&build.unchanged, &tally, &findings)) {
		console_write(stderr, findings);
		status = finish(&build, &tally);
	} else {
		status = make(&build);
	}
	buf_release(&build.findings);
	arena_destroy(build.arena);
	return status;
}
