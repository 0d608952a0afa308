#ifndef PORTOLAN_PARSE_DATE_LINE_H
#define PORTOLAN_PARSE_DATE_LINE_H

/*
 * The line by which older guides say when they were last touched: a bold
 * paragraph that opens the body, "**Last updated 26th August 2021**",
 * "**Stand 12.03.2019**", in the language of the guide.
 */

#include "parse/tree.h"

/*
 * The date of such a line as YYYY-MM-DD in the arena, or "" when the body
 * doesn't open with one. `*line` is then its paragraph.
 */
struct str date_line_read(struct arena *arena, const struct node *root, const struct node **line);

/* A date inside of a text in any of the forms that the guides use; "" without one. */
struct str date_find(struct arena *arena, struct str text);

/* True for YYYY-MM-DD that the calendar has (proleptic Gregorian). */
bool date_is_valid(unsigned year, unsigned month, unsigned day);

#endif
