#ifndef PORTOLAN_REPORT_REPORT_H
#define PORTOLAN_REPORT_REPORT_H

/* Findings of several lists, counted and in the order in which people see them. */

#include "report/diagnostic.h"

/* The findings of one path, by line, column, rule. */
struct report_file {
	struct str path;
	struct diagnostic **items;
	size_t count;
};

struct report {
	struct diagnostic **items; /* file after file */
	size_t count;
	size_t errors, warnings, notes;
	const struct report_file *by_path; /* with at least one finding, sorted */
	size_t files;
	const struct diagnostics *const *lists; /* that it was made of */
	size_t list_count;
};

/*
 * A report over several lists; levels are those of the diagnostics at this moment. It is the
 * same with any number of workers; 0 is one.
 */
struct report report_make(
	struct arena *arena, const struct diagnostics *const *lists, size_t count, unsigned workers);

/*
 * The same, sooner, where most lists are those of a former report, at about the same
 * places. Its lists are all there still, and nobody wrote into them since.
 */
struct report report_follow(struct arena *arena, const struct report *former,
	const struct diagnostics *const *lists, size_t count);

/* What was found in a file, or NULL. */
const struct report_file *report_find(const struct report *report, struct str path);

#endif
