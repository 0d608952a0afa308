#include "output/publish.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "base/path.h"
#include "output/publication.h"

#define LARGEST ((size_t)1024 * 1024 * 1024)

void publication_describe(struct arena *arena, struct publish_error *error, const char *what,
	const char *folder, struct str path, int number)
{
	error->message = str_format(arena, "cannot %s %s%s" STR_FMT ": %s", what, folder,
		path.len > 0 ? "/" : "", STR_ARG(path), strerror(number));
	error->help = S("");
}

int publication_staged_name(char name[PATH_MAX], struct str path)
{
	int length = snprintf(name, PATH_MAX, STAGED "/" STR_FMT, STR_ARG(path));

	return length < PATH_MAX ? 0 : ENAMETOOLONG;
}

static struct str read_own(struct publication *publication, const char *name)
{
	struct buf text = BUF_EMPTY;
	struct str copy = S("");

	if (folder_read(&publication->folder, name, LARGEST, &text) == 0)
		copy = str_copy(publication->arena, buf_str(&text));
	buf_release(&text);
	return copy;
}

void publication_read_manifest(struct publication *publication)
{
	struct folder_stat status;
	struct str pending = read_own(publication, PENDING);

	publication->manifest_text = read_own(publication, MANIFEST);
	publication->manifest = manifest_parse(publication->arena, publication->manifest_text, pending);
	publication->had_pending = pending.len > 0;
	publication->manifest_changed = INT64_MIN;
	if (folder_stat(&publication->folder, MANIFEST, &status) == 0)
		publication->manifest_changed = status.changed;
}

/* A folder without our manifest must be empty but for dot files. */
static bool check_owner(struct publication *publication, struct publish_error *error)
{
	bool holds;
	int number;

	if (publication->manifest_text.len > 0 || publication->had_pending)
		return true;
	number = folder_holds_files(&publication->folder, &holds);
	if (number != 0) {
		publication_describe(
			publication->arena, error, "read", publication->folder.path, S(""), number);
		return false;
	}
	if (!holds) {
		publication->was_empty = true;
		return true;
	}
	error->message = str_format(
		publication->arena, "%s holds files that portolan did not write", publication->folder.path);
	error->help = S("choose a new or empty folder with --out");
	return false;
}

/* Nor may a new file take the place of one that is somebody else's. */
static bool check_names(struct publication *publication, size_t first, struct publish_error *error)
{
	for (size_t i = first; i < publication->count; i++) {
		struct str path = publication->files[i].path;
		struct folder_stat status;

		if ((publication->was_empty && !str_starts(path, S("."))) ||
			map_get(publication->manifest.by_path, path) != NULL ||
			folder_stat(&publication->folder, path.ptr, &status) != 0)
			continue;
		error->message =
			str_format(publication->arena, "%s/" STR_FMT " is there, and portolan did not write it",
				publication->folder.path, STR_ARG(path));
		error->help = S("move it away, or choose another folder with --out");
		return false;
	}
	return true;
}

static bool begin(struct publication *publication, const char *path, struct publish_error *error)
{
	int number = folder_open(&publication->folder, path, true);

	if (number != 0) {
		publication_describe(publication->arena, error, "open", path, S(""), number);
		return false;
	}
	publication_read_manifest(publication);
	if (!check_owner(publication, error))
		return false;
	number = folder_lock(&publication->folder);
	if (number != 0) {
		publication_describe(publication->arena, error, "write into", path, S(""), number);
		return false;
	}
	/* Who held the lock may have written another one. */
	publication_read_manifest(publication);
	publication->was_empty = publication->was_empty && publication->manifest_text.len == 0;
	folder_remove_tree(&publication->folder, STAGED);
	return true;
}

struct publication *publish_begin(
	struct arena *arena, const char *folder, struct publish_error *error)
{
	struct publication *publication = arena_new(arena, struct publication);

	publication->arena = arena;
	if (begin(publication, folder, error))
		return publication;
	folder_close(&publication->folder);
	return NULL;
}

static void grow(struct publication *publication, size_t count)
{
	if (publication->count + count <= publication->size)
		return;
	publication->size = publication->size * 2 > publication->count + count
							? publication->size * 2
							: publication->count + count;
	publication->files =
		realloc(publication->files, publication->size * sizeof(*publication->files));
	if (publication->files == NULL)
		fatal_memory();
}

bool publish_names(struct publication *publication, const struct str *paths, size_t count,
	size_t *first, struct publish_error *error)
{
	*first = publication->count;
	grow(publication, count);
	for (size_t i = 0; i < count; i++)
		publication->files[publication->count++] =
			(struct publication_file){.path = str_copy(publication->arena, paths[i])};
	return check_names(publication, *first, error);
}

