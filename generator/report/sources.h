#ifndef PORTOLAN_REPORT_SOURCES_H
#define PORTOLAN_REPORT_SOURCES_H

/*
 * The files that findings stand in, read again when people are shown them.
 * Findings come sorted by path, so one file is held at a time.
 */

#include "base/buf.h"
#include "report/diagnostic.h"

struct sources {
	const char *content; /* the content folder */
	struct buf path;     /* of the file that is held, terminated */
	struct buf named;    /* the same as findings name it */
	bool rooted;         /* the same */
	struct buf text;
};

/* "" when the file can't be read, or is none of text. Valid until the next call. */
struct str sources_text(struct sources *sources, const struct diagnostic *diagnostic);

/* The text of a place, as it is written. "" when the place is not in the text. */
struct str sources_at(struct str text, const struct place *place);

/* The offset of a line and column in a file's bytes, its byte order mark counted; or STR_NONE. */
size_t sources_offset(struct str text, uint32_t line, uint32_t column);

void sources_release(struct sources *sources);

#endif
