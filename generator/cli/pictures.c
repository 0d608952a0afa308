#include "cli/pictures.h"

#include <errno.h>
#include <unistd.h>

#include "cli/cache_folder.h"
#include "cli/console.h"
#include "image/cache.h"
#include "site/link.h"
#include "site/pictures.h"

struct progress {
	double began, last; /* seconds; `last`: when something was shown, or 0 */
};

/* A terminal sees how far it is, once it takes long. */
static void show_progress(void *context, size_t done, size_t count)
{
	struct progress *progress = context;
	double now = console_seconds();

	if (now - progress->began < 1 || now - progress->last < 0.1)
		return;
	progress->last = now;
	fprintf(stderr, "\rmade smaller versions of %zu of %zu pictures", done, count);
	fflush(stderr);
}

static int take(const struct options *options, struct site *site, struct cache *cache)
{
	struct progress progress = {.began = console_seconds()};
	struct pictures_work work = {
		.workers = options->jobs == 0 ? 1 : options->jobs,
		.make = options->command == COMMAND_BUILD,
		.context = &progress,
	};
	int error;

	if (!options->quiet && isatty(STDERR_FILENO) == 1)
		work.tell = show_progress;
	error = site_take_pictures(site, cache, &work);
	if (progress.last > 0)
		fprintf(stderr, "\r\033[K");
	return error;
}

static bool complain(
	const struct options *options, struct arena *arena, struct str folder, int error)
{
	console_error(str_format(arena, "cannot keep smaller pictures in %s" STR_FMT ": %s",
					  folder.len == 0 ? "the cache" : "", STR_ARG(folder), strerror(error)),
		S("name a folder with --cache DIR; until then pictures are published as they are"));
	return options->cache == NULL;
}

bool pictures_take(const struct options *options, struct site *site)
{
	struct str folder = cache_folder(options, site->arena);
	struct cache cache;
	bool make = options->command == COMMAND_BUILD;
	int error = 0;

	if (site->config->image_column > 0 && site->file_count > 0) {
		error = folder.len == 0 ? ENOENT : cache_open(site->arena, folder, make, &cache);
		if (error == 0) {
			error = take(options, site, &cache);
			cache_close(&cache);
		}
	}
	site_list_copies(site);
	if (error == ENOENT && !make)
		error = 0;
	return error == 0 || complain(options, site->arena, folder, error);
}
