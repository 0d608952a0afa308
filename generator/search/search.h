#ifndef PORTOLAN_SEARCH_SEARCH_H
#define PORTOLAN_SEARCH_SEARCH_H

/*
 * The site search: for each locale an index that readers' browsers search
 * themselves. Pages are read in parallel, then locales; the result is the same
 * however many workers there are. Hidden pages and 404 pages are left out.
 *
 * What is published, and how it is searched: search/shards.h.
 */

#include "search/shards.h"
#include "site/site.h"

struct search {
	const struct search_file *files; /* by locale */
	size_t count;
	struct arena **arenas; /* one a worker: they own everything */
	unsigned worker_count;
};

/* Whether a page is found by searching. */
bool search_has(const struct page *page);

/* True for the locales that are wanted; NULL takes all. */
typedef bool search_wants(const void *context, struct str locale);

/* All files, kept until search_release. */
struct search search_make(
	const struct site *site, unsigned workers, search_wants *wants, const void *context);
void search_release(struct search *search);

/* Takes the files of some locales, which are freed when it returns. Called by one thread. */
typedef void search_take(void *context, const struct search_file *files, size_t count);

/* The same files, handed over as they are made: those of a few locales are held at once. `wants`
 * gets the same context. */
void search_make_each(const struct site *site, unsigned workers, search_wants *wants,
	search_take *take, void *context);

/* Where the index of a locale begins, root-relative without base path: "/search/fr-ca/". */
struct str search_url(struct arena *arena, struct str locale);

#endif
