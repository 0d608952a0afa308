#define _DEFAULT_SOURCE /* O_NOFOLLOW, AT_ flags */
#include "image/cache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "base/write.h"
#include "image/limits.h"

#define PICTURES "pictures"
#define TAG      "CACHEDIR.TAG"
#define LEFTOVER "new."
/* Seconds after which nobody is still writing. */
#define LEFTOVER_AGE   600
#define LARGEST_RECORD ((size_t)64 * 1024)
/* "ab/" and the other thirty digits, and what follows. */
#define NAME_SIZE 64
#define DIGITS    32

/* The signature that the specification of cache folders wants. */
static const struct str tag_text =
	S_INIT("Signature: 8a477f597d28d172789f06886806bc55\n"
		   "# Smaller versions of pictures, made by portolan; `portolan clean --cache` removes "
		   "them.\n");

static void name_of(char *name, struct hash hash, const char *extension)
{
	char digits[DIGITS + 1];

	snprintf(digits, sizeof(digits), HASH_FMT, HASH_ARG(hash));
	snprintf(name, NAME_SIZE, "%.2s/%s.%s", digits, digits + 2, extension);
}

static int make_room_for(const struct cache *cache, const char *name)
{
	char directory[3] = {name[0], name[1], '\0'};

	return mkdirat(cache->descriptor, directory, 0777) == 0 || errno == EEXIST ? 0 : errno;
}

