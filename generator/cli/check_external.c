#include "cli/check_external.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "check/external.h"
#include "cli/cache_folder.h"
#include "output/folder.h"
#include "output/replace.h"

#define LARGEST_CACHE ((size_t)64 * 1024 * 1024)
#define SECONDS_A_DAY 86400u

struct asking {
	const struct check_scope *scope;
	double begun;
	bool shown; /* a line of progress stands on the terminal */
};

static struct external_cache *read_cache(
	const struct options *options, struct arena *arena, const char *path)
{
	struct buf text = BUF_EMPTY;
	struct str copy;

	/* One that can't be read is one that isn't there yet. */
	if (path != NULL)
		file_read(path, LARGEST_CACHE, &text);
	copy = str_copy(arena, buf_str(&text));
	buf_release(&text);
	return external_cache_read(
		arena, copy, (uint64_t)time(NULL), (uint64_t)options->external_age * SECONDS_A_DAY);
}

static int write_cache(const struct external_cache *cache, const char *directory, const char *path)
{
	struct buf text = BUF_EMPTY;
	struct folder folder;
	int error = folder_open(&folder, directory, true);

	if (error != 0)
		return error;
	folder_close(&folder);
	external_cache_write(cache, &text);
	error = replace_file(path, buf_str(&text));
	buf_release(&text);
	return error;
}

static bool wants(void *context, const struct document *document, const struct place *place)
{
	const struct asking *asking = context;

	return check_scope_has(asking->scope, document, place);
}

/* A terminal sees how far it is, once it takes long. */
static void show_progress(void *context, size_t done, size_t count)
{
	struct asking *asking = context;

	if (asking->scope->named.options->quiet || isatty(STDERR_FILENO) != 1 ||
		console_seconds() - asking->begun < 1)
		return;
	asking->shown = true;
	fprintf(stderr, "\rasked other hosts for %zu of %zu pages", done, count);
	fflush(stderr);
}

static void tell(const struct asking *asking, const struct external_result *result)
{
	if (asking->shown)
		fprintf(stderr, "\r\033[K");
	if (asking->scope->named.options->quiet)
		return;
	fprintf(
		stderr, "other hosts: %zu pages, %zu known from the cache", result->urls, result->cached);
	if (result->left > 0)
		fprintf(stderr, ", %zu left for the next run", result->left);
	fprintf(stderr, "\n");
}

enum status check_external(
	const struct check_scope *scope, struct project *project, struct diagnostics *found)
{
	const struct options *options = scope->named.options;
	struct arena *arena = project->arena;
	struct asking asking = {.scope = scope, .begun = console_seconds()};
	struct str directory = cache_folder(options, arena), message;
	const char *path = NULL;
	struct external_input input = {
		.project = project,
		.limits = &fetch_limits_default,
		.wants = wants,
		.progress = show_progress,
		.context = &asking,
	};
	struct external_result result;

	if (directory.len > 0)
		path = str_cstr(arena, path_join(arena, directory, S(EXTERNAL_CACHE_FILE)));
	input.cache = read_cache(options, arena, path);
	if (!external_check(&input, found, &result, &message)) {
		console_error(message, S("check without --external asks nobody"));
		return STATUS_FAILED;
	}
	tell(&asking, &result);
	diagnostics_set_levels(found, project->config.levels);
	errno = path == NULL ? 0 : write_cache(input.cache, str_cstr(arena, directory), path);
	/* What was found counts all the same. */
	if (errno != 0)
		console_error(str_format(arena, "cannot write %s: %s", path, strerror(errno)), S(""));
	return STATUS_CLEAN;
}
