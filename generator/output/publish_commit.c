#include "output/publish.h"

#include <errno.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/parallel.h"
#include "base/path.h"
#include "output/publication.h"

static int compare_files(const void *left, const void *right)
{
	const struct publication_file *const *a = left, *const *b = right;

	return str_compare((*a)->path, (*b)->path);
}

static struct publication_file **sorted_files(struct publication *publication)
{
	struct publication_file **sorted =
		arena_array(publication->arena, struct publication_file *, publication->count);

	for (size_t i = 0; i < publication->count; i++)
		sorted[i] = &publication->files[i];
	if (publication->count > 0)
		qsort(sorted, publication->count, sizeof(*sorted), compare_files);
	return sorted;
}

/* Two files of one name, or a file where another needs a folder, are a defect of ours. */
static bool check_clashes(
	struct publication *publication, struct publication_file **sorted, struct publish_error *error)
{
	for (size_t i = 1; i < publication->count; i++) {
		struct str a = sorted[i - 1]->path, b = sorted[i]->path;

		if (!str_starts(b, a) || (b.len > a.len && b.ptr[a.len] != '/'))
			continue;
		error->message = str_format(publication->arena,
			"two files of the site want one place: " STR_FMT " and " STR_FMT, STR_ARG(a),
			STR_ARG(b));
		error->help = S("give one of the pages another slug");
		return false;
	}
	return true;
}

/* A file of the folder's own room, whole or not at all. */
static int write_own(const struct publication *publication, const char *name, struct str bytes)
{
	int number = folder_write(&publication->folder, OWN_NEW, bytes, NULL);

	return number == 0 ? folder_rename(&publication->folder, OWN_NEW, name) : number;
}

/* Names that the manifest doesn't have yet, so that a killed run is not taken for a stranger. */
static bool write_pending(struct publication *publication, struct publish_error *error)
{
	struct buf names = BUF_EMPTY;
	int number = 0;

	for (size_t i = 0; i < publication->manifest.count; i++) {
		if (publication->manifest.entries[i].pending) {
			buf_add(&names, publication->manifest.entries[i].path);
			buf_add_char(&names, '\n');
		}
	}
	for (size_t i = 0; i < publication->count; i++) {
		if (map_get(publication->manifest.by_path, publication->files[i].path) == NULL) {
			buf_add(&names, publication->files[i].path);
			buf_add_char(&names, '\n');
		}
	}
	if (names.len > 0) {
		number = write_own(publication, PENDING, buf_str(&names));
		publication->wrote_pending = number == 0;
	}
	buf_release(&names);
	if (number != 0)
		publication_describe(
			publication->arena, error, "write into", publication->folder.path, S(""), number);
	return number == 0;
}

/* How much of a path is of folders that another has, too. */
static size_t shared_folders(struct str path, struct str other)
{
	size_t shared = 0;

	for (size_t i = 0; i < path.len && i < other.len && path.ptr[i] == other.ptr[i]; i++) {
		if (path.ptr[i] == '/')
			shared = i;
	}
	return shared;
}

static int move(const struct publication *publication, struct str path)
{
	char name[PATH_MAX];
	int number = publication_staged_name(name, path);

	return number != 0
			   ? number
			   : folder_rename(&publication->folder, name, str_cstr(publication->arena, path));
}

static bool is_in(struct str path, struct str directory)
{
	return directory.len > 0 && path.len > directory.len && path.ptr[directory.len] == '/' &&
		   str_starts(path, directory);
}

/* The topmost folder of `directory` that isn't there yet, put in its place; "" when all are there.
 */
static int move_missing(const struct publication *publication, struct str directory,
	struct str present, struct str *moved)
{
	int number = folder_find_missing(
		&publication->folder, directory, shared_folders(directory, present), moved);

	return number == 0 && moved->len > 0 ? move(publication, *moved) : number;
}

/* Folders that are new go with all that they hold. Files come sorted. */
static int move_folders(
	struct publication *publication, struct publication_file **sorted, size_t *failed)
{
	struct str present = S(""), moved = S("");

	for (size_t i = 0; i < publication->count; i++) {
		struct str directory = path_directory(sorted[i]->path);

		if (sorted[i]->state != FILE_STAGED || str_equal(directory, present))
			continue;
		if (!is_in(sorted[i]->path, moved)) {
			int number = move_missing(publication, directory, present, &moved);

			*failed = (size_t)(sorted[i] - publication->files);
			if (number != 0)
				return number;
		}
		if (moved.len > 0)
			sorted[i]->state = FILE_PLACED;
		else
			present = directory;
	}
	return 0;
}

static void move_file(void *context, size_t item, unsigned worker)
{
	struct publication *publication = context;
	struct publication_file *file = &publication->files[item];
	struct folder_stat status;
	char name[PATH_MAX];
	int number;

	(void)worker;
	if (file->state != FILE_STAGED)
		return;
	number = publication_staged_name(name, file->path);
	if (number == 0)
		number = folder_rename(&publication->folder, name, file->path.ptr);
	if (number != 0)
		publication_note_error(publication, item, number);
	/* Its new name is a change to it. One that is gone again was touched, whatever stands for it.
	 */
	if (folder_stat(&publication->folder, file->path.ptr, &status) == 0)
		file->changed = status.changed;
}

static bool remove_one(struct publication *publication, struct str path)
{
	const char *name = str_cstr(publication->arena, path);
	struct folder_stat status;
	bool removed;

	if (folder_stat(&publication->folder, name, &status) != 0)
		return false;
	removed = folder_remove(&publication->folder, name) == 0;
	folder_remove_empty(&publication->folder, path);
	return removed;
}

