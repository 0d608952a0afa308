#ifndef PORTOLAN_RENDER_THEME_FILES_H
#define PORTOLAN_RENDER_THEME_FILES_H

/*
 * The files of a theme: those of the team's folder, and of the default theme
 * those that the team's folder doesn't have. So a team overrides one file and
 * keeps the rest.
 */

#include "base/file.h"

struct theme_file {
	struct str path;    /* relative to the theme: "templates/guide.mustache" */
	struct str source;  /* as reached from the working directory */
	struct str content; /* the bytes */
	size_t layer;       /* 0 is the team's folder */
};

struct theme_files {
	const struct theme_file *items; /* by path; of one path, the team's comes first */
	size_t count;
};

/*
 * Read the folders, the first of which wins. False when a folder or a file
 * can't be read: `*failed` is its path, errno says why.
 */
bool theme_files_read(struct arena *arena, const char *const *folders, size_t folder_count,
	struct theme_files *files, struct str *failed);

#endif
