#ifndef PORTOLAN_CLI_CHECK_SCOPE_H
#define PORTOLAN_CLI_CHECK_SCOPE_H

/* Which findings a check is about: all, those of some paths and locales, or those of a change. */

#include "cli/scope.h"
#include "report/report.h"

struct change;

struct check_scope {
	struct scope named;
	struct change *change; /* since options->since; NULL: all */
};

/* Everything lives in the arena. STATUS_FAILED was explained to people. */
enum status check_scope_open(
	const struct options *options, struct arena *arena, struct check_scope *scope);

/* Whether a place of a page is asked for. */
bool check_scope_has(
	const struct check_scope *scope, const struct document *document, const struct place *place);

/*
 * Everything that any stage and any rule finds; `external` is what other hosts
 * said, or NULL when they were not asked.
 */
struct report check_scope_run_rules(
	const struct check_scope *scope, struct project *project, const struct diagnostics *external);

/*
 * Turn off what has nothing to do with the change: what stands on lines that
 * did not change and was wrong before, too. The former content is read from
 * git and checked in the same way.
 */
enum status check_scope_subtract(
	const struct check_scope *scope, const struct project *project, struct report *report);

/* What the paths and locales of the command line leave, and `more`; with -q what counts alone. */
struct report check_scope_narrow(const struct check_scope *scope, struct arena *arena,
	const struct report *all, const struct diagnostics *more);

#endif
