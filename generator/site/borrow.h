#ifndef PORTOLAN_SITE_BORROW_H
#define PORTOLAN_SITE_BORROW_H

/*
 * Locales that show another's guides where they have none of their own: the
 * site's `fallback`, such as `fr-ca: fr-fr`.
 */

#include "content/config.h"
#include "parse/document.h"

struct loan {
	const struct document *document; /* a copy that has the locale which borrows it */
	size_t lender;                   /* index of the original */
};

/* A copy of a document for another locale. */
const struct document *borrow_document(
	struct arena *arena, const struct document *document, struct locale locale);

/*
 * What locales borrow: homes, universes, products and guides that are neither
 * hidden nor unpublished. The copies are made in the arena and share the
 * originals' texts, which outlive them; findings, port facts and disables are
 * the original's alone.
 */
const struct loan *borrow_documents(struct arena *arena, const struct config *config,
	const struct document *const *documents, size_t count, size_t *loan_count);

#endif
