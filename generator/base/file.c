#define _DEFAULT_SOURCE /* realpath */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"

#define DEEPEST 64

/*
 * Links to directories multiply what lies behind them, and links in there do so again: sixty
 * directories with two links each are 2^60 paths. So many entries are taken through links.
 */
#define MOST_THROUGH_LINKS 100000

/* A directory that is still to be read. They wait in a stack, so only one is open at a time. */
struct pending {
	struct pending *next;
	struct str path; /* NUL-terminated */
	size_t entry;    /* its index in the list; the root has none */
	unsigned depth;
	bool through_link;
	struct ancestor *ancestors;
};

/* Directories above, by identity: a link that leads to one of them is a loop. */
struct ancestor {
	struct ancestor *above;
	dev_t device;
	ino_t inode;
};

struct walker {
	struct arena *arena;
	int root;
	char *real_root; /* resolved, for links; made when the first link is met */
	const char *root_path;
	struct file_list *list;
	size_t size;
	size_t through_links; /* entries found behind links */
	struct pending *pending;
};

static struct file_entry *add_entry(struct walker *walker, struct str path)
{
	struct file_list *list = walker->list;

	list->entries = arena_grown(
		walker->arena, list->entries, list->count, &walker->size, sizeof(*list->entries));
	list->entries[list->count] = (struct file_entry){.path = path};
	return &list->entries[list->count++];
}

/* EXDEV when a link leads out of the root. */
static int link_stays_inside(struct walker *walker, struct str path)
{
	struct str full = path_join(walker->arena, str_of(walker->root_path), path);
	char *real = realpath(str_cstr(walker->arena, full), NULL);
	size_t length;
	int error = 0;

	if (real == NULL)
		return errno;
	if (walker->real_root == NULL)
		walker->real_root = realpath(walker->root_path, NULL);
	length = walker->real_root == NULL ? 0 : strlen(walker->real_root);
	if (length == 0 || strncmp(real, walker->real_root, length) != 0 ||
		(real[length] != '/' && real[length] != '\0'))
		error = EXDEV;
	free(real);
	return error;
}

static bool is_ancestor(const struct ancestor *ancestor, const struct stat *status)
{
	for (; ancestor != NULL; ancestor = ancestor->above) {
		if (ancestor->device == status->st_dev && ancestor->inode == status->st_ino)
			return true;
	}
	return false;
}

static void describe(struct file_entry *entry, const struct stat *status)
{
	entry->size = (uint64_t)status->st_size;
	entry->modified =
		(int64_t)status->st_mtim.tv_sec * 1000000000 + (int64_t)status->st_mtim.tv_nsec;
	entry->changed =
		(int64_t)status->st_ctim.tv_sec * 1000000000 + (int64_t)status->st_ctim.tv_nsec;
	entry->device = (uint64_t)status->st_dev;
	entry->inode = (uint64_t)status->st_ino;
	entry->is_directory = S_ISDIR(status->st_mode);
}

static struct pending *push(
	struct walker *walker, struct str path, const struct pending *parent, const struct stat *status)
{
	struct pending *pending = arena_new(walker->arena, struct pending);
	struct ancestor *ancestor = arena_new(walker->arena, struct ancestor);

	ancestor->above = parent == NULL ? NULL : parent->ancestors;
	ancestor->device = status->st_dev;
	ancestor->inode = status->st_ino;
	pending->path = path;
	pending->depth = parent == NULL ? 0 : parent->depth + 1;
	pending->through_link = parent != NULL && parent->through_link;
	pending->ancestors = ancestor;
	pending->next = walker->pending;
	walker->pending = pending;
	return pending;
}

/* errno when the entry can't be looked at; `is_link` says how it was reached. */
static int look_at(struct walker *walker, int directory, const char *name, struct str path,
	struct stat *status, bool *is_link)
{
	int error;

	if (fstatat(directory, name, status, AT_SYMLINK_NOFOLLOW) != 0)
		return errno;
	*is_link = S_ISLNK(status->st_mode);
	if (!*is_link)
		return 0;
	walker->list->has_links = true;
	error = link_stays_inside(walker, path);
	if (error == 0 && fstatat(directory, name, status, 0) != 0)
		error = errno;
	return error;
}