/* A new entry, all at once. */
static int put(struct cache *cache, const char *name, struct str bytes)
{
	char leftover[NAME_SIZE];
	int descriptor, error;

	snprintf(leftover, sizeof(leftover), LEFTOVER "%ld.%u", (long)getpid(),
		atomic_fetch_add(&cache->next, 1));
	descriptor = openat(
		cache->descriptor, leftover, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (descriptor < 0)
		return errno;
	error = write_all(descriptor, bytes);
	if (close(descriptor) != 0 && error == 0)
		error = errno;
	if (error == 0)
		error = make_room_for(cache, name);
	if (error == 0 && renameat(cache->descriptor, leftover, cache->descriptor, name) != 0)
		error = errno;
	if (error != 0)
		unlinkat(cache->descriptor, leftover, 0);
	return error;
}

/* "new.<process>.<number>", and nothing that a person would call a file. */
static bool is_leftover(const char *name)
{
	size_t numbers = sizeof(LEFTOVER) - 1, first, second;

	if (strncmp(name, LEFTOVER, numbers) != 0)
		return false;
	first = strspn(name + numbers, "0123456789");
	if (first == 0 || name[numbers + first] != '.')
		return false;
	second = strspn(name + numbers + first + 1, "0123456789");
	return second > 0 && name[numbers + first + 1 + second] == '\0';
}

/* Of runs that were killed. Process numbers differ between machines that share a folder: by age. */
static void remove_leftovers(const struct cache *cache)
{
	int descriptor = openat(cache->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = descriptor < 0 ? NULL : fdopendir(descriptor);
	time_t now = time(NULL);
	const struct dirent *entry;
	struct stat status;

	if (directory == NULL)
		return;
	while ((entry = readdir(directory)) != NULL) {
		if (is_leftover(entry->d_name) &&
			fstatat(descriptor, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
			now - status.st_mtime > LEFTOVER_AGE)
			unlinkat(descriptor, entry->d_name, 0);
	}
	closedir(directory);
}

static void write_tag(struct arena *arena, struct str folder)
{
	const char *path = str_cstr(arena, path_join(arena, folder, S(TAG)));
	int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (descriptor < 0)
		return;
	write_all(descriptor, tag_text);
	close(descriptor);
}

int cache_open(struct arena *arena, struct str folder, bool make, struct cache *cache)
{
	struct str pictures = path_join(arena, folder, S(PICTURES));
	int error = make ? write_directories(pictures) : 0;

	cache->folder = str_copy(arena, pictures);
	cache->descriptor = -1;
	atomic_init(&cache->next, 0);
	if (error != 0)
		return error;
	cache->descriptor = open(str_cstr(arena, pictures), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (cache->descriptor < 0)
		return errno;
	if (!make)
		return 0;
	if (faccessat(cache->descriptor, ".", W_OK, 0) != 0) {
		error = errno;
		cache_close(cache);
		return error;
	}
	write_tag(arena, folder);
	remove_leftovers(cache);
	return 0;
}

void cache_close(struct cache *cache)
{
	if (cache->descriptor >= 0)
		close(cache->descriptor);
	cache->descriptor = -1;
}

static void add_hash(struct buf *out, struct hash hash)
{
	buf_add_format(out, HASH_FMT "\n", HASH_ARG(hash));
}

bool cache_read_record(const struct cache *cache, struct hash key, struct buf *into)
{
	char name[NAME_SIZE];
	size_t before = into->len;
	struct buf wanted = BUF_EMPTY;
	struct str text;
	bool whole;

	name_of(name, key, "record");
	if (file_read_at(cache->descriptor, name, LARGEST_RECORD, into) != 0 ||
		into->len - before < DIGITS + 1) {
		into->len = before;
		return false;
	}
	into->len -= DIGITS + 1;
	text = str_from(buf_str(into), before);
	add_hash(&wanted, hash_bytes(text));
	whole = memcmp(wanted.ptr, into->ptr + into->len, DIGITS + 1) == 0;
	buf_release(&wanted);
	if (!whole)
		into->len = before;
	return whole;
}

int cache_write_record(struct cache *cache, struct hash key, struct str text)
{
	char name[NAME_SIZE];
	struct buf whole = BUF_EMPTY;
	int error;

	name_of(name, key, "record");
	buf_add(&whole, text);
	add_hash(&whole, hash_bytes(text));
	error = put(cache, name, buf_str(&whole));
	buf_release(&whole);
	return error;
}

bool cache_has_picture(const struct cache *cache, struct hash hash, uint64_t size, struct buf *room)
{
	char name[NAME_SIZE];
	struct stat status;

	name_of(name, hash, "picture");
	if (room == NULL)
		return fstatat(cache->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
			   (uint64_t)status.st_size == size;
	buf_clear(room);
	return file_read_at(cache->descriptor, name, LIMIT_BYTES, room) == 0 && room->len == size &&
		   hash_equal(hash_bytes(buf_str(room)), hash);
}

int cache_write_picture(struct cache *cache, struct hash hash, struct str bytes)
{
	char name[NAME_SIZE];

	name_of(name, hash, "picture");
	return put(cache, name, bytes);
}

struct str cache_picture_path(struct arena *arena, const struct cache *cache, struct hash hash)
{
	char name[NAME_SIZE];

	name_of(name, hash, "picture");
	return path_join(arena, cache->folder, str_of(name));
}

static bool is_hex(const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!ascii_is_digit(text[i]) && (text[i] < 'a' || text[i] > 'f'))
			return false;
	}
	return true;
}

static bool is_entry(const char *name)
{
	return strlen(name) > DIGITS - 2 && is_hex(name, DIGITS - 2) &&
		   (strcmp(name + DIGITS - 2, ".record") == 0 ||
			   strcmp(name + DIGITS - 2, ".picture") == 0);
}

/* Remove what `is_ours` knows from a directory below another; the directory too if it is empty. */
static size_t empty_directory(int parent, const char *name, bool (*is_ours)(const char *))
{
	int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *directory = descriptor < 0 ? NULL : fdopendir(descriptor);
	const struct dirent *entry;
	size_t removed = 0;

	if (directory == NULL)
		return 0;
	while ((entry = readdir(directory)) != NULL) {
		if (is_ours(entry->d_name))
			removed += unlinkat(descriptor, entry->d_name, 0) == 0;
	}
	closedir(directory);
	unlinkat(parent, name, AT_REMOVEDIR);
	return removed;
}

int cache_clean(struct arena *arena, struct str folder, size_t *removed)
{
	int descriptor = open(str_cstr(arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC), pictures;

	if (descriptor < 0)
		return errno == ENOENT ? 0 : errno;
	/* Somebody's own folder of this name isn't marked. */
	pictures = faccessat(descriptor, TAG, F_OK, 0) != 0
				   ? -1
				   : openat(descriptor, PICTURES, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	for (unsigned i = 0; pictures >= 0 && i < 256; i++) {
		char name[3];

		snprintf(name, sizeof(name), "%02x", i);
		*removed += empty_directory(pictures, name, is_entry);
	}
	if (pictures >= 0) {
		close(pictures);
		empty_directory(descriptor, PICTURES, is_leftover);
		unlinkat(descriptor, TAG, 0);
	}
	close(descriptor);
	rmdir(str_cstr(arena, folder));
	return 0;
}
