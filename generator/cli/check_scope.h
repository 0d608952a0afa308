#ifndef PORTOLAN_CLI_CHECK_SCOPE_H
#define PORTOLAN_CLI_CHECK_SCOPE_H

/* Which findings a check is about: all, those of some paths and locales, or those of a change. */

#include "cli/console.h"

/* Everything that any stage and any rule finds. */
struct report check_scope_run_rules(struct project *project);

/* Whether the paths and locales of the command line leave a file of the content. */
bool check_scope_has(const struct options *options, struct str path, struct str locale);

/* What the paths and locales of the command line leave, and `more`. */
struct report check_scope_narrow(const struct options *options, struct arena *arena,
	const struct report *all, const struct diagnostics *more);

/*
 * Turn off what has nothing to do with the change since options->since: what
 * stands on lines that did not change and was wrong before, too. The former
 * content is read from git and checked in the same way.
 */
enum status check_scope_since(
	const struct options *options, struct project *project, struct report *report);

#endif
