#ifndef PORTOLAN_PARSE_LINK_REPAIR_H
#define PORTOLAN_PARSE_LINK_REPAIR_H

/*
 * Links that are plainly meant and that CommonMark (section 6.6) reads as
 * text: destinations with spaces or unbalanced parentheses get their angle
 * brackets, `[a] (b)` loses its space. Each is reported too.
 */

#include "content/source.h"
#include "parse/lines.h"
#include "parse/mapped_text.h"
#include "report/diagnostic.h"

void link_repair(const struct line_list *lines, const struct mapped_text *text,
	const struct source *source, struct edits *edits, struct diagnostics *found);

#endif
