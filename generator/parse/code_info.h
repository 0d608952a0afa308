#ifndef PORTOLAN_PARSE_CODE_INFO_H
#define PORTOLAN_PARSE_CODE_INFO_H

/*
 * What stands behind the backticks of a fence: `bash`, `bash hl_lines="8 16"`,
 * `{.bash hl_lines="8 16"}`, `:::bash`.
 */

#include "parse/code_lines.h"
#include "parse/languages.h"

struct code_info {
	struct str name;                 /* the language as written, or "" */
	const struct language *language; /* NULL when none has that name */
	struct line_ranges marked;
};

struct code_info code_info_read(struct arena *arena, struct str info);

#endif
