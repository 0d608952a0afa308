#ifndef PORTOLAN_CHECK_FINDINGS_H
#define PORTOLAN_CHECK_FINDINGS_H

/*
 * All that was found, as people get to see it: with the levels of site.yaml,
 * without what authors disabled, sorted.
 */

#include "report/report.h"
#include "site/project.h"

struct findings {
	struct project *project;
	const struct diagnostics *const *more; /* lists of other stages */
	size_t more_count;
	bool complete;     /* every rule ran: a disable that silenced nothing is reported */
	bool asked_others; /* those that ask other hosts, too */
	unsigned workers;  /* 0 is one */
	const struct report
		*former; /* of the project that this one follows, which is open still; or NULL */
};

/* The report lives in the project's arena. */
struct report findings_report(const struct findings *findings);

#endif
