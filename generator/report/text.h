#ifndef PORTOLAN_REPORT_TEXT_H
#define PORTOLAN_REPORT_TEXT_H

/*
 * Findings for people: place, level, message and rule; the source line with
 * the stretch marked; what to do.
 */

#include "base/buf.h"
#include "report/diagnostic.h"

struct text_style {
	const char *content; /* the content folder, which stands before paths that are not rooted */
	bool color;
};

/* Where the last line was found: findings come in order. Starts zeroed. */
struct text_cursor {
	struct str path;
	bool has_lone_returns; /* a CR ends a line */
	uint32_t line;         /* from 1 */
	size_t at;             /* where it begins */
};

/*
 * Append one finding. `source` is the whole file as it lies on the disk, or ""
 * when it can't be read: then there is no frame. Control characters never
 * reach a terminal.
 */
void text_write(const struct text_style *style, const struct diagnostic *diagnostic,
	struct str source, struct text_cursor *cursor, struct buf *out);

/* The path of a finding as reached from the working directory. */
void text_write_path(const char *content, bool rooted, struct str path, struct buf *out);

#endif
