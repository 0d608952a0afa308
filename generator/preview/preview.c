#include "preview/preview.h"

#include <stdlib.h>
#include <time.h>

#include "base/fatal.h"
#include "content/policy.h"
#include "preview/answers.h"
#include "preview/difference.h"
#include "preview/overview.h"
#include "preview/page_info.h"
#include "site/file_memory.h"

enum root { ROOT_CONTENT, ROOT_IMAGES, ROOT_CONFIG, ROOT_THEME, ROOT_DEFAULT_THEME };

/* A change that is being taken. */
struct change {
	struct arena *arena;
	struct state_changes sorted;
	struct buf what;    /* as a person reads it */
	double began, took; /* milliseconds, until its pages could be answered */
};

struct preview {
	struct state_options options;
	pthread_mutex_t lock; /* of what follows */
	struct state *now;
	struct buf trouble; /* why the last change was not taken, or nothing */

	/* Of the one thread that takes changes. */
	struct change changes;
	struct state *former; /* until `now` is checked */
	bool missed;          /* changes that could not be taken: the next ones look at everything */
};

struct preview *preview_create(const struct state_options *options, struct buf *trouble)
{
	struct preview *preview = calloc(1, sizeof(*preview));

	if (preview == NULL)
		fatal_memory();
	pthread_mutex_init(&preview->lock, NULL);
	preview->options = *options;
	preview->options.project.memory = file_memory_create();
	preview->now = state_make(&preview->options, NULL, NULL, trouble);
	if (preview->now != NULL) {
		state_check(preview->now, &preview->options, NULL, NULL);
		return preview;
	}
	preview_destroy(preview);
	return NULL;
}

void preview_destroy(struct preview *preview)
{
	state_release(preview->now);
	file_memory_destroy(preview->options.project.memory);
	buf_release(&preview->trouble);
	pthread_mutex_destroy(&preview->lock);
	free(preview);
}

size_t preview_roots(const struct state_options *options, struct watch_root *roots)
{
	const char *themes[2] = {NULL, NULL};

	/* What is not there stands for itself: the numbers of the others stay. */
	for (size_t i = 0; i < options->theme_folder_count; i++)
		themes[i + 2 - options->theme_folder_count] = options->theme_folders[i];
	roots[ROOT_CONTENT] = (struct watch_root){options->project.content, false};
	roots[ROOT_IMAGES] = (struct watch_root){options->project.images, false};
	roots[ROOT_CONFIG] = (struct watch_root){options->project.config, true};
	roots[ROOT_THEME] = (struct watch_root){themes[0], false};
	roots[ROOT_DEFAULT_THEME] = (struct watch_root){themes[1], false};
	return PREVIEW_ROOTS;
}

/* The present state, which its user releases. */
static struct state *state_now(struct preview *preview, struct buf *trouble)
{
	struct state *state;

	pthread_mutex_lock(&preview->lock);
	state = state_share(preview->now);
	buf_add(trouble, buf_str(&preview->trouble));
	pthread_mutex_unlock(&preview->lock);
	return state;
}

static bool answer_own(struct preview *preview, struct state *state, struct str trouble,
	struct str path, struct str page, struct server_answer *answer)
{
	if (str_equal(path, S("/_portolan/preview.js"))) {
		buf_add(&answer->body, outfit_file(state->outfit, S("preview/preview.js")));
		answer->type = "text/javascript; charset=utf-8";
	} else if (str_equal(path, S("/_portolan/preview.css"))) {
		buf_add(&answer->body, outfit_file(state->outfit, S("preview/preview.css")));
		answer->type = "text/css; charset=utf-8";
	} else if (str_equal(path, S("/_portolan/page"))) {
		page_info_write(state, &preview->options, trouble, page, &answer->body);
		answer->type = "application/json; charset=utf-8";
	} else if (overview_write(state, &preview->options, trouble,
				   state->outfit->ready ? path : S("/_portolan/"), &answer->body)) {
		answer->type = "text/html; charset=utf-8";
	} else {
		return false;
	}
	answer->status = 200;
	return true;
}

void preview_answer(void *context, struct str path, struct str page, struct server_answer *answer)
{
	struct preview *preview = context;
	struct buf trouble = BUF_EMPTY;
	struct state *state = state_now(preview, &trouble);
	struct arena *scratch = arena_create(1024);

	buf_add(&answer->policy, policy_for_header(scratch, &state->project.config));
	arena_destroy(scratch);
	if (!answer_own(preview, state, buf_str(&trouble), path, page, answer))
		answer_published(state, &preview->options, path, answer);
	state_release(state);
	buf_release(&trouble);
}

