#include "output/publish.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "base/parallel.h"
#include "base/path.h"
#include "output/folder.h"
#include "output/manifest.h"

#define LARGEST ((size_t)1024 * 1024 * 1024)

enum file_state {
	FILE_ABSENT,    /* no content was given */
	FILE_UNCHANGED, /* stands there already */
	FILE_STAGED,    /* under its temporary name */
};

struct file {
	struct str path; /* NUL-terminated */
	enum file_state state;
	struct hash hash;
	uint64_t size;
};

struct publication {
	struct arena *arena;
	struct folder folder;
	struct manifest manifest;
	struct str manifest_text;
	int64_t manifest_changed; /* when it was written: what is newer may be somebody else's */
	struct file *files;       /* grows by realloc: names come as files are made */
	size_t count, size;
	bool was_empty; /* nothing but dot files stood in the folder */
	bool had_pending, wrote_pending;
	bool moving;       /* readers may see some of it */
	_Atomic int error; /* the first that a file met */
	_Atomic size_t error_file;
	_Atomic int rename_error;
};

static void describe(struct arena *arena, struct publish_error *error, const char *what,
	const char *folder, struct str path, int number)
{
	error->message = str_format(arena, "cannot %s %s%s" STR_FMT ": %s", what, folder,
		path.len > 0 ? "/" : "", STR_ARG(path), strerror(number));
	error->help = S("");
}

static void temporary_name(char *name, size_t size, size_t index)
{
	snprintf(name, size, FOLDER_OWN "/new.%zu", index);
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

static void read_manifest(struct publication *publication)
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
		describe(publication->arena, error, "read", publication->folder.path, S(""), number);
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

static int compare_files(const void *left, const void *right)
{
	const struct file *const *a = left, *const *b = right;

	return str_compare((*a)->path, (*b)->path);
}

static struct file **sorted_files(struct publication *publication)
{
	struct file **sorted = arena_array(publication->arena, struct file *, publication->count);

	for (size_t i = 0; i < publication->count; i++)
		sorted[i] = &publication->files[i];
	if (publication->count > 0)
		qsort(sorted, publication->count, sizeof(*sorted), compare_files);
	return sorted;
}

/* Two files of one name, or a file where another needs a folder, are a defect of ours. */
static bool check_clashes(
	struct publication *publication, struct file **sorted, struct publish_error *error)
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
		number = folder_write(&publication->folder, FOLDER_OWN "/pending.new", buf_str(&names));
		if (number == 0)
			number = folder_rename(&publication->folder, FOLDER_OWN "/pending.new", PENDING);
		publication->wrote_pending = number == 0;
	}
	buf_release(&names);
	if (number != 0)
		describe(publication->arena, error, "write into", publication->folder.path, S(""), number);
	return number == 0;
}

static bool begin(struct publication *publication, const char *path, struct publish_error *error)
{
	int number = folder_open(&publication->folder, path, true);

	if (number != 0) {
		describe(publication->arena, error, "open", path, S(""), number);
		return false;
	}
	read_manifest(publication);
	if (!check_owner(publication, error))
		return false;
	number = folder_lock(&publication->folder);
	if (number != 0) {
		describe(publication->arena, error, "write into", path, S(""), number);
		return false;
	}
	/* Who held the lock may have written another one. */
	read_manifest(publication);
	publication->was_empty = publication->was_empty && publication->manifest_text.len == 0;
	folder_remove_leftovers(&publication->folder, "new.");
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
			(struct file){.path = str_copy(publication->arena, paths[i])};
	return check_names(publication, *first, error);
}

static void note_error(struct publication *publication, size_t index, int number)
{
	int none = 0;

	if (atomic_compare_exchange_strong(&publication->error, &none, number))
		publication->error_file = index;
}

