#ifndef PORTOLAN_PARSE_LIMITS_H
#define PORTOLAN_PARSE_LIMITS_H

/*
 * What a file may be before a parser sees it: 10 KB of a table with 2,000
 * columns keep cmark-gfm busy for eleven seconds, so size, nesting, columns,
 * cells, links, headings and markup are counted first, in one pass over the lines.
 */

#include "content/config.h"
#include "content/source.h"
#include "parse/lines.h"

/*
 * False, and a `limit` finding, when the body is over one of the limits; `lines` are the body's,
 * which begins at `begin`.
 */
bool limits_hold(const struct config_limits *limits, const struct source *source,
	const struct line_list *lines, size_t begin, struct diagnostics *found);

#endif
