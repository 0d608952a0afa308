#ifndef PORTOLAN_PARSE_REPAIR_H
#define PORTOLAN_PARSE_REPAIR_H

/*
 * Small repairs of a guide's text before markdown is parsed: what its author
 * visibly meant and CommonMark reads otherwise. Each is a pass of its own over
 * the lines, leaves code alone, and only adds edits; no place moves.
 *
 * - `- ` alone with its text unindented on the next line is one item
 * - `*     text`, its text five spaces or more behind the marker, is an item of text
 * - bullets that stand deeper than a number, by however little, are in its item
 * - `#Heading` without a space is a heading
 * - a line of no-break spaces is blank
 * - what belongs to a callout (parse/callout_repair.h)
 * - text after a closing block tag on its own line is markdown again
 * - a tag at the head of a line that HTML doesn't have is text
 * - destinations with spaces or unbalanced parentheses, `[a] (b)`
 */

#include "parse/markdown.h"

struct mapped_text repair(struct markdown *markdown, const struct mapped_text *text);

#endif
