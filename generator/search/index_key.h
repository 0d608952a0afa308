#ifndef PORTOLAN_SEARCH_INDEX_KEY_H
#define PORTOLAN_SEARCH_INDEX_KEY_H

/*
 * What an index is made of, as a hash: two of one key are the same files. Every text of a page that
 * is searched or shown goes in, and the form in which we make files of them.
 */

#include "base/buf.h"
#include "base/hash.h"
#include "site/site.h"

/* Is counted up whenever other files are made of the same pages: tests/unit/test_search.c holds
 * us to it. */
#define INDEX_FORM 2

/* The title of the page above, where that says something; else "". */
struct str page_context(const struct page *page);

/* Of a page. The room is a worker's. */
struct hash index_page_key(const struct page *page, struct buf *room);

/* Of a locale whose pages have these keys, in this order. */
struct hash index_key(const struct site_locale *locale, const struct hash *pages, size_t count);

#endif
