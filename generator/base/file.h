#ifndef PORTOLAN_BASE_FILE_H
#define PORTOLAN_BASE_FILE_H

/*
 * Reading the file system. Nothing here writes.
 *
 * Errors come back as errno values (0 is success), so that the caller can say
 * which path and what for.
 */

#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/str.h"

/* One entry below a walked root. `path` is relative to the root. */
struct file_entry {
	struct str path;
	uint64_t size;    /* bytes */
	int64_t modified; /* nanoseconds since 1970 */
	int64_t changed;  /* the same of st_ctime, which nobody can set */
	uint64_t device, inode;
	bool is_directory;
	int error; /* errno when the entry could not be looked at, e.g. a link loop */
};

struct file_list {
	struct file_entry *entries; /* sorted by the bytes of their paths */
	size_t count;
	bool has_links; /* some entry was reached through a symbolic link */
};

/*
 * Every file and directory below `root`, symbolic links followed only while
 * they stay inside of it; a link that leads out of the root, or into a
 * directory above itself, is an entry with an error (EXDEV, ELOOP) and is not
 * entered. Names that begin with a dot are left out. Directories deeper than
 * 64 levels are ELOOP too, as are links to directories once 100,000 entries
 * were found behind links. Returns errno when the root itself can't be read.
 */
int file_walk(struct arena *arena, const char *root, struct file_list *list);

/* Append the whole file, or nothing and errno. EFBIG over `limit` bytes, EISDIR for a directory; a
 * FIFO or device is EINVAL. */
int file_read(const char *path, size_t limit, struct buf *into);

/* As file_read, beneath an open directory. */
int file_read_at(int directory, const char *path, size_t limit, struct buf *into);

#endif
