#ifndef PORTOLAN_OUTPUT_FOLDER_H
#define PORTOLAN_OUTPUT_FOLDER_H

/*
 * An output folder at the level of system calls. All paths are relative to it;
 * no symbolic link inside of it is followed when something is written. Errors
 * are errno values, 0 is success.
 */

#include <sys/types.h>

#include "base/buf.h"

/* The folder's own room: manifest, lock and temporary files. */
#define FOLDER_OWN ".portolan"

struct folder {
	const char *path;
	int descriptor;
	int lock;
};

struct folder_stat {
	uint64_t size;
	int64_t changed; /* st_ctime in nanoseconds */
	bool is_file;
};

/* Open the folder, made with its parents when `make` is true. */
int folder_open(struct folder *folder, const char *path, bool make);

/* Make the folder's own room and hold its lock until it is closed: who comes second waits. */
int folder_lock(struct folder *folder);

void folder_close(struct folder *folder);

/* True when something is there that doesn't begin with a dot. */
int folder_holds_files(const struct folder *folder, bool *holds);

int folder_stat(const struct folder *folder, const char *path, struct folder_stat *status);
int folder_read(const struct folder *folder, const char *path, size_t limit, struct buf *into);

/*
 * A new file of these bytes; an old one of the name is replaced. Nothing is left after an error.
 * `made`, which may be NULL, is what folder_stat says of it, for less.
 */
int folder_write(
	const struct folder *folder, const char *path, struct str bytes, struct folder_stat *made);

/* The same with the bytes of a file outside: shared with it where the file system can. */
int folder_copy(
	const struct folder *folder, const char *path, const char *source, struct folder_stat *made);

int folder_rename(const struct folder *folder, const char *from, const char *to);

/* ENOENT is success: somebody else removed it. */
int folder_remove(const struct folder *folder, const char *path);

/* All directories of a path that names one. ELOOP for a symbolic link, ENOTDIR for a file. */
int folder_make_directories(const struct folder *folder, struct str path);

/*
 * The topmost directory of a path that names one which isn't there; "" when all are. The first
 * `present` bytes of it are. ELOOP for a symbolic link, ENOTDIR for a file.
 */
int folder_find_missing(
	const struct folder *folder, struct str path, size_t present, struct str *missing);

/* A directory with all that is below it, as far as it can be removed. */
void folder_remove_tree(const struct folder *folder, const char *path);

/* The directories above a path, from the innermost on, as long as they are empty. */
void folder_remove_empty(const struct folder *folder, struct str path);

#endif
