#ifndef PORTOLAN_CLI_CONSOLE_H
#define PORTOLAN_CLI_CONSOLE_H

/* What commands say to people, and how they end. */

#include <stdio.h>

#include "cli/options.h"
#include "report/report.h"
#include "site/project.h"

enum status { STATUS_CLEAN = 0, STATUS_FINDINGS = 1, STATUS_FAILED = 2 };

/* "portolan: <message>" on the standard error, and the help below it. */
void console_error(struct str message, struct str help);

/* Whether colours go to a stream: a terminal that NO_COLOR doesn't forbid, or as asked for. */
bool console_has_color(const struct options *options, FILE *stream);

/*
 * Write all bytes to a stream. A reader who has gone (EPIPE) is no error.
 * False with errno otherwise.
 */
bool console_write(FILE *stream, struct str bytes);

/* Print all findings as text, and append it to `kept` unless that is NULL; `quiet` leaves out what
 * is no error. Reads the files for the frames. */
void console_findings(const struct options *options, const struct report *report, bool quiet,
	FILE *stream, struct buf *kept);

/*
 * Open the project of a command. When it can't be done, says why and returns
 * STATUS_FAILED; project_close is then not needed.
 */
enum status console_open(const struct options *options, struct project *project);

/* The same when the folders have been walked already: what file_walk said of them, or NULL. */
enum status console_open_walked(const struct options *options, const struct file_list *content,
	const struct file_list *images, struct project *project);

/* The same with other files in place of some of the content's and the images'. */
enum status console_open_with(const struct options *options, const struct overlay *content,
	const struct overlay *images, struct project *project);

/*
 * The same, sharing what is equal with a project that is open and stays open:
 * findings too, so nobody may be reading their levels meanwhile.
 */
enum status console_open_beside(const struct options *options, const struct overlay *content,
	const struct overlay *images, const struct project *present, struct project *project);

/* YYYY-MM-DD in UTC; SOURCE_DATE_EPOCH (reproducible-builds.org) stands in for the clock. */
struct str console_today(struct arena *arena);

/* Seconds since the program began, by a clock that is never set back. */
double console_seconds(void);

#endif
