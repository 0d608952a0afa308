#ifndef PORTOLAN_PARSE_CALLOUT_REPAIR_H
#define PORTOLAN_PARSE_CALLOUT_REPAIR_H

/*
 * Callouts whose extent CommonMark reads otherwise: lines without `>` directly
 * behind a callout's belong to it, whatever they hold; a `[!name]` within a
 * quote's lines begins another one.
 */

#include "parse/lines.h"
#include "parse/mapped_text.h"

void callout_repair(const struct line_list *lines, struct edits *edits);

#endif