/* Whether the file stands there as the manifest knows it, untouched since. */
static bool is_untouched(const struct publication *publication, const struct file *file,
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

void publish_bytes(struct publication *publication, size_t index, struct str bytes)
{
	struct file *file = &publication->files[index];
	char temporary[64];
	struct folder_stat status;
	int number;

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
	temporary_name(temporary, sizeof(temporary), index);
	number = folder_write(&publication->folder, temporary, bytes);
	if (number != 0)
		note_error(publication, index, number);
	else
		file->state = FILE_STAGED;
}

void publish_copy(struct publication *publication, size_t index, const char *source, uint64_t size)
{
	struct file *file = &publication->files[index];
	char temporary[64];
	struct folder_stat status;
	int number;

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
	temporary_name(temporary, sizeof(temporary), index);
	number = folder_copy(&publication->folder, temporary, source);
	if (number != 0)
		note_error(publication, index, number);
	else
		file->state = FILE_STAGED;
}

static void remove_temporaries(struct publication *publication)
{
	char temporary[64];

	for (size_t i = 0; i < publication->count; i++) {
		temporary_name(temporary, sizeof(temporary), i);
		if (publication->files[i].state == FILE_STAGED ||
			(publication->error != 0 && publication->error_file == i))
			folder_remove(&publication->folder, temporary);
	}
}

static void end(struct publication *publication)
{
	folder_close(&publication->folder);
	free(publication->files);
}

/* What was there before this run stays known; names that it only meant to write are forgotten. */
void publish_abandon(struct publication *publication)
{
	remove_temporaries(publication);
	if (!publication->had_pending && !publication->moving) {
		if (publication->wrote_pending)
			folder_remove(&publication->folder, PENDING);
		if (publication->manifest_text.len == 0) {
			folder_remove(&publication->folder, FOLDER_OWN "/lock");
			folder_remove_empty(&publication->folder, S(FOLDER_OWN "/lock"));
		}
	}
	end(publication);
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

/* Serially, and each once: files come sorted. */
static int make_directories(struct publication *publication, struct file **sorted, size_t *failed)
{
	struct str made = S("");

	for (size_t i = 0; i < publication->count; i++) {
		struct str directory = path_directory(sorted[i]->path);
		int number;

		if (sorted[i]->state != FILE_STAGED || directory.len == 0 || str_equal(directory, made))
			continue;
		*failed = (size_t)(sorted[i] - publication->files);
		number = folder_make_directories(
			&publication->folder, directory, shared_folders(directory, made));
		if (number != 0)
			return number;
		made = directory;
	}
	return 0;
}

static void move_file(void *context, size_t item, unsigned worker)
{
	struct publication *publication = context;
	struct file *file = &publication->files[item];
	char temporary[64];
	int number;

	(void)worker;
	if (file->state != FILE_STAGED)
		return;
	temporary_name(temporary, sizeof(temporary), item);
	number = folder_rename(&publication->folder, temporary, file->path.ptr);
	if (number != 0)
		note_error(publication, item, number);
}

/* What earlier runs wrote and this one didn't. */
static size_t remove_stale(struct publication *publication)
{
	struct map *present = map_create(publication->arena, publication->count);
	size_t removed = 0;

	for (size_t i = 0; i < publication->count; i++) {
		if (publication->files[i].state != FILE_ABSENT)
			map_add(present, publication->files[i].path, publication);
	}
	for (size_t i = 0; i < publication->manifest.count; i++) {
		const struct manifest_entry *entry = &publication->manifest.entries[i];
		const char *path = str_cstr(publication->arena, entry->path);
		struct folder_stat status;

		if (map_get(present, entry->path) != NULL ||
			folder_stat(&publication->folder, path, &status) != 0)
			continue;
		removed += folder_remove(&publication->folder, path) == 0;
		folder_remove_empty(&publication->folder, entry->path);
	}
	return removed;
}

static int write_manifest(struct publication *publication, struct file **sorted, bool must)
{
	struct manifest_entry *entries =
		arena_array(publication->arena, struct manifest_entry, publication->count);
	struct buf text = BUF_EMPTY;
	size_t count = 0;
	int number = 0;

	for (size_t i = 0; i < publication->count; i++) {
		if (sorted[i]->state != FILE_ABSENT)
			entries[count++] =
				(struct manifest_entry){sorted[i]->path, sorted[i]->hash, sorted[i]->size, false};
	}
	manifest_write(entries, count, &text);
	if (must || !str_equal(buf_str(&text), publication->manifest_text)) {
		number = folder_write(&publication->folder, MANIFEST ".new", buf_str(&text));
		if (number == 0)
			number = folder_rename(&publication->folder, MANIFEST ".new", MANIFEST);
	}
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

/* Everything is on the disk under temporary names. */
static int put_in_place(struct publication *publication, struct file **sorted, unsigned workers,
	struct publish_counts *counts, size_t *failed)
{
	int number = make_directories(publication, sorted, failed);

	if (number != 0)
		return number;
	publication->moving = true;
	parallel_for(workers, publication->count, move_file, publication);
	if (publication->error != 0) {
		*failed = publication->error_file;
		return publication->error;
	}
	counts->removed = remove_stale(publication);
	*failed = STR_NONE;
	number = write_manifest(publication, sorted, counts->written > 0);
	if (number == 0 && (publication->wrote_pending || publication->had_pending))
		number = folder_remove(&publication->folder, PENDING);
	return number;
}

static bool commit(struct publication *publication, unsigned workers, struct publish_counts *counts,
	struct publish_error *error)
{
	struct file **sorted = sorted_files(publication);
	size_t failed = publication->error_file;
	int number = publication->error;

	if (number == 0) {
		if (!check_clashes(publication, sorted, error) || !write_pending(publication, error))
			return false;
		number = put_in_place(publication, sorted, workers, counts, &failed);
	}
	if (number != 0)
		describe(publication->arena, error, "write", publication->folder.path,
			failed < publication->count ? publication->files[failed].path : S(MANIFEST), number);
	return number == 0;
}

bool publish_commit(struct publication *publication, unsigned workers,
	struct publish_counts *counts, struct publish_error *error)
{
	*counts = (struct publish_counts){0};
	count_files(publication, counts);
	if (commit(publication, workers, counts, error)) {
		end(publication);
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
		describe(arena, error, "open", folder, S(""), number);
		return false;
	}
	read_manifest(&publication);
	if (publication.manifest_text.len > 0 || publication.had_pending) {
		counts->removed = remove_stale(&publication);
		folder_remove_leftovers(&publication.folder, "new.");
		folder_remove(&publication.folder, MANIFEST);
		folder_remove(&publication.folder, PENDING);
		folder_remove(&publication.folder, FOLDER_OWN "/lock");
		folder_remove_empty(&publication.folder, S(FOLDER_OWN "/lock"));
	}
	folder_close(&publication.folder);
	return true;
}
