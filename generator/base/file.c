#define _DEFAULT_SOURCE /* d_type, realpath */
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

/* A directory that is still to be read. They wait in a stack, so only one is open at a time. */
struct pending {
	struct pending *next;
	struct str path;
	unsigned depth;
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
	struct pending *pending;
};

static struct file_entry *add_entry(struct walker *walker, struct str path)
{
	struct file_list *list = walker->list;

	if (list->count == walker->size) {
		size_t size = walker->size == 0 ? 256 : walker->size * 2;
		struct file_entry *grown = arena_array(walker->arena, struct file_entry, size);

		if (list->count > 0)
			memcpy(grown, list->entries, list->count * sizeof(*grown));
		list->entries = grown;
		walker->size = size;
	}
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
	entry->device = (uint64_t)status->st_dev;
	entry->inode = (uint64_t)status->st_ino;
	entry->is_directory = S_ISDIR(status->st_mode);
}

static void push(
	struct walker *walker, struct str path, const struct pending *parent, const struct stat *status)
{
	struct pending *pending = arena_new(walker->arena, struct pending);
	struct ancestor *ancestor = arena_new(walker->arena, struct ancestor);

	ancestor->above = parent == NULL ? NULL : parent->ancestors;
	ancestor->device = status->st_dev;
	ancestor->inode = status->st_ino;
	pending->path = path;
	pending->depth = parent == NULL ? 0 : parent->depth + 1;
	pending->ancestors = ancestor;
	pending->next = walker->pending;
	walker->pending = pending;
}

static void visit(struct walker *walker, const struct pending *parent, const char *name)
{
	struct str path = str_copy(walker->arena, path_join(walker->arena, parent->path, str_of(name)));
	struct file_entry *entry = add_entry(walker, path);
	struct stat status;

	if (fstatat(walker->root, path.ptr, &status, AT_SYMLINK_NOFOLLOW) != 0) {
		entry->error = errno;
		return;
	}
	if (S_ISLNK(status.st_mode)) {
		entry->error = link_stays_inside(walker, path);
		if (entry->error == 0 && fstatat(walker->root, path.ptr, &status, 0) != 0)
			entry->error = errno;
		if (entry->error != 0)
			return;
	}
	describe(entry, &status);
	if (!entry->is_directory)
		return;
	if (is_ancestor(parent->ancestors, &status) || parent->depth + 1 >= DEEPEST) {
		entry->error = ELOOP;
		return;
	}
	push(walker, path, parent, &status);
}

static int read_directory(struct walker *walker, const struct pending *pending)
{
	const char *path = pending->path.len == 0 ? "." : pending->path.ptr;
	int descriptor = openat(walker->root, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct dirent *entry;
	DIR *directory;

	if (descriptor < 0)
		return errno;
	directory = fdopendir(descriptor);
	if (directory == NULL) {
		int error = errno;

		close(descriptor);
		return error;
	}
	while ((entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] != '.')
			visit(walker, pending, entry->d_name);
	}
	closedir(directory);
	return 0;
}

static void note_error(struct walker *walker, struct str path, int error)
{
	for (size_t i = walker->list->count; i > 0; i--) {
		if (str_equal(walker->list->entries[i - 1].path, path)) {
			walker->list->entries[i - 1].error = error;
			return;
		}
	}
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
			note_error(walker, pending->path, error);
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

static int read_all(int descriptor, size_t limit, struct buf *into)
{
	struct stat status;
	size_t begin = into->len;

	if (fstat(descriptor, &status) != 0)
		return errno;
	if (S_ISDIR(status.st_mode))
		return EISDIR;
	if (!S_ISREG(status.st_mode))
		return EINVAL;
	if ((uint64_t)status.st_size > limit)
		return EFBIG;
	buf_reserve(into, (size_t)status.st_size + 1);
	for (;;) {
		ssize_t count;

		/* One byte more than the size tells the end without another call to read. */
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
	}
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
