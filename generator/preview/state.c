#include "preview/state.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/fatal.h"
#include "check/findings.h"
#include "render/listings.h"
#include "report/format.h"
#include "search/search.h"

#define LISTS_BLOCK ((size_t)256 * 1024)

/* What is made only when it is asked for: lists for machines, the index of the search. */
struct state_lists {
	struct arena *arena;
	struct search search;
	struct map *by_path; /* → text */
};

static void add(struct map *map, struct str path, const void *value)
{
	/* Tables hold what they are given; whoever looks up gets it const again. */
	map_add(map, path, (void *)(uintptr_t)value);
}

static void make_maps(struct state *state)
{
	const struct site *site = state->project.site;
	const struct assets *assets = &state->outfit->theme.assets;

	state->assets = map_create(state->arena, assets->count);
	for (size_t i = 0; i < assets->count; i++)
		add(state->assets, assets->items[i].path, &assets->items[i].content);
	state->files = map_create(state->arena, site->copy_count);
	for (size_t i = 0; i < site->copy_count; i++)
		add(state->files, str_from(site->copies[i].url, 1), &site->copies[i]);
}

static void report_project(
	const struct state_options *options, struct project *project, struct buf *trouble)
{
	size_t count;
	const struct diagnostics *const *lists = project_findings(project, &count);
	struct report report = report_make(project->arena, lists, count, options->project.workers);

	format_text(
		&(struct format_input){.content = options->project.content, .report = &report}, trouble);
}

static bool make_project(const struct state_options *options, const struct state *former,
	const struct state_changes *changes, struct state *state, struct buf *trouble)
{
	struct str message;
	enum project_result result = former == NULL
									 ? project_open(&state->project, &options->project, &message)
									 : project_follow(&state->project, &former->project,
										   &options->project, &changes->project, &message);

	state->arena = state->project.arena;
	if (result == PROJECT_MISCONFIGURED)
		report_project(options, &state->project, trouble);
	else if (result == PROJECT_UNREADABLE)
		buf_add_format(trouble, STR_FMT "\n", STR_ARG(message));
	return result == PROJECT_READY;
}

static bool make_outfit(const struct state_options *options, const struct state *former,
	const struct state_changes *changes, struct state *state, struct buf *trouble)
{
	const struct site *site = state->project.site;
	struct buf failed = BUF_EMPTY;

	if (former != NULL && !changes->theme && !changes->project.settings &&
		outfit_fits(former->outfit, site)) {
		state->outfit = outfit_share(former->outfit);
		return true;
	}
	state->outfit = outfit_make(options->theme_folders, options->theme_folder_count, site, &failed);
	if (state->outfit == NULL)
		buf_add_format(
			trouble, "cannot read " STR_FMT ": %s\n", STR_ARG(buf_str(&failed)), strerror(errno));
	buf_release(&failed);
	return state->outfit != NULL;
}

static void report(struct state *state, const struct state *former)
{
	const struct diagnostics *const *lists;
	const struct diagnostics **more;
	size_t count;

	lists = checked_lists(state->checked, &count);
	more = arena_array(state->arena, const struct diagnostics *, count + 1);
	for (size_t i = 0; i < count; i++)
		more[i] = lists[i];
	more[count++] = &state->outfit->found;
	state->report = findings_report(&(struct findings){
		.project = &state->project,
		.more = more,
		.more_count = count,
		.complete = true,
		.former = former == NULL ? NULL : &former->report,
	});
}

void state_check(struct state *state, const struct state_options *options,
	const struct state *former, const struct state_changes *changes)
{
	struct check_input input =
		check_input_make(state->arena, &state->project, options->today(state->arena));
	bool follows = former != NULL && !changes->project.settings;

	state->checked = checked_make(&input, follows ? former->checked : NULL);
	report(state, former);
	pthread_mutex_lock(&state->lock);
	state->is_checked = true;
	pthread_cond_broadcast(&state->was_checked);
	pthread_mutex_unlock(&state->lock);
}

