#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "cli/build_record.h"
#include "cli/cache_folder.h"
#include "cli/check_external.h"
#include "cli/command.h"
#include "image/cache.h"
#include "output/publish.h"

static bool clean_published(const struct options *options, struct arena *arena)
{
	struct publish_counts counts;
	struct publish_error error;
	const char *folder = options_out(options);

	if (!publish_clean(arena, folder, &counts, &error)) {
		console_error(error.message, error.help);
		return false;
	}
	if (!options->quiet)
		fprintf(stderr, "removed %zu files from %s\n", counts.removed, folder);
	return true;
}

static bool clean_cache(const struct options *options, struct arena *arena)
{
	struct str folder = cache_folder(options, arena);
	size_t removed = 0;
	int error = 0;

	if (folder.len > 0) {
		removed += unlink(str_cstr(arena, path_join(arena, folder, S(EXTERNAL_CACHE_FILE)))) == 0;
		removed += build_records_forget(arena, folder);
		error = cache_clean(arena, folder, &removed);
	}
	if (error != 0) {
		console_error(
			str_format(arena, "cannot clean " STR_FMT ": %s", STR_ARG(folder), strerror(error)),
			S(""));
		return false;
	}
	if (!options->quiet)
		fprintf(stderr, "removed %zu files from " STR_FMT "\n", removed, STR_ARG(folder));
	return true;
}

enum status command_clean(const struct options *options)
{
	struct arena *arena = arena_create(4096);
	bool good = clean_published(options, arena);

	if (good && options->names_cache)
		good = clean_cache(options, arena);
	arena_destroy(arena);
	return good ? STATUS_CLEAN : STATUS_FAILED;
}
