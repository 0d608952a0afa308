#include "output/published.h"

#include <limits.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "output/manifest.h"

#define LARGEST_MANIFEST ((size_t)256 * 1024 * 1024)

/* Without padding: its bytes are hashed. */
struct seen {
	uint64_t size;
	int64_t changed;
};

struct stater {
	const struct folder *folder;
	const struct manifest *manifest;
	struct seen *seen;   /* of each file */
	_Atomic bool absent; /* one is, or is no file any more */
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
		stater->seen[item] = (struct seen){found.size, found.changed};
}

/* The manifest, and behind it what was seen of its files. */
static bool read_state(struct arena *arena, const struct folder *folder, unsigned workers,
	struct buf *out, size_t *count)
{
	struct stater stater = {.folder = folder};
	struct folder_stat pending;
	struct manifest manifest;

	if (folder_stat(folder, PENDING, &pending) == 0 ||
		folder_read(folder, MANIFEST, LARGEST_MANIFEST, out) != 0)
		return false;
	manifest = manifest_parse(arena, str_copy(arena, buf_str(out)), S(""));
	stater.manifest = &manifest;
	stater.seen = arena_array(arena, struct seen, manifest.count);
	parallel_for(workers, manifest.count, look_at, &stater);
	buf_add(out, str_make((const char *)stater.seen, manifest.count * sizeof(*stater.seen)));
	*count = manifest.count;
	return !stater.absent;
}

bool published_state(const char *path, unsigned workers, struct hash *state, size_t *count)
{
	struct folder folder;
	struct arena *arena;
	struct buf out = BUF_EMPTY;
	bool known;

	if (folder_open(&folder, path, false) != 0)
		return false;
	arena = arena_create((size_t)256 * 1024);
	known = read_state(arena, &folder, workers, &out, count);
	*state = hash_bytes(buf_str(&out));
	buf_release(&out);
	arena_destroy(arena);
	folder_close(&folder);
	return known;
}
