#ifndef PORTOLAN_PARSE_HTML_UNKNOWN_H
#define PORTOLAN_PARSE_HTML_UNKNOWN_H

/*
 * Tags that HTML doesn't have (`<project_id>`), and samples of code such as
 * `<?php … ?>`: they are shown as text, and each is a finding.
 */

#include "content/source.h"
#include "report/diagnostic.h"

/* The name of such a tag at the head of `text`, or ""; autolinks are none. */
struct str html_unknown_tag(struct str text);

/* Report html-unknown for bytes of the source. */
void html_unknown_report(struct diagnostics *found, const struct source *source, size_t begin,
	size_t end, struct str name);

#endif
