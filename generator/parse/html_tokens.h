#ifndef PORTOLAN_PARSE_HTML_TOKENS_H
#define PORTOLAN_PARSE_HTML_TOKENS_H

/*
 * Raw HTML as a browser reads it (HTML Living Standard, section 13.2.5): tags
 * with their attributes, text, and what is passed over (comments, doctypes,
 * processing instructions, CDATA).
 */

#include "base/arena.h"
#include "base/str.h"

enum html_token_kind { HTML_TEXT, HTML_START_TAG, HTML_END_TAG, HTML_PASSED };

struct html_attribute {
	struct str name;   /* small letters */
	struct str value;  /* entities decoded */
	size_t begin, end; /* of the value, or of the name where there is no value */
	struct html_attribute *next;
};

struct html_token {
	enum html_token_kind kind;
	size_t begin, end;                 /* bytes into the text */
	struct str name;                   /* a tag's, small letters */
	struct html_attribute *attributes; /* in order; a repeated name only once, 64 at most */
};

/* The token at `*at`, and `*at` moved behind it; false at the end. Names and values in the arena.
 */
bool html_token_next(struct arena *arena, struct str text, size_t *at, struct html_token *token);

/* Text with its entities decoded, those without a semicolon as browsers do. */
struct str html_decode(struct arena *arena, struct str text, bool in_attribute);

#endif
