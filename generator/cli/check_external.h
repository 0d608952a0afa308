#ifndef PORTOLAN_CLI_CHECK_EXTERNAL_H
#define PORTOLAN_CLI_CHECK_EXTERNAL_H

/* `check --external`: the cache of answers in its folder, and what people see meanwhile. */

#include "cli/check_scope.h"

/* In the cache folder. */
#define EXTERNAL_CACHE_FILE "external.txt"

/* Ask other hosts for the links of a scope. STATUS_FAILED was explained to people. */
enum status check_external(
	const struct check_scope *scope, struct project *project, struct diagnostics *found);

#endif
