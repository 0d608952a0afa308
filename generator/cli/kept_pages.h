#ifndef PORTOLAN_CLI_KEPT_PAGES_H
#define PORTOLAN_CLI_KEPT_PAGES_H

/*
 * Pages that needn't be rendered, since the last build made them of the same
 * (render/page_key.h) and they stand there still: after an edit, all but a few.
 *
 * The keys of a build's pages lie in the cache folder, beside what cli/unchanged.h
 * keeps; without them, or when anything is in doubt, each page is rendered.
 */

#include "cli/unchanged.h"
#include "output/publish.h"
#include "render/page_key.h"

struct kept_key {
	struct hash name; /* of the page's path */
	struct hash key;
};

struct kept_pages {
	const struct unchanged *unchanged;
	struct page_keys made_of;
	struct kept_key *keys; /* of this build's list of files, in its order */
	size_t count;
	const struct kept_key *former; /* of the last build's, by name */
	size_t former_count;
};

/* Everything is made in the arena of `unchanged`, which outlives the result. */
struct kept_pages kept_pages_open(const struct unchanged *unchanged, const struct views *views,
	size_t count, const struct publication *publication);

/*
 * True when an item, number `index`, which is the publication's file of that number, needn't be
 * rendered. Safe from several threads for different items and rooms.
 */
bool kept_pages_keep(struct kept_pages *kept, const struct render_item *item, size_t index,
	struct publication *publication, struct page_key_room *room);

/* Keep the keys for the next build. Where that fails, it renders all. */
void kept_pages_save(const struct kept_pages *kept, struct hash state);

#endif
