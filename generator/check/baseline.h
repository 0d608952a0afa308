#ifndef PORTOLAN_CHECK_BASELINE_H
#define PORTOLAN_CHECK_BASELINE_H

/*
 * Findings that are known and left for later: a file of lines `rule`, path and
 * the text at the place, between tabs. Lines and columns are not in it, so
 * that findings stay known when text above them moves. A line silences one
 * finding; the same three stand as often as the finding occurs.
 */

#include "base/map.h"
#include "report/report.h"
#include "report/sources.h"

/* Append the baseline of a report. */
void baseline_write(const char *content, const struct report *report, struct buf *out);

/*
 * Turn off (SEVERITY_OFF) the findings that a baseline knows. Entries that
 * match nothing are findings at its path, added to `found`. False when the
 * text is no baseline.
 */
struct baseline {
	struct str path; /* as reached from the working directory */
	struct str text;
	bool asked_others; /* other hosts were asked; else entries of such rules may match nothing */
};

bool baseline_apply(const struct baseline *baseline, const char *content, struct report *report,
	struct diagnostics *found);

/*
 * Turn off what an earlier report of the same content had too, told by rule,
 * path and message; but for what `keeps` wants to see all the same. `moved`:
 * path of an earlier finding → struct str, its path now.
 */
typedef bool baseline_keeps_fn(void *context, const struct diagnostic *diagnostic);
void baseline_subtract(const struct report *earlier, const struct map *moved, struct report *report,
	baseline_keeps_fn *keeps, void *context);

#endif
