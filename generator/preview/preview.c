#include "preview/preview.h"

#include <stdlib.h>
#include <time.h>

#include "base/fatal.h"
#include "content/policy.h"
#include "preview/answers.h"
#include "preview/difference.h"
#include "preview/overview.h"
#include "preview/page_info.h"

enum root { ROOT_CONTENT, ROOT_IMAGES, ROOT_CONFIG, ROOT_THEME, ROOT_DEFAULT_THEME };

struct preview {
	const struct state_options *options;
	pthread_mutex_t lock; /* of what follows */
	struct state *now;
	struct buf trouble; /* why the last change was not taken, or nothing */
};

struct preview *preview_create(const struct state_options *options, struct buf *trouble)
{
	struct state *state = state_make(options, NULL, NULL, trouble);
	struct preview *preview;

	if (state == NULL)
		return NULL;
	preview = calloc(1, sizeof(*preview));
	if (preview == NULL)
		fatal_memory();
	preview->options = options;
	preview->now = state;
	pthread_mutex_init(&preview->lock, NULL);
	return preview;
}

void preview_destroy(struct preview *preview)
{
	state_release(preview->now);
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

static bool answer_own(struct preview *preview, const struct state *state, struct str trouble,
	struct str path, struct str page, struct server_answer *answer)
{
	if (str_equal(path, S("/_portolan/preview.js"))) {
		buf_add(&answer->body, outfit_file(state->outfit, S("preview/preview.js")));
		answer->type = "text/javascript; charset=utf-8";
	} else if (str_equal(path, S("/_portolan/preview.css"))) {
		buf_add(&answer->body, outfit_file(state->outfit, S("preview/preview.css")));
		answer->type = "text/css; charset=utf-8";
	} else if (str_equal(path, S("/_portolan/page"))) {
		page_info_write(state, preview->options, trouble, page, &answer->body);
		answer->type = "application/json; charset=utf-8";
	} else if (overview_write(state, preview->options, trouble,
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
		answer_published(state, preview->options, path, answer);
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

static void write_line(const struct watch_burst *burst, double took, struct difference difference,
	const struct report *report, struct buf *line)
{
	write_what(burst, line);
	buf_add_format(line, ": %.0f ms, findings +%zu -%zu (%zu error%s, %zu warning%s)\n", took,
		difference.gained, difference.lost, report->errors, report->errors == 1 ? "" : "s",
		report->warnings, report->warnings == 1 ? "" : "s");
}

/* The new state takes the old one's place, which the caller releases. */
static struct state *exchange(struct preview *preview, struct state *fresh, struct str trouble)
{
	struct state *old = preview->now;

	pthread_mutex_lock(&preview->lock);
	buf_clear(&preview->trouble);
	buf_add(&preview->trouble, trouble);
	if (fresh != NULL)
		preview->now = fresh;
	pthread_mutex_unlock(&preview->lock);
	return old;
}

const char *preview_take(struct preview *preview, const struct watch_burst *burst, struct buf *line)
{
	static const char *const events[] = {
		[OUTFIT_SAME] = "content", [OUTFIT_STYLE] = "style", [OUTFIT_OTHER] = "reload"};
	struct arena *arena = arena_create((size_t)16 * 1024);
	struct state_changes changes = sort_changes(preview->options, arena, burst);
	double began = milliseconds(), took;
	struct buf trouble = BUF_EMPTY;
	struct state *fresh = state_make(preview->options, preview->now, &changes, &trouble);
	struct state *old = exchange(preview, fresh, buf_str(&trouble));
	const char *event = "trouble";

	took = milliseconds() - began;
	if (fresh != NULL) {
		event = events[outfit_compare(old->outfit, fresh->outfit)];
		write_line(
			burst, took, difference_of(arena, &old->report, &fresh->report), &fresh->report, line);
		state_release(old);
	} else {
		write_what(burst, line);
		buf_add_format(line, ": not taken\n" STR_FMT, STR_ARG(buf_str(&trouble)));
	}
	buf_release(&trouble);
	arena_destroy(arena);
	return event;
}

void preview_summary(struct preview *preview, struct buf *line)
{
	struct buf trouble = BUF_EMPTY;
	struct state *state = state_now(preview, &trouble);

	buf_add_format(line, "%zu errors, %zu warnings, %zu notes in %zu pages", state->report.errors,
		state->report.warnings, state->report.notes, state->project.site->page_count);
	state_release(state);
	buf_release(&trouble);
}
