#include "output/published.h"

#include "base/arena.h"
#include "output/manifest.h"

#define LARGEST_MANIFEST ((size_t)256 * 1024 * 1024)

static void add_number(struct buf *out, uint64_t number)
{
	buf_add(out, str_make((const char *)&number, sizeof(number)));
}

/* False for a file that is absent, or no file any more. */
static bool add_file(
	struct arena *arena, const struct folder *folder, struct str path, struct buf *out)
{
	struct folder_stat status;

	if (folder_stat(folder, str_cstr(arena, path), &status) != 0 || !status.is_file)
		return false;
	add_number(out, status.size);
	add_number(out, (uint64_t)status.changed);
	return true;
}

static bool read_state(
	struct arena *arena, const struct folder *folder, struct buf *out, size_t *count)
{
	struct folder_stat pending;
	struct manifest manifest;

	if (folder_stat(folder, PENDING, &pending) == 0 ||
		folder_read(folder, MANIFEST, LARGEST_MANIFEST, out) != 0)
		return false;
	manifest = manifest_parse(arena, str_copy(arena, buf_str(out)), S(""));
	*count = manifest.count;
	for (size_t i = 0; i < manifest.count; i++) {
		if (!add_file(arena, folder, manifest.entries[i].path, out))
			return false;
	}
	return true;
}

bool published_state(const char *path, struct hash *state, size_t *count)
{
	struct folder folder;
	struct arena *arena;
	struct buf out = BUF_EMPTY;
	bool known;

	if (folder_open(&folder, path, false) != 0)
		return false;
	arena = arena_create((size_t)256 * 1024);
	known = read_state(arena, &folder, &out, count);
	*state = hash_bytes(buf_str(&out));
	buf_release(&out);
	arena_destroy(arena);
	folder_close(&folder);
	return known;
}
