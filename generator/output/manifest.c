#include "output/manifest.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"

static const struct str first_line = S_INIT("portolan manifest 1");

/* Below the folder, and none of its own files: no part of the path is empty, "." or "..". */
static bool is_inside(struct str path)
{
	struct str part;

	if (path.len == 0 || path.ptr[0] == '.' || path.ptr[path.len - 1] == '/' ||
		str_find_char(path, '\0', 0) != STR_NONE)
		return false;
	while (str_next_part(&path, '/', &part)) {
		if (part.len == 0 || str_equal(part, S(".")) || str_equal(part, S("..")))
			return false;
	}
	return true;
}

static bool parse_line(struct str line, struct manifest_entry *entry)
{
	struct str hash, size;

	if (!str_cut(line, ' ', &hash, &line) || !str_cut(line, ' ', &size, &entry->path))
		return false;
	return hash_read(hash, &entry->hash) && str_to_number(size, UINT64_MAX / 2, &entry->size) &&
		   is_inside(entry->path);
}

/* False for any other line. */
static bool parse_folder(struct str line, struct manifest_folder *folder)
{
	struct str key;

	if (!str_starts(line, S("made ")) || !str_cut(str_from(line, 5), ' ', &key, &folder->path))
		return false;
	return hash_read(key, &folder->key) && str_ends(folder->path, S("/")) &&
		   is_inside(str_first(folder->path, folder->path.len - 1));
}

/* By path; of one path, what is known of it stands before its bare name. */
static int compare(const void *left, const void *right)
{
	const struct manifest_entry *a = left, *b = right;
	int order = str_compare(a->path, b->path);

	return order != 0 ? order : a->pending - b->pending;
}

static void read_lines(struct arena *arena, struct str text, struct manifest *manifest)
{
	size_t size = 0;
	struct str line;

	if (!str_next_line(&text, &line) || !str_equal(line, first_line))
		return;
	while (str_next_line(&text, &line)) {
		struct manifest_entry entry = {.pending = false};
		struct manifest_folder folder;

		if (parse_line(line, &entry)) {
			manifest->entries[manifest->count++] = entry;
		} else if (parse_folder(line, &folder)) {
			manifest->folders = arena_grown(
				arena, manifest->folders, manifest->folder_count, &size, sizeof(folder));
			manifest->folders[manifest->folder_count++] = folder;
		}
	}
}

/* Each path once. They come in order but for those of killed runs and damaged files. */
static void put_in_order(struct manifest *manifest)
{
	struct manifest_entry *entries = manifest->entries;
	size_t count = 0;
	bool ordered = true;

	for (size_t i = 1; i < manifest->count && ordered; i++)
		ordered = str_compare(entries[i - 1].path, entries[i].path) < 0;
	if (ordered)
		return;
	qsort(entries, manifest->count, sizeof(*entries), compare);
	for (size_t i = 0; i < manifest->count; i++) {
		if (count == 0 || !str_equal(entries[count - 1].path, entries[i].path))
			entries[count++] = entries[i];
	}
	manifest->count = count;
}

struct manifest manifest_parse(struct arena *arena, struct str text, struct str pending)
{
	struct manifest manifest = {0};
	size_t room = str_count_char(text, '\n') + str_count_char(pending, '\n') + 2;
	struct str line;

	manifest.entries = arena_array(arena, struct manifest_entry, room);
	read_lines(arena, text, &manifest);
	while (str_next_line(&pending, &line)) {
		if (is_inside(line))
			manifest.entries[manifest.count++] =
				(struct manifest_entry){.path = line, .pending = true};
	}
	put_in_order(&manifest);
	manifest.by_path = map_create(arena, manifest.count);
	for (size_t i = 0; i < manifest.count; i++)
		map_add(manifest.by_path, manifest.entries[i].path, &manifest.entries[i]);
	return manifest;
}

void manifest_write(const struct manifest *manifest, struct buf *out)
{
	buf_add(out, first_line);
	buf_add_char(out, '\n');
	for (size_t i = 0; i < manifest->count; i++) {
		const struct manifest_entry *entry = &manifest->entries[i];

		hash_add(out, entry->hash);
		buf_add_char(out, ' ');
		buf_add_number(out, entry->size);
		buf_add_char(out, ' ');
		buf_add(out, entry->path);
		buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < manifest->folder_count; i++) {
		buf_add_lit(out, "made ");
		hash_add(out, manifest->folders[i].key);
		buf_add_char(out, ' ');
		buf_add(out, manifest->folders[i].path);
		buf_add_char(out, '\n');
	}
}
