#ifndef PORTOLAN_SITE_KEPT_ANSWERS_H
#define PORTOLAN_SITE_KEPT_ANSWERS_H

/*
 * Which place of a page each anchor reaches, kept from one site to the next:
 * the answers hold while the page and its translations are of the same documents.
 */

#include "site/anchors.h"

struct kept_answers;

/*
 * What holds of a former site's answers for a page now, with a share of it: it is const. Else
 * new, empty ones: `*own` is true. `former` may be NULL.
 */
struct kept_answers *kept_answers_take(
	struct kept_answers *former, const struct page *page, bool *own);
void kept_answers_release(struct kept_answers *kept);

/* False when nobody asked yet. The answer's pointers are into the page's site. */
bool kept_answers_find(const struct kept_answers *kept, const struct page *page, struct str anchor,
	struct anchor_answer *answer);

/* One more answer: into a copy of our own of what is shared. */
void kept_answers_add(struct kept_answers **kept, bool *own, const struct page *page,
	struct str anchor, const struct anchor_answer *answer);

#endif
