#ifndef PORTOLAN_SITE_PAGE_ANCHORS_H
#define PORTOLAN_SITE_PAGE_ANCHORS_H

/*
 * What the links to one page's anchors came to, kept from one site to the next: it holds while
 * the same links of the same documents ask for the same page's anchors (kept_answers.h).
 */

#include "site/linker.h"

/* The answer to one link. */
struct answered_anchor {
	size_t from; /* the page's number */
	const struct reference *reference;
	struct str url;
	const struct heading *heading; /* or NULL */
};

/* Const once it is made; it holds a share of its arena. */
struct page_anchors {
	struct arena *arena;
	const struct answered_anchor *answered; /* in the order of asking */
	size_t answered_count;
	const struct extra_target *extra; /* of the page */
	size_t extra_count;
	struct diagnostics found; /* in the links; levels are set, what authors disabled is off */
};

/* Whether these are the links that asked. */
bool page_anchors_hold(const struct page_anchors *anchors, const struct linker *linker,
	const struct anchor_requests *requests);

/* Give the links their targets, and the page its further ones. */
void page_anchors_give(
	const struct page_anchors *anchors, const struct anchor_requests *requests, struct page *page);

/* Answers that were given to links, kept in the arena, of which a share is held. */
const struct page_anchors *page_anchors_keep(struct arena *arena, const struct linker *linker,
	const struct anchor_requests *requests, const struct page *page, struct diagnostics found);

#endif
