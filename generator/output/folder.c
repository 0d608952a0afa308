#define _GNU_SOURCE /* copy_file_range, nftw */
#include "output/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "base/write.h"

/* Few: there may be only a handful for all. */
#define WALK_DESCRIPTORS 8

int folder_lock(struct folder *folder)
{
	if (mkdirat(folder->descriptor, FOLDER_OWN, 0777) != 0 && errno != EEXIST)
		return errno;
	folder->lock = openat(
		folder->descriptor, FOLDER_OWN "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (folder->lock < 0)
		return errno;
	while (flock(folder->lock, LOCK_EX) != 0) {
		if (errno != EINTR)
			return errno;
	}
	return 0;
}

int folder_open(struct folder *folder, const char *path, bool make)
{
	int error = make ? write_directories(str_of(path)) : 0;

	*folder = (struct folder){path, -1, -1};
	if (error != 0)
		return error;
	folder->descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder->descriptor < 0 ? errno : 0;
}

void folder_close(struct folder *folder)
{
	if (folder->lock >= 0)
		close(folder->lock);
	if (folder->descriptor >= 0)
		close(folder->descriptor);
	folder->lock = folder->descriptor = -1;
}

int folder_holds_files(const struct folder *folder, bool *holds)
{
	int descriptor = openat(folder->descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = descriptor < 0 ? NULL : fdopendir(descriptor);
	const struct dirent *entry;

	*holds = false;
	if (directory == NULL)
		return errno;
	while ((entry = readdir(directory)) != NULL)
		*holds = *holds || entry->d_name[0] != '.';
	closedir(directory);
	return 0;
}

static struct folder_stat describe(const struct stat *found)
{
	return (struct folder_stat){
		.size = (uint64_t)found->st_size,
		.changed = (int64_t)found->st_ctim.tv_sec * 1000000000 + found->st_ctim.tv_nsec,
		.is_file = S_ISREG(found->st_mode),
	};
}

int folder_stat(const struct folder *folder, const char *path, struct folder_stat *status)
{
	struct stat found;

	if (fstatat(folder->descriptor, path, &found, AT_SYMLINK_NOFOLLOW) != 0)
		return errno;
	*status = describe(&found);
	return 0;
}

int folder_read(const struct folder *folder, const char *path, size_t limit, struct buf *into)
{
	return file_read_at(folder->descriptor, path, limit, into);
}

static int create(const struct folder *folder, const char *path)
{
	return openat(
		folder->descriptor, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
}

/* Close, and take back what has failed. */
static int finish(const struct folder *folder, const char *path, int descriptor, int error,
	struct folder_stat *made)
{
	struct stat found;

	if (made != NULL && error == 0) {
		error = fstat(descriptor, &found) != 0 ? errno : 0;
		*made = error == 0 ? describe(&found) : (struct folder_stat){0};
	}
	if (close(descriptor) != 0 && error == 0)
		error = errno;
	if (error != 0)
		unlinkat(folder->descriptor, path, 0);
	return error;
}

int folder_write(
	const struct folder *folder, const char *path, struct str bytes, struct folder_stat *made)
{
	int descriptor = create(folder, path);

	if (descriptor < 0)
		return errno;
	return finish(folder, path, descriptor, write_all(descriptor, bytes), made);
}

static int copy_by_reading(int from, int to)
{
	char bytes[1 << 16];

	for (;;) {
		ssize_t count = read(from, bytes, sizeof(bytes));
		int error;

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return count < 0 ? errno : 0;
		error = write_all(to, str_make(bytes, (size_t)count));
		if (error != 0)
			return error;
	}
}

/* Shared blocks, else a copy inside the kernel, else one by hand. */
static int copy_contents(int from, int to)
{
	bool any = false;

	if (ioctl(to, FICLONE, from) == 0)
		return 0;
	for (;;) {
		ssize_t count = copy_file_range(from, NULL, to, NULL, (size_t)1 << 30, 0);

		if (count == 0)
			return any ? 0 : copy_by_reading(from, to);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return any ? errno : copy_by_reading(from, to);
		any = true;
	}
}

int folder_copy(
	const struct folder *folder, const char *path, const char *source, struct folder_stat *made)
{
	int from = open(source, O_RDONLY | O_CLOEXEC), to, error;

	if (from < 0)
		return errno;
	to = create(folder, path);
	error = to < 0 ? errno : finish(folder, path, to, copy_contents(from, to), made);
	close(from);
	return error;
}

int folder_rename(const struct folder *folder, const char *from, const char *to)
{
	return renameat(folder->descriptor, from, folder->descriptor, to) != 0 ? errno : 0;
}

int folder_remove(const struct folder *folder, const char *path)
{
	return unlinkat(folder->descriptor, path, 0) != 0 && errno != ENOENT ? errno : 0;
}

/* 0 for a directory, ENOENT, or why it isn't one. */
static int check_directory(const struct folder *folder, const char *path)
{
	struct stat found;

	if (fstatat(folder->descriptor, path, &found, AT_SYMLINK_NOFOLLOW) != 0)
		return errno;
	if (S_ISLNK(found.st_mode))
		return ELOOP;
	return S_ISDIR(found.st_mode) ? 0 : ENOTDIR;
}

static int make_directory(const struct folder *folder, const char *path)
{
	if (mkdirat(folder->descriptor, path, 0777) == 0)
		return 0;
	return errno == EEXIST ? check_directory(folder, path) : errno;
}

/* From the innermost on up to one that can be made, and down again: most have all but the last. */
int folder_make_directories(const struct folder *folder, struct str path)
{
	char part[PATH_MAX];
	size_t len = path.len;
	int error;

	if (path.len >= sizeof(part))
		return ENAMETOOLONG;
	memcpy(part, path.ptr, path.len);
	part[len] = '\0';
	while ((error = make_directory(folder, part)) == ENOENT && len > 0) {
		len = path_directory(str_make(part, len)).len;
		part[len] = '\0';
	}
	while (error == 0 && len < path.len) {
		part[len] = '/';
		len += strlen(part + len);
		error = make_directory(folder, part);
	}
	return error;
}

int folder_find_missing(
	const struct folder *folder, struct str path, size_t present, struct str *missing)
{
	char part[PATH_MAX];

	*missing = S("");
	if (path.len >= sizeof(part))
		return ENAMETOOLONG;
	for (size_t i = present + 1; i <= path.len; i++) {
		int error;

		if (i < path.len && path.ptr[i] != '/')
			continue;
		memcpy(part, path.ptr, i);
		part[i] = '\0';
		error = check_directory(folder, part);
		if (error == ENOENT)
			*missing = str_first(path, i);
		if (error != 0)
			return error == ENOENT ? 0 : error;
	}
	return 0;
}

void folder_remove_empty(const struct folder *folder, struct str path)
{
	char part[PATH_MAX];

	while ((path = path_directory(path)).len > 0 && path.len < sizeof(part)) {
		memcpy(part, path.ptr, path.len);
		part[path.len] = '\0';
		if (unlinkat(folder->descriptor, part, AT_REMOVEDIR) != 0 && errno != ENOENT)
			return;
	}
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	remove(path);
	return 0;
}

void folder_remove_tree(const struct folder *folder, const char *path)
{
	char whole[PATH_MAX];

	if (snprintf(whole, sizeof(whole), "%s/%s", folder->path, path) < (int)sizeof(whole))
		nftw(whole, remove_entry, WALK_DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}
