#ifndef PORTOLAN_REPORT_FORMAT_H
#define PORTOLAN_REPORT_FORMAT_H

/*
 * The forms in which findings are printed: for people (text), for scripts
 * (json), and for the services that show them beside a change.
 */

#include "report/report.h"
#include "report/sources.h"

struct format_input {
	const char *content; /* the content folder, which stands before paths that are not rooted */
	const struct report *report;
	struct sources *sources; /* not text */
	bool color;              /* text only */
	bool quiet;              /* text only: errors alone */
	unsigned workers;        /* text only; 0 is one */
};

typedef void format_fn(const struct format_input *input, struct buf *out);

/* The writer of a name, or NULL. */
format_fn *format_by_name(struct str name);

/* "text, json, …" */
void format_list(struct buf *out);

/* What most findings take as text, and some more: room for a whole text isn't moved as it grows. */
#define FINDING_BYTES ((size_t)400)

/*
 * Text is handed over in pieces, one after the other in their order, while the next ones are
 * written: by any thread, but never by two at once.
 */
typedef void format_piece_fn(void *context, struct str piece);
void format_text_in_pieces(const struct format_input *input, format_piece_fn *take, void *context);

/* Helpers of the writers. */

/* The path of a finding as reached from the working directory, as a JSON string. */
void format_json_path(const char *content, bool rooted, struct str path, struct buf *out);

/* The same as a URI reference (RFC 3986): `%` and everything else that wants it is encoded. */
void format_json_uri(const char *content, bool rooted, struct str path, struct buf *out);

/*
 * What stays the same when lines move: 16 hexadecimal digits of rule, path and
 * message, and of how many findings before it have the same.
 */
void format_fingerprints(const struct report *report, uint64_t *fingerprints);

format_fn format_text;
format_fn format_json;
format_fn format_sarif;
format_fn format_github;
format_fn format_gitlab;
format_fn format_rdjson;

#endif
