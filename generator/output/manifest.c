#include "output/manifest.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"

static const struct str first_line = S_INIT("portolan manifest 1");

static bool hex_number(struct str digits, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < digits.len; i++) {
		char c = digits.ptr[i];

		if (!ascii_is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
		*number = *number << 4 | (uint64_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return true;
}

/* Below the folder, and none of its own files. */
static bool is_inside(struct arena *arena, struct str path)
{
	struct str resolved;

	return path.len > 0 && path.ptr[0] != '.' && path_resolve(arena, S(""), path, &resolved) &&
		   str_equal(path, resolved);
}

static bool parse_line(struct arena *arena, struct str line, struct manifest_entry *entry)
{
	struct str hash, size;

	if (!str_cut(line, ' ', &hash, &line) || !str_cut(line, ' ', &size, &entry->path))
		return false;
	return hash.len == 32 && hex_number(str_first(hash, 16), &entry->hash.high) &&
		   hex_number(str_from(hash, 16), &entry->hash.low) &&
		   str_to_number(size, UINT64_MAX / 2, &entry->size) && is_inside(arena, entry->path);
}

/* False for any other line. */
static bool parse_folder(struct arena *arena, struct str line, struct manifest_folder *folder)
{
	struct str key;

	if (!str_starts(line, S("made ")) || !str_cut(str_from(line, 5), ' ', &key, &folder->path))
		return false;
	return key.len == 32 && hex_number(str_first(key, 16), &folder->key.high) &&
		   hex_number(str_from(key, 16), &folder->key.low) && str_ends(folder->path, S("/")) &&
		   is_inside(arena, str_first(folder->path, folder->path.len - 1));
}

static void add(struct manifest *manifest, struct manifest_entry entry)
{
	struct manifest_entry *place = &manifest->entries[manifest->count];

	*place = entry;
	if (map_add(manifest->by_path, entry.path, place) == place)
		manifest->count++;
}

static int compare(const void *left, const void *right)
{
	const struct manifest_entry *a = left, *b = right;

	return str_compare(a->path, b->path);
}

struct manifest manifest_parse(struct arena *arena, struct str text, struct str pending)
{
	struct manifest manifest = {0};
	size_t room = str_count_char(text, '\n') + str_count_char(pending, '\n') + 2;
	size_t size = 0;
	struct str line;

	manifest.entries = arena_array(arena, struct manifest_entry, room);
	manifest.by_path = map_create(arena, room);
	if (str_next_line(&text, &line) && str_equal(line, first_line)) {
		while (str_next_line(&text, &line)) {
			struct manifest_entry entry = {.pending = false};
			struct manifest_folder folder;

			if (parse_line(arena, line, &entry)) {
				add(&manifest, entry);
			} else if (parse_folder(arena, line, &folder)) {
				manifest.folders = arena_grown(
					arena, manifest.folders, manifest.folder_count, &size, sizeof(folder));
				manifest.folders[manifest.folder_count++] = folder;
			}
		}
	}
	while (str_next_line(&pending, &line)) {
		if (is_inside(arena, line))
			add(&manifest, (struct manifest_entry){.path = line, .pending = true});
	}
	if (manifest.count > 0)
		qsort(manifest.entries, manifest.count, sizeof(*manifest.entries), compare);
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

		buf_add_format(out, HASH_FMT " %" PRIu64 " ", HASH_ARG(entry->hash), entry->size);
		buf_add(out, entry->path);
		buf_add_char(out, '\n');
	}
	for (size_t i = 0; i < manifest->folder_count; i++) {
		buf_add_format(out, "made " HASH_FMT " ", HASH_ARG(manifest->folders[i].key));
		buf_add(out, manifest->folders[i].path);
		buf_add_char(out, '\n');
	}
}
