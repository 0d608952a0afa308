#ifndef PORTOLAN_CONTENT_OVERLAY_H
#define PORTOLAN_CONTENT_OVERLAY_H

/*
 * Files that a folder is to be read with instead of its own: how a former
 * revision, or a file that is being edited, is looked at without writing it.
 */

#include "base/file.h"
#include "base/map.h"

struct overlay_file {
	struct str path;  /* relative to the folder */
	struct str bytes; /* maybe "" where only the name matters */
	bool absent;      /* the file is not there */
};

struct overlay {
	const struct overlay_file *files;
	size_t count;
	struct map *by_path; /* path → struct overlay_file */
};

struct overlay overlay_make(struct arena *arena, const struct overlay_file *files, size_t count);

/* NULL when the folder's own file counts. `overlay` may be NULL. */
const struct overlay_file *overlay_find(const struct overlay *overlay, struct str path);

/* Change a list as file_walk gives it, directories of new files included. */
void overlay_apply(struct arena *arena, const struct overlay *overlay, struct file_list *list);

#endif
