#ifndef PORTOLAN_SITE_DOCUMENTS_H
#define PORTOLAN_SITE_DOCUMENTS_H

/* A project's documents: those that a former project has still, and all others parsed, in parallel.
 */

#include "parse/include.h"
#include "site/project.h"

/* Where documents, and what they include, are read from. */
struct document_files {
	const struct tree *tree;
	const struct overlay *overlay; /* or NULL */
};

/* Only what the walk found can be included: it never left the content. */
struct includer documents_includer(const struct document_files *files);

/*
 * Fill the project's `documents`; its settings and trees are there. `former`
 * and `changed`, which says what was written since, may be NULL: then every file
 * is parsed. Files that can't be read are reported.
 */
void documents_read(struct project *project, const struct project_options *options,
	const struct project *former, const struct project_paths *changed);

#endif
