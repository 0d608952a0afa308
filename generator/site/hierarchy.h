#ifndef PORTOLAN_SITE_HIERARCHY_H
#define PORTOLAN_SITE_HIERARCHY_H

/*
 * Who stands above whom. The files of one directory and kind are the
 * translations of one document; its parent is the nearest directory above that
 * holds a document of a kind that may hold it, in any locale.
 */

#include "site/site.h"

/* A document in all its locales. */
struct family {
	struct str directory;
	enum kind kind;
	const struct family *parent; /* NULL at the top */
	struct page **pages;         /* by locale */
	size_t count;
	size_t dropped; /* pages behind those: left out because their URL is another's */
};

struct hierarchy {
	struct family *families; /* by directory and kind */
	size_t count;
	const struct page *pages; /* the array that was given */
	struct family **of_page;  /* by the page's place in it */
};

/* Pages need their documents only. Families that hold no page are not there. */
struct hierarchy hierarchy_make(struct arena *arena, struct page *pages, size_t count);

/* The family's page of this locale, or NULL. */
struct page *family_page(const struct family *family, struct str locale);

/* The same, else the one of `fr-fr`, else the first; NULL when all were dropped. */
struct page *family_translation(const struct family *family, struct str locale);

/* True when the family has a document of this locale, published or dropped. */
bool family_has(const struct family *family, struct str locale);

/* Leave out pages whose URL is another's. A family may be left without any. */
void hierarchy_drop(struct hierarchy *hierarchy, const struct page *pages, const bool *dropped);

/* Fill in translations, ancestors, parent, listed, and report parent-missing. */
void hierarchy_link(struct arena *arena, struct hierarchy *hierarchy, struct diagnostics *found);

#endif
