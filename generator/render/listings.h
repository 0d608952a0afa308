#ifndef PORTOLAN_RENDER_LISTINGS_H
#define PORTOLAN_RENDER_LISTINGS_H

/*
 * What is published for machines, besides pages: sitemaps, robots.txt, lists
 * of pages as JSON, redirects, feeds, llms.txt. URLs in JSON are unencoded UTF-8.
 */

#include "render/view.h"

/* One text file of the site. */
struct listing {
	struct str path; /* below the output folder */
	struct str content;
};

struct listings {
	struct arena *arena;
	struct listing *items;
	size_t count, size;
};

/* All of them, by the order of making. Everything is made in the arena. */
struct listings listings_make(struct arena *arena, const struct views *views);

/* Used by the makers: keep a copy of a buf's bytes under a path, and clear the buf. */
void listings_add(struct listings *listings, struct str path, struct buf *content);

/* True for pages that lists and search engines may name. */
bool listings_has(const struct page *page);

/* The translation that speaks for a document: that of fr-fr, else the first. */
const struct page *listings_main_translation(const struct page *page);

#endif
