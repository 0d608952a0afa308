#include "content/overlay.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/path.h"

struct overlay overlay_make(struct arena *arena, const struct overlay_file *files, size_t count)
{
	struct overlay overlay = {files, count, map_create(arena, count)};

	for (size_t i = 0; i < count; i++)
		map_set(overlay.by_path, files[i].path, (void *)(uintptr_t)&files[i]);
	return overlay;
}

const struct overlay_file *overlay_find(const struct overlay *overlay, struct str path)
{
	return overlay == NULL ? NULL : map_get(overlay->by_path, path);
}

static int compare(const void *left, const void *right)
{
	const struct file_entry *a = left, *b = right;

	return str_compare(a->path, b->path);
}

static size_t count_parts(struct str path)
{
	size_t parts = 1;

	for (size_t i = 0; i < path.len; i++)
		parts += path.ptr[i] == '/';
	return parts;
}

/* The file and the folders above it, as far as they are not there. */
static void add(struct file_list *list, struct map *present, const struct overlay_file *file)
{
	struct str path = file->path;
	bool is_directory = false;

	while (path.len > 0 && map_get(present, path) == NULL) {
		list->entries[list->count++] = (struct file_entry){
			.path = path,
			.size = is_directory ? 0 : file->bytes.len,
			.is_directory = is_directory,
		};
		map_set(present, path, list);
		path = path_directory(path);
		is_directory = true;
	}
}

void overlay_apply(struct arena *arena, const struct overlay *overlay, struct file_list *list)
{
	struct file_list patched = {.has_links = list->has_links};
	struct map *present = map_create(arena, list->count);
	size_t room = list->count;

	for (size_t i = 0; i < overlay->count; i++)
		room += count_parts(overlay->files[i].path);
	patched.entries = arena_array(arena, struct file_entry, room);
	for (size_t i = 0; i < list->count; i++) {
		const struct overlay_file *file = overlay_find(overlay, list->entries[i].path);

		if (file != NULL && !list->entries[i].is_directory)
			continue;
		patched.entries[patched.count++] = list->entries[i];
		map_set(present, list->entries[i].path, list);
	}
	for (size_t i = 0; i < overlay->count; i++) {
		if (!overlay->files[i].absent)
			add(&patched, present, &overlay->files[i]);
	}
	if (patched.count > 0)
		qsort(patched.entries, patched.count, sizeof(*patched.entries), compare);
	*list = patched;
}
