#ifndef PORTOLAN_CONTENT_SOURCE_H
#define PORTOLAN_CONTENT_SOURCE_H

/*
 * A file's text as the program reads it: valid UTF-8 without a byte order
 * mark. Every place of a finding is derived from an offset into it, here and
 * nowhere else.
 */

#include "report/diagnostic.h"

struct source {
	struct str path; /* relative to the content root */
	struct str text;
	const uint32_t *line_starts; /* offsets; line 1 is line_starts[0] */
	size_t line_count;
	size_t bom; /* bytes that were left out at the head: 0 or 3 */
};

/*
 * Bytes that are not UTF-8 (RFC 3629) and NULs are an `encoding` finding each
 * first time they occur, and U+FFFD in the text. `bytes` must outlive the
 * source: text is a view of it when nothing had to be mended.
 */
struct source source_make(
	struct arena *arena, struct str path, struct str bytes, struct diagnostics *found);

/* Lines and columns in code points, from 1. `begin` <= `end` <= text.len. */
struct place source_place(const struct source *source, size_t begin, size_t end);

#endif