/* What earlier runs wrote and this one didn't. Both are in the order of paths. */
static size_t remove_stale(struct publication *publication, struct publication_file *const *sorted)
{
	size_t at = 0, removed = 0;

	for (size_t i = 0; i < publication->manifest.count; i++) {
		struct str path = publication->manifest.entries[i].path;
		int order = 1;

		for (; at < publication->count; at++) {
			order = sorted[at]->state == FILE_ABSENT ? -1 : str_compare(sorted[at]->path, path);
			if (order >= 0)
				break;
		}
		if (order != 0)
			removed += remove_one(publication, path);
	}
	return removed;
}

/* In an order that doesn't depend on whose pages were read first. */
static int compare_folders(const void *left, const void *right)
{
	const struct manifest_folder *a = left, *b = right;

	return str_compare(a->path, b->path);
}

static int write_manifest(struct publication *publication, struct publication_file **sorted,
	struct publish_counts *counts)
{
	struct arena *arena = publication->arena;
	struct manifest manifest = {
		.entries = arena_array(arena, struct manifest_entry, publication->count),
		.folders = publication->folders,
		.folder_count = publication->folder_count,
	};
	struct published_file *found = arena_array(arena, struct published_file, publication->count);
	struct buf text = BUF_EMPTY;
	int number = 0;

	if (manifest.folder_count > 0)
		qsort(manifest.folders, manifest.folder_count, sizeof(*manifest.folders), compare_folders);
	for (size_t i = 0; i < publication->count; i++) {
		const struct publication_file *file = sorted[i];

		if (file->state == FILE_ABSENT)
			continue;
		found[manifest.count] = (struct published_file){file->size, file->changed};
		manifest.entries[manifest.count++] =
			(struct manifest_entry){file->path, file->hash, file->size, false};
	}
	manifest_write(&manifest, &text);
	counts->state = hash_bytes(buf_str(&text));
	counts->found = published_make(counts->state, found, manifest.count);
	if (counts->written > 0 || !str_equal(buf_str(&text), buf_str(&publication->manifest_text)))
		number = write_own(publication, MANIFEST, buf_str(&text));
	buf_release(&text);
	return number;
}

static void count_files(const struct publication *publication, struct publish_counts *counts)
{
	for (size_t i = 0; i < publication->count; i++) {
		counts->written += publication->files[i].state == FILE_STAGED;
		counts->unchanged += publication->files[i].state == FILE_UNCHANGED;
	}
}

/* Everything is on the disk, and waits. */
static int put_in_place(struct publication *publication, struct publication_file **sorted,
	unsigned workers, struct publish_counts *counts, size_t *failed)
{
	int number;

	publication->moving = true;
	number = move_folders(publication, sorted, failed);
	if (number != 0)
		return number;
	parallel_for(workers, publication->count, move_file, publication);
	if (publication->error != 0) {
		*failed = publication->error_file;
		return publication->error;
	}
	counts->removed = remove_stale(publication, sorted);
	*failed = STR_NONE;
	number = write_manifest(publication, sorted, counts);
	folder_remove_tree(&publication->folder, STAGED);
	if (number == 0 && (publication->wrote_pending || publication->had_pending))
		number = folder_remove(&publication->folder, PENDING);
	return number;
}

static bool commit(struct publication *publication, unsigned workers, struct publish_counts *counts,
	struct publish_error *error)
{
	struct publication_file **sorted = sorted_files(publication);
	size_t failed = publication->error_file;
	int number = publication->error;

	if (publication->foreign.len > 0) {
		publication_refuse(publication, publication->foreign, error);
		return false;
	}
	/* A clash may be why a file couldn't be written. */
	if (!check_clashes(publication, sorted, error))
		return false;
	if (number == 0) {
		if (!write_pending(publication, error))
			return false;
		number = put_in_place(publication, sorted, workers, counts, &failed);
	}
	if (number != 0)
		publication_describe(publication->arena, error, "write", publication->folder.path,
			failed < publication->count ? publication->files[failed].path : S(MANIFEST), number);
	return number == 0;
}

bool publish_commit(struct publication *publication, unsigned workers,
	struct publish_counts *counts, struct publish_error *error)
{
	*counts = (struct publish_counts){0};
	count_files(publication, counts);
	if (commit(publication, workers, counts, error)) {
		publication_end(publication);
		return true;
	}
	publish_abandon(publication);
	return false;
}

bool publish_clean(struct arena *arena, const char *folder, struct publish_counts *counts,
	struct publish_error *error)
{
	struct publication publication = {.arena = arena};
	int number = folder_open(&publication.folder, folder, false);

	*counts = (struct publish_counts){0};
	if (number == ENOENT)
		return true;
	if (number != 0) {
		publication_describe(arena, error, "open", folder, S(""), number);
		return false;
	}
	publication_read_manifest(&publication);
	if (publication.manifest_text.len > 0 || publication.had_pending) {
		counts->removed = remove_stale(&publication, sorted_files(&publication));
		folder_remove_tree(&publication.folder, STAGED);
		folder_remove(&publication.folder, MANIFEST);
		folder_remove(&publication.folder, PENDING);
		folder_remove(&publication.folder, FOLDER_OWN "/lock");
		folder_remove_empty(&publication.folder, S(FOLDER_OWN "/lock"));
	}
	buf_release(&publication.manifest_text);
	folder_close(&publication.folder);
	return true;
}