void publication_note_error(struct publication *publication, size_t index, int number)
{
	int none = 0;

	if (atomic_compare_exchange_strong(&publication->error, &none, number))
		publication->error_file = index;
}

/* Whether the file stands there as the manifest knows it, untouched since. */
static bool is_untouched(const struct publication *publication, const struct publication_file *file,
	const struct folder_stat *status)
{
	const struct manifest_entry *known = map_get(publication->manifest.by_path, file->path);

	return known != NULL && !known->pending && hash_equal(known->hash, file->hash) &&
		   known->size == status->size && status->changed <= publication->manifest_changed;
}

static bool has_bytes(const struct publication *publication, const char *path, struct str bytes)
{
	struct buf present = BUF_EMPTY;
	bool equal = folder_read(&publication->folder, path, bytes.len, &present) == 0 &&
				 str_equal(buf_str(&present), bytes);

	buf_release(&present);
	return equal;
}

/* The bytes, or those of a file elsewhere. */
static int write_content(
	const struct publication *publication, const char *name, struct str bytes, const char *source)
{
	return source == NULL ? folder_write(&publication->folder, name, bytes)
						  : folder_copy(&publication->folder, name, source);
}

/* The first file of a folder makes it. */
static void stage(
	struct publication *publication, size_t index, struct str bytes, const char *source)
{
	char name[PATH_MAX];
	int number = publication_staged_name(name, publication->files[index].path);

	if (number == 0)
		number = write_content(publication, name, bytes, source);
	if (number == ENOENT) {
		number = folder_make_directories(&publication->folder, path_directory(str_of(name)));
		if (number == 0)
			number = write_content(publication, name, bytes, source);
	}
	if (number == 0)
		publication->files[index].state = FILE_STAGED;
	else
		publication_note_error(publication, index, number);
}

void publish_bytes(struct publication *publication, size_t index, struct str bytes)
{
	struct publication_file *file = &publication->files[index];
	struct folder_stat status;

	if (publication->error != 0)
		return;
	file->hash = hash_bytes(bytes);
	file->size = bytes.len;
	if (map_get(publication->manifest.by_path, file->path) != NULL &&
		folder_stat(&publication->folder, file->path.ptr, &status) == 0 && status.is_file &&
		status.size == bytes.len &&
		(is_untouched(publication, file, &status) ||
			has_bytes(publication, file->path.ptr, bytes))) {
		file->state = FILE_UNCHANGED;
		return;
	}
	stage(publication, index, bytes, NULL);
}

bool publish_keep(struct publication *publication, size_t index)
{
	struct publication_file *file = &publication->files[index];
	const struct manifest_entry *known = map_get(publication->manifest.by_path, file->path);
	struct folder_stat status;

	if (publication->error != 0 || known == NULL ||
		folder_stat(&publication->folder, file->path.ptr, &status) != 0 || !status.is_file)
		return false;
	file->hash = known->hash;
	file->size = known->size;
	if (!is_untouched(publication, file, &status))
		return false;
	file->state = FILE_UNCHANGED;
	return true;
}

struct hash publish_state(const struct publication *publication)
{
	return hash_bytes(publication->manifest_text);
}

void publish_copy(struct publication *publication, size_t index, const char *source, uint64_t size)
{
	struct publication_file *file = &publication->files[index];
	struct folder_stat status;

	if (publication->error != 0)
		return;
	/* The name stands for the content. */
	file->hash = hash_bytes(file->path);
	file->size = size;
	if (folder_stat(&publication->folder, file->path.ptr, &status) == 0 && status.is_file &&
		is_untouched(publication, file, &status)) {
		file->state = FILE_UNCHANGED;
		return;
	}
	stage(publication, index, S(""), source);
}

void publication_end(struct publication *publication)
{
	folder_close(&publication->folder);
	free(publication->files);
}

/* What was there before this run stays known; names that it only meant to write are forgotten. */
void publish_abandon(struct publication *publication)
{
	folder_remove_tree(&publication->folder, STAGED);
	if (!publication->had_pending && !publication->moving) {
		if (publication->wrote_pending)
			folder_remove(&publication->folder, PENDING);
		if (publication->manifest_text.len == 0) {
			folder_remove(&publication->folder, FOLDER_OWN "/lock");
			folder_remove_empty(&publication->folder, S(FOLDER_OWN "/lock"));
		}
	}
	publication_end(publication);
}
