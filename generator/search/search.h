#ifndef PORTOLAN_SEARCH_SEARCH_H
#define PORTOLAN_SEARCH_SEARCH_H

/*
 * The site search: for each locale an index that readers' browsers search
 * themselves. Pages are read in parallel, then locales; the result is the same
 * however many workers there are. Hidden pages and 404 pages are left out.
 * A locale's index depends on its own pages alone.
 *
 * What is published, and how it is searched: search/shards.h.
 */

#include "search/shards.h"
#include "site/site.h"

struct search {
	const struct search_file *files; /* in no order */
	size_t count;
	struct arena **arenas; /* one a worker: they own everything */
	unsigned worker_count;
};

/* Whether a page is found by searching. */
bool search_has(const struct page *page);

/* All files, kept until search_release. */
struct search search_make(const struct site *site, unsigned workers);
void search_release(struct search *search);

/*
 * Who wants the files as they are made. `take` and `keeps` are called by several workers at once;
 * `keeps` with the folder of a locale's files ("search/fr-ca/") and a key that stands for all that
 * they are made of: true when the files that were made of the same are there already.
 */
struct search_client {
	void *context;
	bool (*wants)(const void *context, struct str locale);            /* NULL wants all */
	bool (*keeps)(void *context, struct str folder, struct hash key); /* NULL keeps none */
	search_take *take;
};

void search_make_each(
	const struct site *site, unsigned workers, const struct search_client *client);

/* Where the index of a locale begins, root-relative without base path: "/search/fr-ca/". */
struct str search_url(struct arena *arena, struct str locale);

#endif
