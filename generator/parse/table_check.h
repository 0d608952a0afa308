#ifndef PORTOLAN_PARSE_TABLE_CHECK_H
#define PORTOLAN_PARSE_TABLE_CHECK_H

/*
 * Tables that are none, or lose cells: lines of pipes without the row of
 * hyphens that GFM wants below the first (its section 4.10), and rows with
 * other numbers of cells than the head. Found in the text, since the parsed
 * tree knows neither.
 */

#include "content/source.h"
#include "parse/lines.h"

/* Report table-delimiter and table-ragged in the body, whose lines those are, from `begin`. */
void table_check(const struct source *source, const struct line_list *lines, size_t begin,
	struct diagnostics *found);

/* True for a row of hyphens such as `|---|:-:|`. */
bool table_is_delimiter(struct str line);

/* The cells of a row: those between pipes that no backslash escapes. */
size_t table_count_cells(struct str line);

#endif