static bool may_enter(const struct walker *walker, const struct pending *parent,
	const struct stat *status, bool is_link)
{
	if ((is_link || parent->through_link) && walker->through_links >= MOST_THROUGH_LINKS)
		return false;
	return parent->depth + 1 < DEEPEST && !is_ancestor(parent->ancestors, status);
}

static void visit(
	struct walker *walker, const struct pending *parent, int directory, const char *name)
{
	struct str path = str_copy(walker->arena, path_join(walker->arena, parent->path, str_of(name)));
	struct file_entry *entry = add_entry(walker, path);
	struct pending *pending;
	struct stat status;
	bool is_link = false;

	walker->through_links += parent->through_link;
	entry->error = look_at(walker, directory, name, path, &status, &is_link);
	if (entry->error != 0)
		return;
	describe(entry, &status);
	if (!entry->is_directory)
		return;
	if (!may_enter(walker, parent, &status, is_link)) {
		entry->error = ELOOP;
		return;
	}
	pending = push(walker, path, parent, &status);
	pending->through_link = pending->through_link || is_link;
	pending->entry = walker->list->count - 1;
}

static int read_directory(struct walker *walker, const struct pending *pending)
{
	const char *path = pending->path.len == 0 ? "." : pending->path.ptr;
	int descriptor = openat(walker->root, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirent *entry;
	DIR *directory;
	int error;

	if (descriptor < 0)
		return errno;
	directory = fdopendir(descriptor);
	if (directory == NULL) {
		error = errno;
		close(descriptor);
		return error;
	}
	/* readdir tells its end and an error apart by errno alone. */
	while (errno = 0, (entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] != '.')
			visit(walker, pending, descriptor, entry->d_name);
	}
	error = errno;
	closedir(directory);
	return error;
}

static int compare_entries(const void *left, const void *right)
{
	const struct file_entry *a = left, *b = right;

	return str_compare(a->path, b->path);
}

static int walk(struct walker *walker)
{
	struct stat status;
	bool is_root = true;

	if (fstat(walker->root, &status) != 0)
		return errno;
	push(walker, S(""), NULL, &status);
	while (walker->pending != NULL) {
		struct pending *pending = walker->pending;
		int error;

		walker->pending = pending->next;
		error = read_directory(walker, pending);
		if (error != 0 && is_root)
			return error;
		if (error != 0)
			walker->list->entries[pending->entry].error = error;
		is_root = false;
	}
	return 0;
}

int file_walk(struct arena *arena, const char *root, struct file_list *list)
{
	struct walker walker = {.arena = arena, .root_path = root, .list = list};
	int error;

	*list = (struct file_list){0};
	walker.root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (walker.root < 0)
		return errno;
	error = walk(&walker);
	close(walker.root);
	free(walker.real_root);
	if (error == 0 && list->count > 0)
		qsort(list->entries, list->count, sizeof(*list->entries), compare_entries);
	return error;
}

/* Up to the end of a file that had `size` bytes when it was opened. */
static int read_bytes(int descriptor, size_t size, size_t limit, struct buf *into)
{
	size_t begin = into->len;

	for (;;) {
		ssize_t count;

		buf_reserve(into, 1);
		count = read(descriptor, into->ptr + into->len, into->size - into->len);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return errno;
		if (count == 0)
			return 0;
		into->len += (size_t)count;
		if (into->len - begin > limit)
			return EFBIG;
		if (into->len - begin == size)
			return 0;
	}
}

static int read_all(int descriptor, size_t limit, struct buf *into)
{
	struct stat status;
	size_t begin = into->len;
	int error;

	if (fstat(descriptor, &status) != 0)
		return errno;
	if (S_ISDIR(status.st_mode))
		return EISDIR;
	if (!S_ISREG(status.st_mode))
		return EINVAL;
	if ((uint64_t)status.st_size > limit)
		return EFBIG;
	/* A byte more shows that it has grown since. */
	buf_reserve(into, (size_t)status.st_size + 1);
	error = read_bytes(descriptor, (size_t)status.st_size, limit, into);
	if (error != 0)
		into->len = begin;
	return error;
}

int file_read_at(int directory, const char *path, size_t limit, struct buf *into)
{
	/* A FIFO must not hold us up. */
	int descriptor = openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int error;

	if (descriptor < 0)
		return errno;
	error = read_all(descriptor, limit, into);
	close(descriptor);
	return error;
}

int file_read(const char *path, size_t limit, struct buf *into)
{
	return file_read_at(AT_FDCWD, path, limit, into);
}