const struct report *state_report(struct state *state)
{
	pthread_mutex_lock(&state->lock);
	while (!state->is_checked)
		pthread_cond_wait(&state->was_checked, &state->lock);
	pthread_mutex_unlock(&state->lock);
	return &state->report;
}

static void dress(const struct state_options *options, struct state *state)
{
	struct view_input input = {
		.site = state->project.site,
		.strings = state->outfit->strings,
		.assets = state->outfit->theme.assets.urls,
		.generator = str_of(options->generator),
		.on_demand = true,
		.workers = options->project.workers,
	};

	site_name_files(state->project.site, options->project.workers);
	options->take_pictures(options->context, state->project.site);
	state->renderer = renderer_create(state->arena, &state->outfit->theme.templates, &input);
	make_maps(state);
}

struct state *state_make(const struct state_options *options, const struct state *former,
	const struct state_changes *changes, struct buf *trouble)
{
	struct state *state = calloc(1, sizeof(*state));

	if (state == NULL)
		fatal_memory();
	atomic_init(&state->owners, 1);
	pthread_mutex_init(&state->lock, NULL);
	pthread_cond_init(&state->was_checked, NULL);
	if (!make_project(options, former, changes, state, trouble) ||
		!make_outfit(options, former, changes, state, trouble)) {
		state_release(state);
		return NULL;
	}
	if (state->outfit->ready)
		dress(options, state);
	return state;
}

static void release_lists(struct state_lists *lists)
{
	if (lists == NULL)
		return;
	search_release(&lists->search);
	arena_destroy(lists->arena);
}

struct state *state_share(struct state *state)
{
	atomic_fetch_add(&state->owners, 1);
	return state;
}

void state_release(struct state *state)
{
	if (state == NULL || atomic_fetch_sub(&state->owners, 1) > 1)
		return;
	release_lists(state->lists);
	release_lists(state->index);
	if (state->checked != NULL)
		checked_release(state->checked);
	outfit_release(state->outfit);
	project_close(&state->project);
	pthread_cond_destroy(&state->was_checked);
	pthread_mutex_destroy(&state->lock);
	free(state);
}

static const struct str *write_listing(
	struct arena *arena, const struct listing *listing, const struct views *views)
{
	struct arena *scratch = arena_create(LISTS_BLOCK);
	struct str *content = arena_new(arena, struct str);
	struct buf out = BUF_EMPTY;

	listing->write(listing, views, scratch, &out);
	*content = str_copy(arena, buf_str(&out));
	buf_release(&out);
	arena_destroy(scratch);
	return content;
}

static struct state_lists *make_lists(const struct state *state)
{
	struct arena *arena = arena_create(LISTS_BLOCK);
	struct state_lists *lists = arena_new(arena, struct state_lists);
	struct listings listings = listings_make(arena, state->renderer.views);

	lists->arena = arena;
	lists->by_path = map_create(arena, listings.count);
	for (size_t i = 0; i < listings.count; i++)
		add(lists->by_path, listings.items[i].path,
			write_listing(arena, &listings.items[i], state->renderer.views));
	return lists;
}

static struct state_lists *make_index(const struct state *state, unsigned workers)
{
	struct arena *arena = arena_create(LISTS_BLOCK);
	struct state_lists *index = arena_new(arena, struct state_lists);

	index->arena = arena;
	index->search = search_make(state->project.site, workers);
	index->by_path = map_create(arena, index->search.count);
	for (size_t i = 0; i < index->search.count; i++)
		add(index->by_path, index->search.files[i].path, &index->search.files[i].content);
	return index;
}

const struct str *state_list(struct state *state, struct str path, unsigned workers)
{
	bool searches = str_starts(path, S("search/"));
	const struct state_lists *lists;

	pthread_mutex_lock(&state->lock);
	if (searches && state->index == NULL)
		state->index = make_index(state, workers);
	else if (!searches && state->lists == NULL)
		state->lists = make_lists(state);
	lists = searches ? state->index : state->lists;
	pthread_mutex_unlock(&state->lock);
	return map_get(lists->by_path, path);
}
