#ifndef PORTOLAN_CONTENT_REVISION_H
#define PORTOLAN_CONTENT_REVISION_H

/*
 * What has changed in a folder since a git revision. The git program is asked,
 * not a library: it is there wherever there is a repository, it knows every
 * kind of them (worktrees, sparse, filters), and nothing else is needed.
 */

#include "content/overlay.h"

/* Lines of a file as it is now, counted from 1; the last one included. */
struct revision_lines {
	struct str path; /* relative to the folder */
	uint32_t first, last;
};

struct revision {
	struct overlay before; /* the folder as it was */
	const struct revision_lines *lines;
	size_t line_count;
	struct map *moved;   /* former path → struct str, the path now; as git guesses by likeness */
	struct map *by_path; /* path → the first struct revision_lines; a path's follow each other */
};

/*
 * Read what changed in `folder` since `revision`, uncommitted and untracked
 * files included. False with `message` set when git can't tell. Everything is
 * made in the arena. `contents` says whether the former bytes are wanted, or
 * names suffice.
 */
bool revision_read(struct arena *arena, const char *folder, const char *revision, bool contents,
	struct revision *result, struct str *message);

/* True when the line was changed. */
bool revision_has_line(
	const struct revision *revision, struct str path, uint32_t first, uint32_t last);

#endif
