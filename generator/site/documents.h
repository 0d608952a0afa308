#ifndef PORTOLAN_SITE_DOCUMENTS_H
#define PORTOLAN_SITE_DOCUMENTS_H

/* A project's documents: those that a former project has still, and all others parsed, in parallel.
 */

#include "site/project.h"

/*
 * Fill the project's `documents`; its settings and trees are there. `former`
 * and `changed`, which says what was written since, may be NULL: then every file
 * is parsed. Files that can't be read are reported.
 */
void documents_read(struct project *project, const struct project_options *options,
	const struct project *former, const struct project_paths *changed);

#endif
