#ifndef PORTOLAN_RENDER_DATE_H
#define PORTOLAN_RENDER_DATE_H

/*
 * Dates as each locale writes them. How is data: `date` in the interface
 * strings holds `pattern` with {day}, {day2} (two digits), {month} (its name),
 * {month2}, {year}; `months`, twelve names as they stand in dates; and
 * `first_day`, what {day} is on the first of a month.
 */

#include "render/value.h"

/* An ISO date (YYYY-MM-DD) in the words of `strings`; the ISO date itself where those lack any. */
struct str date_text(struct arena *arena, const struct object *strings, struct str iso);

#endif
