#include "cli/console.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/default_theme.h"
#include "report/format.h"

void console_error(struct str message, struct str help)
{
	fprintf(stderr, "portolan: " STR_FMT "\n", STR_ARG(message));
	if (help.len > 0)
		fprintf(stderr, "  help: " STR_FMT "\n", STR_ARG(help));
}

bool console_has_color(const struct options *options, FILE *stream)
{
	const char *forbidden = getenv("NO_COLOR");

	if (options->color != COLOR_AUTO)
		return options->color == COLOR_ALWAYS;
	return (forbidden == NULL || forbidden[0] == '\0') && isatty(fileno(stream)) == 1;
}

bool console_write(FILE *stream, struct str bytes)
{
	if (bytes.len == 0 ||
		(fwrite(bytes.ptr, 1, bytes.len, stream) == bytes.len && fflush(stream) == 0))
		return true;
	return errno == EPIPE;
}

struct printing {
	FILE *stream;
	struct buf *kept; /* or NULL */
};

static void print_piece(void *context, struct str piece)
{
	const struct printing *printing = context;

	console_write(printing->stream, piece);
	if (printing->kept != NULL)
		buf_add(printing->kept, piece);
}

void console_findings(const struct options *options, const struct report *report, bool quiet,
	FILE *stream, struct buf *kept)
{
	struct printing printing = {stream, kept};

	if (kept != NULL)
		buf_reserve(kept, report->count * FINDING_BYTES);
	format_text_in_pieces(
		&(struct format_input){
			.content = options->content,
			.report = report,
			.color = console_has_color(options, stream),
			.quiet = quiet,
			.workers = options->jobs,
		},
		print_piece, &printing);
}

static void show_all(const struct options *options, struct project *project)
{
	size_t count;
	const struct diagnostics *const *lists = project_findings(project, &count);
	struct report report = report_make(project->arena, lists, count, options->jobs);

	console_findings(options, &report, false, stderr, NULL);
}

/* `asked` says how folders are read; `changes` is wanted with a former project alone. */
static enum status open_project(const struct options *options, struct project_options asked,
	const struct project *former, const struct project_changes *changes, struct project *project)
{
	struct arena *arena = arena_create(1024);
	const char *theme = default_theme_find(arena);
	struct str message;
	enum project_result result;

	asked.config = options->config;
	asked.content = options->content;
	asked.images = options->images;
	asked.base_url = options->base_url;
	asked.ports = theme == NULL ? NULL : str_format(arena, "%s/ports", theme).ptr;
	asked.workers = options->jobs;
	asked.timings = options->timings;
	result = former == NULL ? project_open(project, &asked, &message)
							: project_follow(project, former, &asked, changes, &message);
	arena_destroy(arena);
	switch (result) {
	case PROJECT_READY: return STATUS_CLEAN;
	case PROJECT_MISCONFIGURED:
		show_all(options, project);
		console_error(S("the settings cannot be used"), S(""));
		break;
	case PROJECT_UNREADABLE: console_error(message, S("")); break;
	}
	project_close(project);
	return STATUS_FAILED;
}

enum status console_open(const struct options *options, struct project *project)
{
	return open_project(options, (struct project_options){0}, NULL, NULL, project);
}

enum status console_open_walked(const struct options *options, const struct file_list *content,
	const struct file_list *images, struct project *project)
{
	struct project_options asked = {.walked_content = content, .walked_images = images};

	return open_project(options, asked, NULL, NULL, project);
}

enum status console_open_with(const struct options *options, const struct overlay *content,
	const struct overlay *images, struct project *project)
{
	struct project_options asked = {.content_overlay = content, .images_overlay = images};

	return open_project(options, asked, NULL, NULL, project);
}

static struct project_paths paths_of(struct arena *arena, const struct overlay *overlay)
{
	struct str *paths = arena_array(arena, struct str, overlay == NULL ? 0 : overlay->count);

	if (overlay == NULL)
		return (struct project_paths){0};
	for (size_t i = 0; i < overlay->count; i++)
		paths[i] = overlay->files[i].path;
	return (struct project_paths){.items = paths, .count = overlay->count};
}

static bool has_settings(const struct overlay *content)
{
	for (size_t i = 0; content != NULL && i < content->count; i++) {
		if (str_ends(content->files[i].path, S(".yaml")))
			return true;
	}
	return false;
}

enum status console_open_beside(const struct options *options, const struct overlay *content,
	const struct overlay *images, const struct project *present, struct project *project)
{
	struct arena *arena = arena_create(1024);
	struct project_options asked = {.content_overlay = content, .images_overlay = images};
	struct project_changes changes = {
		.settings = has_settings(content),
		.content = paths_of(arena, content),
		.images = paths_of(arena, images),
	};
	enum status status = open_project(options, asked, present, &changes, project);

	arena_destroy(arena);
	return status;
}

struct str console_today(struct arena *arena)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	uint64_t seconds;
	time_t now = time(NULL);
	struct tm parts;

	if (epoch != NULL && str_to_number(str_of(epoch), INT32_MAX, &seconds))
		now = (time_t)seconds;
	if (gmtime_r(&now, &parts) == NULL)
		return S("9999-12-31");
	return str_format(
		arena, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

double console_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
