#ifndef PORTOLAN_CHECK_FIX_H
#define PORTOLAN_CHECK_FIX_H

/*
 * The safe fixes of a report, put into the files: byte for byte around them,
 * line ends and a byte order mark kept. Where two fixes touch each other, the
 * first alone is made.
 */

#include "report/report.h"
#include "report/sources.h"

/* A stretch of a file's bytes and what stands there afterwards. */
struct edit {
	size_t begin, end;
	struct str text;
};

/* One file that has fixes. */
struct fixed_file {
	const char *path; /* as reached from the working directory */
	struct str before, after;
	const struct edit *edits; /* by place */
	size_t edit_count;
};

struct fixed_files {
	struct fixed_file *items;
	size_t count;
};

/* Nothing is written. Files that are no UTF-8 or changed meanwhile have no fixes. */
struct fixed_files fix_make(struct arena *arena, const char *content, const struct report *report);

/* Append a unified diff that `git apply` takes; paths as reached from the working directory. */
void fix_diff(const struct fixed_file *file, struct buf *out);

#endif
