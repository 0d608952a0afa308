#ifndef PORTOLAN_PARSE_DISABLES_H
#define PORTOLAN_PARSE_DISABLES_H

/*
 * Comments by which an author is silent about one line:
 * `<!-- portolan-disable-next-line anchor-missing link-missing -->`, or behind a `#`
 * in the front matter.
 */

#include "content/source.h"
#include "parse/document.h"
#include "parse/lines.h"

/* Fill the document's `disables` from its front matter and the lines of its body. */
void disables_read(struct arena *scratch, struct document *document, const struct source *source,
	const struct line_list *lines);

/* Turn off a finding of this document when the author is silent about it. */
void disables_apply_to(const struct document *document, struct diagnostic *diagnostic);

/* The same among findings of any documents. */
void disables_apply(const struct document *document, struct diagnostics *found);

#endif
