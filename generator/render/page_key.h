#ifndef PORTOLAN_RENDER_PAGE_KEY_H
#define PORTOLAN_RENDER_PAGE_KEY_H

/*
 * What the bytes of a page depend on, as one hash: where it is what it was, the
 * page needn't be rendered to know its bytes.
 *
 * Everything else equal (program, theme, settings, pictures: the caller's part),
 * a page is made of its own document, of where its references lead, and of what
 * it shows of other pages. That is never their text: it is what their front
 * matter says, their URLs and dates, and who links to whom.
 */

#include "render/pages.h"

struct page_keys {
	struct hash shown;  /* of all that a page may show of any other */
	struct hash linked; /* of how often each page is linked to: lists rank guides by that */
};

/* `settings` stands for all that is no guide. */
struct page_keys page_keys_make(const struct views *views, struct hash settings);

/* What a worker keeps from one key to the next: a page's markdown comes behind it, and is made of
 * the same. Empty at first. */
struct page_key_room {
	struct buf bytes;
	const struct page *page;
	struct hash made_of;
};

/* False for what is made of many guides at once, which has no key. */
bool page_key(const struct page_keys *keys, const struct render_item *item,
	struct page_key_room *room, struct hash *key);

void page_key_release(struct page_key_room *room);

#endif
