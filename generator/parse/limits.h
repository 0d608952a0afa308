#ifndef PORTOLAN_PARSE_LIMITS_H
#define PORTOLAN_PARSE_LIMITS_H

/*
 * What a file may be before a parser sees it: 10 KB of a table with 2,000
 * columns keep cmark-gfm busy for eleven seconds, so size, nesting, columns,
 * cells and links are counted first, in one pass over the lines.
 */

#include "content/config.h"
#include "content/source.h"

/* False, and a `limit` finding, when the body from `begin` is over one of the limits. */
bool limits_hold(struct arena *scratch, const struct config_limits *limits,
	const struct source *source, size_t begin, struct diagnostics *found);

#endif
