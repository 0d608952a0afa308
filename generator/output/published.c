#include "output/published.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "output/manifest.h"

#define LARGEST_MANIFEST ((size_t)256 * 1024 * 1024)

struct stater {
	const struct folder *folder;
	const struct manifest *manifest;
	struct published_file *seen; /* of each file */
	_Atomic bool absent;         /* one is, or is no file any more */
};

static void look_at(void *context, size_t item, unsigned worker)
{
	struct stater *stater = context;
	struct folder_stat found;
	char path[PATH_MAX];

	(void)worker;
	snprintf(path, sizeof(path), STR_FMT, STR_ARG(stater->manifest->entries[item].path));
	if (folder_stat(stater->folder, path, &found) != 0 || !found.is_file)
		stater->absent = true;
	else
		stater->seen[item] = (struct published_file){found.size, found.changed};
}

struct published published_make(
	struct hash manifest, const struct published_file *files, size_t count)
{
	struct hash parts[] = {
		manifest,
		hash_bytes(str_make((const char *)files, count * sizeof(*files))),
	};

	return (struct published){hash_bytes(str_make((const char *)parts, sizeof(parts))), count};
}

static bool look(struct arena *arena, const struct folder *folder, unsigned workers,
	struct str text, struct published *found)
{
	struct manifest manifest = manifest_parse(arena, text, S(""));
	struct stater stater = {
		.folder = folder,
		.manifest = &manifest,
		.seen = arena_array(arena, struct published_file, manifest.count),
	};

	parallel_for(workers, manifest.count, look_at, &stater);
	*found = published_make(hash_bytes(text), stater.seen, manifest.count);
	return !stater.absent;
}

bool published_find(const char *path, unsigned workers, struct published *found)
{
	struct folder folder;
	struct folder_stat pending;
	struct arena *arena;
	struct buf text = BUF_EMPTY;
	bool known;

	if (folder_open(&folder, path, false) != 0)
		return false;
	arena = arena_create((size_t)256 * 1024);
	known = folder_stat(&folder, PENDING, &pending) == ENOENT &&
			folder_read(&folder, MANIFEST, LARGEST_MANIFEST, &text) == 0 &&
			look(arena, &folder, workers, buf_str(&text), found);
	buf_release(&text);
	arena_destroy(arena);
	folder_close(&folder);
	return known;
}
