#ifndef PORTOLAN_SITE_OWN_PAGES_H
#define PORTOLAN_SITE_OWN_PAGES_H

/* A site's own pages, made of names that it may share with others. */

#include "site/names.h"

/*
 * Give a site pages, locales and tables of these names, and the findings in them. Its documents are
 * in the order of those that the names were made of, or may have been. Returns all pages by number,
 * those that aren't published too.
 */
struct page *own_pages_make(
	const struct names *names, const struct document *const *documents, struct site *site);

#endif
