#include "output/publish.h"

#include <limits.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "output/publication.h"

bool publication_is_untouched(const struct publication *publication,
	const struct manifest_entry *known, const struct folder_stat *status)
{
	return !known->pending && status->is_file && known->size == status->size &&
		   status->changed <= publication->manifest_changed;
}

/* Whether a file of an earlier run stands there untouched, and how it is published then. */
static bool look_at(const struct publication *publication, const struct manifest_entry *entry,
	struct publication_file *file)
{
	char path[PATH_MAX];
	struct folder_stat status;

	if (entry->path.len >= sizeof(path))
		return false;
	memcpy(path, entry->path.ptr, entry->path.len);
	path[entry->path.len] = '\0';
	if (folder_stat(&publication->folder, path, &status) != 0 ||
		!publication_is_untouched(publication, entry, &status))
		return false;
	*file = (struct publication_file){
		.path = entry->path,
		.state = FILE_UNCHANGED,
		.hash = entry->hash,
		.size = entry->size,
		.changed = status.changed,
	};
	return true;
}

/* The first entry that isn't before a path. */
static size_t entry_at(const struct manifest *manifest, struct str path)
{
	size_t low = 0, high = manifest->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_compare(manifest->entries[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_files(
	struct publication *publication, const struct publication_file *files, size_t count)
{
	pthread_mutex_lock(&publication->lock);
	publication_grow(publication, count);
	for (size_t i = 0; i < count; i++) {
		struct publication_file *file = &publication->files[publication->count++];

		*file = files[i];
		file->path = str_copy(publication->arena, file->path);
	}
	pthread_mutex_unlock(&publication->lock);
}

/* All files that an earlier run wrote below a folder are published as they stand, or none. */
static bool keep_entries(struct publication *publication, struct str folder)
{
	const struct manifest *manifest = &publication->manifest;
	size_t first = entry_at(manifest, folder), count = 0, good = 0;
	struct publication_file *files;

	while (first + count < manifest->count &&
		   str_starts(manifest->entries[first + count].path, folder))
		count++;
	files = calloc(count + 1, sizeof(*files));
	if (files == NULL)
		fatal_memory();
	while (good < count && look_at(publication, &manifest->entries[first + good], &files[good]))
		good++;
	if (good == count)
		add_files(publication, files, count);
	free(files);
	return good == count && count > 0;
}

static bool has_key(const struct publication *publication, struct str folder, struct hash key)
{
	for (size_t i = 0; i < publication->manifest.folder_count; i++) {
		const struct manifest_folder *known = &publication->manifest.folders[i];

		if (str_equal(known->path, folder))
			return hash_equal(known->key, key);
	}
	return false;
}

static void add_folder(struct publication *publication, struct str folder, struct hash key)
{
	pthread_mutex_lock(&publication->lock);
	publication->folders = arena_grown(publication->arena, publication->folders,
		publication->folder_count, &publication->folder_size, sizeof(*publication->folders));
	publication->folders[publication->folder_count++] =
		(struct manifest_folder){str_copy(publication->arena, folder), key};
	pthread_mutex_unlock(&publication->lock);
}

bool publish_keep_folder(struct publication *publication, struct str folder, struct hash key)
{
	add_folder(publication, folder, key);
	return !publication->had_pending && has_key(publication, folder, key) &&
		   keep_entries(publication, folder);
}

bool publish_keep(struct publication *publication, size_t index)
{
	struct publication_file *file = &publication->files[index];
	const struct manifest_entry *known = map_get(publication->manifest.by_path, file->path);
	struct folder_stat status;

	/* A killed run may have put other files there, whatever their times say. */
	if (publication->error != 0 || publication->had_pending || known == NULL ||
		folder_stat(&publication->folder, file->path.ptr, &status) != 0 || !status.is_file)
		return false;
	file->hash = known->hash;
	file->size = known->size;
	if (!publication_is_untouched(publication, known, &status))
		return false;
	file->state = FILE_UNCHANGED;
	file->changed = status.changed;
	return true;
}
