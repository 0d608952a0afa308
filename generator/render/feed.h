#ifndef PORTOLAN_RENDER_FEED_H
#define PORTOLAN_RENDER_FEED_H

/*
 * A feed per locale of its guides that were updated last, newest first, as Atom (RFC 4287):
 * `<locale prefix>/feed.xml`. An entry's id is made of its source path, so it
 * stays when the guide's URL changes.
 */

#include "render/listings.h"

/* Whether a page stands in its locale's feed: a guide with a date that lists may name. */
bool feed_has(const struct page *page);

/* Where a locale's feed is published, without base path: "/ca/fr/feed.xml". */
struct str feed_url(struct arena *arena, const struct locale *locale);

/* The feeds of all locales that have such guides. */
void feed_add(struct listings *listings, const struct views *views);

#endif
