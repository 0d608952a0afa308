#define _DEFAULT_SOURCE /* realpath */
#include "cli/build_record.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/write.h"
#include "cli/cache_folder.h"
#include "output/replace.h"

#define FOLDER  "builds"
#define LARGEST ((size_t)256 * 1024 * 1024)

/* "" where there is no cache folder, or no output yet. */
static struct str path_of(const struct options *options, struct arena *arena, struct str extension)
{
	struct str cache = cache_folder(options, arena), name;
	char real[PATH_MAX];

	if (cache.len == 0 || realpath(options_out(options), real) == NULL)
		return S("");
	name = str_concat(arena, hash_name(arena, hash_bytes(str_of(real))), extension);
	return path_join(arena, path_join(arena, cache, S(FOLDER)), name);
}

bool build_record_read(
	const struct options *options, struct arena *arena, struct str extension, struct buf *into)
{
	struct str path = path_of(options, arena, extension);

	return path.len > 0 && file_read(str_cstr(arena, path), LARGEST, into) == 0;
}

void build_record_write(
	const struct options *options, struct arena *arena, struct str extension, struct str bytes)
{
	struct str path = path_of(options, arena, extension);

	if (path.len > 0 && write_directories(path_directory(path)) == 0)
		(void)replace_file(str_cstr(arena, path), bytes);
}

size_t build_records_forget(struct arena *arena, struct str cache)
{
	struct str root = path_join(arena, cache, S(FOLDER));
	struct file_list list;
	size_t removed = 0;

	if (file_walk(arena, str_cstr(arena, root), &list) != 0)
		return 0;
	for (size_t i = 0; i < list.count; i++) {
		if (!list.entries[i].is_directory)
			removed += unlink(str_cstr(arena, path_join(arena, root, list.entries[i].path))) == 0;
	}
	(void)rmdir(str_cstr(arena, root));
	return removed;
}
