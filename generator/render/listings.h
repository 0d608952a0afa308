#ifndef PORTOLAN_RENDER_LISTINGS_H
#define PORTOLAN_RENDER_LISTINGS_H

/*
 * What is published for machines, besides pages: sitemaps, robots.txt, lists
 * of pages as JSON, redirects, feeds, llms.txt. URLs in JSON are unencoded UTF-8.
 */

#include "render/view.h"

struct listing;

typedef void listing_fn(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out);

/* One text file of the site. It has no text before somebody asks for it. */
struct listing {
	struct str path;                  /* below the output folder */
	listing_fn *write;                /* appends its text; safe from several threads */
	const struct view_locale *locale; /* whose it is, or NULL */
	size_t from;                      /* of a sitemap: the first of the locale's pages */
};

struct listings {
	struct arena *arena;
	struct listing *items;
	size_t count, size;
};

/* All of them. Everything is made in the arena. */
struct listings listings_make(struct arena *arena, const struct views *views);

/* Used by the makers. */
void listings_add(struct listings *listings, struct listing listing);

/* True for pages that lists and search engines may name. */
bool listings_has(const struct page *page);

/* The translation that speaks for a document: that of fr-fr, else the first. */
const struct page *listings_main_translation(const struct page *page);

#endif
