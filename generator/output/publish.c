#include "output/publish.h"

#include <errno.h>
#include <stdatomic.h>
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
	const struct str above = S(STAGED "/");

	if (path.len >= PATH_MAX - above.len)
		return ENAMETOOLONG;
	memcpy(name, above.ptr, above.len);
	memcpy(name + above.len, path.ptr, path.len);
	name[above.len + path.len] = '\0';
	return 0;
}

/* "" when it can't be read. */
static struct str read_own(
	const struct publication *publication, const char *name, struct buf *text)
{
	buf_clear(text);
	(void)folder_read(&publication->folder, name, LARGEST, text);
	return buf_str(text);
}

void publication_read_manifest(struct publication *publication)
{
	struct folder_stat status;
	struct buf names = BUF_EMPTY;
	struct str pending = str_copy(publication->arena, read_own(publication, PENDING, &names));
	struct str text = read_own(publication, MANIFEST, &publication->manifest_text);

	buf_release(&names);
	publication->manifest = manifest_parse(publication->arena, text, pending);
	publication->had_pending = pending.len > 0;
	publication->manifest_changed = INT64_MIN;
	if (folder_stat(&publication->folder, MANIFEST, &status) == 0)
		publication->manifest_changed = status.changed;
}

static bool has_own(const struct publication *publication, const char *name)
{
	struct folder_stat status;

	return folder_stat(&publication->folder, name, &status) == 0 && status.size > 0;
}