/* The settings, and the words of ports, which the default theme's folder holds. */
static bool changes_settings(const struct state_options *options, const struct watch_change *change)
{
	switch ((enum root)change->root) {
	case ROOT_CONTENT:
		return options->project.config == NULL && str_equal(change->path, S("site.yaml"));
	case ROOT_CONFIG: return true;
	case ROOT_DEFAULT_THEME:
		return str_equal(change->path, S("ports")) || str_starts(change->path, S("ports/"));
	default: return false;
	}
}

static struct state_changes sort_changes(
	const struct state_options *options, struct arena *arena, const struct watch_burst *burst)
{
	struct str *content = arena_array(arena, struct str, burst->count);
	struct str *images = arena_array(arena, struct str, burst->count);
	struct state_changes changes = {
		.project = {.settings = burst->all,
			.content = {.items = content},
			.images = {.items = images}},
		.theme = burst->all,
	};

	for (size_t i = 0; i < burst->count; i++) {
		const struct watch_change *change = &burst->changes[i];

		if (changes_settings(options, change))
			changes.project.settings = true;
		else if (change->root == ROOT_CONTENT)
			content[changes.project.content.count++] = change->path;
		else if (change->root == ROOT_IMAGES)
			images[changes.project.images.count++] = change->path;
		else
			changes.theme = true;
	}
	return changes;
}

static double milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void write_what(const struct watch_burst *burst, struct buf *line)
{
	if (burst->count == 0) {
		buf_add_lit(line, "everything");
		return;
	}
	buf_add(line, burst->changes[0].path.len > 0 ? burst->changes[0].path : S("site.yaml"));
	if (burst->count > 1)
		buf_add_format(line, " and %zu more", burst->count - 1);
}

static void write_figures(
	double took, struct difference difference, const struct report *report, struct buf *line)
{
	buf_add_format(line, ": %.0f ms, findings +%zu -%zu (%zu error%s, %zu warning%s)\n", took,
		difference.gained, difference.lost, report->errors, report->errors == 1 ? "" : "s",
		report->warnings, report->warnings == 1 ? "" : "s");
}

/* What a change is known by until it is checked. */
static void begin_change(struct preview *preview, const struct watch_burst *burst)
{
	preview->changes =
		(struct change){.arena = arena_create((size_t)16 * 1024), .began = milliseconds()};
	preview->changes.sorted = sort_changes(&preview->options, preview->changes.arena, burst);
	if (preview->missed)
		preview->changes.sorted.theme = preview->changes.sorted.project.settings = true;
	write_what(burst, &preview->changes.what);
}

const char *preview_take(struct preview *preview, const struct watch_burst *burst)
{
	static const char *const events[] = {
		[OUTFIT_SAME] = "content", [OUTFIT_STYLE] = "style", [OUTFIT_OTHER] = "reload"};
	struct buf trouble = BUF_EMPTY;
	struct state *fresh;

	begin_change(preview, burst);
	fresh = state_make(&preview->options, preview->now, &preview->changes.sorted, &trouble);
	preview->missed = fresh == NULL;
	preview->changes.took = milliseconds() - preview->changes.began;
	pthread_mutex_lock(&preview->lock);
	buf_clear(&preview->trouble);
	buf_add(&preview->trouble, buf_str(&trouble));
	if (fresh != NULL) {
		preview->former = preview->now;
		preview->now = fresh;
	}
	pthread_mutex_unlock(&preview->lock);
	buf_release(&trouble);
	return fresh == NULL ? "trouble"
						 : events[outfit_compare(preview->former->outfit, fresh->outfit)];
}

void preview_check(struct preview *preview, struct buf *line)
{
	struct change *change = &preview->changes;

	buf_add(line, buf_str(&change->what));
	if (preview->former != NULL) {
		state_check(preview->now, &preview->options, preview->former, &change->sorted);
		write_figures(change->took,
			difference_of(change->arena, &preview->former->report, &preview->now->report),
			&preview->now->report, line);
		state_release(preview->former);
		preview->former = NULL;
	} else {
		buf_add_format(line, ": not taken\n" STR_FMT, STR_ARG(buf_str(&preview->trouble)));
	}
	buf_release(&change->what);
	arena_destroy(change->arena);
}

void preview_summary(struct preview *preview, struct buf *line)
{
	struct buf trouble = BUF_EMPTY;
	struct state *state = state_now(preview, &trouble);
	const struct report *report = state_report(state);

	buf_add_format(line, "%zu errors, %zu warnings, %zu notes in %zu pages", report->errors,
		report->warnings, report->notes, state->project.site->page_count);
	state_release(state);
	buf_release(&trouble);
}
