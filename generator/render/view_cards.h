#ifndef PORTOLAN_RENDER_VIEW_CARDS_H
#define PORTOLAN_RENDER_VIEW_CARDS_H

/*
 * What leads on from the pages above the guides: cards of what stands below,
 * the guides that most readers need, and those that other locales have.
 *
 * How much a guide is needed is measured by the guides that link to it.
 */

#include "render/view_lists.h"

/*
 * `cards`: a home's universes with their products, a universe's products with
 * their guides. A card has title, url, excerpt, items (entries), has_items,
 * guide_count (all guides below, in words) and more (true when items are not all).
 */
void view_add_cards(struct view_maker *maker);

/* `key_guides` and `recent_guides` of a home's locale, the latter with `updated` (iso, text). */
void view_add_highlights(struct view_maker *maker);

/*
 * `elsewhere` of a product: guides without a page in its locale. Each has
 * title, url and lang of the translation that is nearest to the reader, and
 * `translations` (name, lang, url) with all of them.
 */
void view_add_elsewhere(struct view_maker *maker);

#endif
