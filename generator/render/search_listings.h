#ifndef PORTOLAN_RENDER_SEARCH_LISTINGS_H
#define PORTOLAN_RENDER_SEARCH_LISTINGS_H

/*
 * Two lists that the former engine wrote (ovh/docs-rendering, templates
 * docsearch.html and seourls.html) and that services still read: where
 * Algolia's DocSearch begins to crawl, and each product's guides with their
 * URLs.
 */

#include "render/listings.h"

/* Products and universes in all their locales, each with its tags. */
listing_fn search_listings_write_docsearch;

/* Product's title → guide's title → URLs of all its translations, without a slash at the head. */
listing_fn search_listings_write_seourls;

#endif
