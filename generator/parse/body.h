#ifndef PORTOLAN_PARSE_BODY_H
#define PORTOLAN_PARSE_BODY_H

/*
 * The body of a document as HTML with holes, and the references that the holes
 * stand for. What needs nothing but this one file is written here, once;
 * render/fragment.h fills the rest in for each use.
 */

#include "content/config.h"
#include "content/source.h"
#include "parse/tree.h"

struct body {
	struct fragment fragment;
	struct reference *references;
	size_t reference_count;
	unsigned tables, code_blocks;
};

/* `html` is a worker's buffer, cleared here; the result is in `arena`, the document's. */
struct body body_make(struct arena *arena, struct arena *scratch, struct buf *html,
	const struct node *root, const struct heading *headings, const struct config *config,
	const struct source *source, struct diagnostics *found);

#endif
