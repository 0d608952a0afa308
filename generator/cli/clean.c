#include "base/arena.h"
#include "cli/command.h"
#include "output/publish.h"

enum status command_clean(const struct options *options)
{
	struct arena *arena = arena_create(4096);
	struct publish_counts counts;
	struct publish_error error;
	const char *folder = options->out != NULL ? options->out : "public";
	bool good = publish_clean(arena, folder, &counts, &error);

	if (!good)
		console_error(error.message, error.help);
	else if (!options->quiet)
		fprintf(stderr, "removed %zu files from %s\n", counts.removed, folder);
	arena_destroy(arena);
	return good ? STATUS_CLEAN : STATUS_FAILED;
}
