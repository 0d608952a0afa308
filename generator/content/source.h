#ifndef PORTOLAN_CONTENT_SOURCE_H
#define PORTOLAN_CONTENT_SOURCE_H

/*
 * A file's text as the program reads it: valid UTF-8 without a byte order
 * mark. Every place of a finding is derived from an offset into it, here and
 * nowhere else.
 *
 * A line ends with LF, CRLF or CR, as in CommonMark; a CR that stands alone is
 * an LF in the text, so that nobody else has to know. Offsets hold: but for
 * bytes that are not UTF-8, the text's offset + `bom` is the file's.
 * Where files are included, lines and columns are of the file itself.
 */

#include "report/diagnostic.h"

/* A stretch of the text that stands in another file. */
struct source_insert {
	size_t begin, end;           /* of the text */
	size_t file_begin, file_end; /* what it stands for: offsets of the file's own text */
};

struct source {
	struct str path;                     /* relative to the content root */
	struct str text;                     /* what is read: the file's own, and what it includes */
	struct str file;                     /* the file's own */
	const struct source_insert *inserts; /* in order */
	size_t insert_count;
	const uint32_t *line_starts; /* offsets; line 1 is line_starts[0] */
	size_t line_count;
	/* How many begin before each SOURCE_STRIDE bytes; NULL where no line has so many. */
	const uint32_t *code_points;
	size_t bom;  /* bytes that were left out at the head: 0 or 3 */
	bool mended; /* the text is not the file's bytes */
};

/* Columns are counted from the nearest such offset: a megabyte in one line costs no more. */
#define SOURCE_STRIDE 1024

/*
 * The first byte that is no UTF-8 (RFC 3629) and the first NUL are an
 * `encoding` finding each; in the text they all are U+FFFD. `bytes` must
 * outlive the source: text is a view of it when nothing had to be mended.
 */
struct source source_make(
	struct arena *arena, struct str path, struct str bytes, struct diagnostics *found);

/* A file's bytes without a byte order mark: the text where nothing had to be mended. */
struct str source_without_mark(struct str bytes);

/*
 * Take a text with inserts in place of the file's own. What stands in one of
 * them has an empty place, where it is included: nothing can be edited there.
 */
void source_insert(
	struct source *source, struct str text, const struct source_insert *inserts, size_t count);

/* Lines and columns in code points, from 1. Offsets behind the text count as its end. */
struct place source_place(const struct source *source, size_t begin, size_t end);

/* A stretch of the file's own text, in bytes. */
struct source_span {
	uint32_t begin, end;
};

/* What a stretch of the text stands for in the file: of an insert, an empty span where it is. */
struct source_span source_span_of(const struct source *source, size_t begin, size_t end);

/* Where a line and column stand; what is no place of the text gives its nearest end. */
size_t source_offset(const struct source *source, uint32_t line, uint32_t column);

/* A text's head, at most 80 bytes and whole code points, as a message quotes it. */
struct str source_quote(struct str text);

#endif
