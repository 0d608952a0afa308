#include "render/theme_files.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/path.h"

/* A stylesheet or font is never near this. */
#define LARGEST ((size_t)16 * 1024 * 1024)

struct reading {
	struct arena *arena;
	struct theme_file *items;
	size_t count, size;
};

static void add(struct reading *reading, struct theme_file file)
{
	reading->items = arena_grown(
		reading->arena, reading->items, reading->count, &reading->size, sizeof(*reading->items));
	reading->items[reading->count++] = file;
}

/* A folder that is named twice is read once. */
static bool is_read(const char *const *folders, size_t index)
{
	struct stat own, other;

	for (size_t i = 0; i < index; i++) {
		if (stat(folders[index], &own) == 0 && stat(folders[i], &other) == 0 &&
			own.st_dev == other.st_dev && own.st_ino == other.st_ino)
			return true;
	}
	return false;
}

static int read_folder(
	struct reading *reading, const char *folder, size_t layer, struct str *failed)
{
	struct file_list list;
	struct buf content = BUF_EMPTY;
	int error;

	*failed = str_of(folder);
	error = file_walk(reading->arena, folder, &list);
	for (size_t i = 0; i < list.count && error == 0; i++) {
		const struct file_entry *entry = &list.entries[i];
		struct theme_file file = {.path = entry->path, .layer = layer};

		if (entry->is_directory && entry->error == 0)
			continue;
		file.source =
			str_copy(reading->arena, path_join(reading->arena, str_of(folder), entry->path));
		*failed = file.source;
		buf_clear(&content);
		error = entry->error != 0 ? entry->error : file_read(file.source.ptr, LARGEST, &content);
		file.content = str_copy(reading->arena, buf_str(&content));
		if (error == 0)
			add(reading, file);
	}
	buf_release(&content);
	return error;
}

static int compare(const void *left, const void *right)
{
	const struct theme_file *a = left, *b = right;
	int order = str_compare(a->path, b->path);

	return order != 0 ? order : (a->layer > b->layer) - (a->layer < b->layer);
}

bool theme_files_read(struct arena *arena, const char *const *folders, size_t folder_count,
	struct theme_files *files, struct str *failed)
{
	struct reading reading = {.arena = arena};

	for (size_t i = 0; i < folder_count; i++) {
		int error = is_read(folders, i) ? 0 : read_folder(&reading, folders[i], i, failed);

		if (error != 0) {
			errno = error;
			return false;
		}
	}
	if (reading.count > 0)
		qsort(reading.items, reading.count, sizeof(*reading.items), compare);
	*files = (struct theme_files){reading.items, reading.count};
	return true;
}