/* A folder without our manifest must be empty but for dot files. */
static bool check_owner(struct publication *publication, struct publish_error *error)
{
	bool holds;
	int number;

	if (has_own(publication, MANIFEST) || has_own(publication, PENDING))
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
static bool is_foreign(const struct publication *publication, struct str path)
{
	struct folder_stat status;

	return !(publication->was_empty && !str_starts(path, S("."))) &&
		   map_get(publication->manifest.by_path, path) == NULL &&
		   folder_stat(&publication->folder, path.ptr, &status) == 0;
}

void publication_refuse(
	struct publication *publication, struct str path, struct publish_error *error)
{
	error->message =
		str_format(publication->arena, "%s/" STR_FMT " is there, and portolan did not write it",
			publication->folder.path, STR_ARG(path));
	error->help = S("move it away, or choose another folder with --out");
}

static bool check_names(struct publication *publication, size_t first, struct publish_error *error)
{
	for (size_t i = first; i < publication->count; i++) {
		if (!is_foreign(publication, publication->files[i].path))
			continue;
		publication_refuse(publication, publication->files[i].path, error);
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
	if (!check_owner(publication, error))
		return false;
	number = folder_lock(&publication->folder);
	if (number != 0) {
		publication_describe(publication->arena, error, "write into", path, S(""), number);
		return false;
	}
	/* Who held the lock may have written one meanwhile. */
	publication_read_manifest(publication);
	publication->was_empty = publication->was_empty && publication->manifest_text.len == 0;
	folder_remove_tree(&publication->folder, STAGED);
	folder_remove(&publication->folder, OWN_NEW);
	return true;
}

struct publication *publish_begin(
	struct arena *arena, const char *folder, struct publish_error *error)
{
	struct publication *publication = arena_new(arena, struct publication);

	publication->arena = arena;
	pthread_mutex_init(&publication->lock, NULL);
	if (begin(publication, folder, error))
		return publication;
	publication_end(publication);
	return NULL;
}

void publication_grow(struct publication *publication, size_t count)
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
	struct str former = S("");

	*first = publication->count;
	publication_grow(publication, count);
	for (size_t i = 0; i < count; i++) {
		struct str directory = path_directory(paths[i]);

		publication->files[publication->count++] = (struct publication_file){
			.path = str_copy(publication->arena, paths[i]),
			.is_first = !str_equal(directory, former),
		};
		former = directory;
	}
	return check_names(publication, *first, error);
}

void publication_note_error(struct publication *publication, size_t index, int number)
{
	int none = 0;

	if (atomic_compare_exchange_strong(&publication->error, &none, number))
		publication->error_file = index;
}

/* Whether a file to be published stands there already, as the manifest knows it. */
static bool is_same(const struct publication *publication, const struct publication_file *file,
	const struct folder_stat *status)
{
	const struct manifest_entry *known = map_get(publication->manifest.by_path, file->path);

	return known != NULL && hash_equal(known->hash, file->hash) &&
		   publication_is_untouched(publication, known, status);
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
static int write_content(const struct publication *publication, const char *name, struct str bytes,
	const char *source, struct folder_stat *made)
{
	return source == NULL ? folder_write(&publication->folder, name, bytes, made)
						  : folder_copy(&publication->folder, name, source, made);
}

/* Whoever finds no folder makes it. That of a first file is made without looking for it. */
static void stage(struct publication *publication, size_t index, struct publication_file *file,
	struct str bytes, const char *source)
{
	char name[PATH_MAX];
	struct folder_stat made = {.changed = 0};
	int number = publication_staged_name(name, file->path);

	if (number == 0)
		number = file->is_first ? ENOENT : write_content(publication, name, bytes, source, &made);
	if (number == ENOENT) {
		number = folder_make_directories(&publication->folder, path_directory(str_of(name)));
		if (number == 0)
			number = write_content(publication, name, bytes, source, &made);
	}
	file->changed = made.changed;
	if (number == 0)
		file->state = FILE_STAGED;
	else
		publication_note_error(publication, index, number);
}

/* The content of file `index`, if it isn't there. */
static void put(
	struct publication *publication, size_t index, struct publication_file *file, struct str bytes)
{
	struct folder_stat status;

	file->size = bytes.len;
	if (map_get(publication->manifest.by_path, file->path) != NULL &&
		folder_stat(&publication->folder, file->path.ptr, &status) == 0 && status.is_file &&
		status.size == bytes.len &&
		(is_same(publication, file, &status) || has_bytes(publication, file->path.ptr, bytes))) {
		file->state = FILE_UNCHANGED;
		file->changed = status.changed;
		return;
	}
	stage(publication, index, file, bytes, NULL);
}

void publish_bytes(struct publication *publication, size_t index, struct str bytes)
{
	if (publication->error != 0)
		return;
	publication->files[index].hash = hash_bytes(bytes);
	put(publication, index, &publication->files[index], bytes);
}

/* Other threads may move the files meanwhile: this one has a copy of its own. */
void publish_file(
	struct publication *publication, struct str path, struct str bytes, struct hash hash)
{
	struct publication_file file = {.hash = hash};
	bool foreign;
	size_t index;

	if (publication->error != 0)
		return;
	pthread_mutex_lock(&publication->lock);
	file.path = str_copy(publication->arena, path);
	publication_grow(publication, 1);
	index = publication->count++;
	publication->files[index] = file;
	pthread_mutex_unlock(&publication->lock);
	foreign = is_foreign(publication, file.path);
	if (!foreign)
		put(publication, index, &file, bytes);
	pthread_mutex_lock(&publication->lock);
	publication->files[index] = file;
	if (foreign &&
		(publication->foreign.len == 0 || str_compare(file.path, publication->foreign) < 0))
		publication->foreign = file.path;
	pthread_mutex_unlock(&publication->lock);
}

struct hash publish_state(const struct publication *publication)
{
	return hash_bytes(buf_str(&publication->manifest_text));
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
	if (folder_stat(&publication->folder, file->path.ptr, &status) == 0 &&
		is_same(publication, file, &status)) {
		file->state = FILE_UNCHANGED;
		file->changed = status.changed;
		return;
	}
	stage(publication, index, file, S(""), source);
}

void publication_end(struct publication *publication)
{
	folder_close(&publication->folder);
	pthread_mutex_destroy(&publication->lock);
	buf_release(&publication->manifest_text);
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
