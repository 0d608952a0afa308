#include "render/view_cards.h"

#include "render/count.h"
#include "render/date.h"
#include "site/locales.h"

#define CARD_GUIDES_MOST   5
#define KEY_GUIDES_MOST    6
#define RECENT_GUIDES_MOST 6

/* Guides, the best first. */
struct ranking {
	const struct page **pages;
	size_t count, most;
	/* Above, at or below 0 as `left` stands before, beside or behind `right`. */
	int (*compare)(const struct page *left, const struct page *right);
};

/* Of equal ones, the earlier stays before. */
static void rank(struct ranking *ranking, const struct page *page)
{
	size_t at = ranking->count;

	while (at > 0 && ranking->compare(page, ranking->pages[at - 1]) > 0)
		at--;
	if (at == ranking->most)
		return;
	if (ranking->count < ranking->most)
		ranking->count++;
	for (size_t i = ranking->count - 1; i > at; i--)
		ranking->pages[i] = ranking->pages[i - 1];
	ranking->pages[at] = page;
}

static int by_backlinks(const struct page *left, const struct page *right)
{
	return (left->backlink_count > right->backlink_count) -
		   (left->backlink_count < right->backlink_count);
}

static int by_update(const struct page *left, const struct page *right)
{
	return str_compare(left->document->updated, right->document->updated);
}

static struct ranking ranking_make(struct arena *arena, size_t most,
	int (*compare)(const struct page *left, const struct page *right))
{
	return (struct ranking){arena_array(arena, const struct page *, most), 0, most, compare};
}

static struct value *entries(const struct view_maker *maker, const struct ranking *ranking)
{
	struct value *items = arena_array(maker->arena, struct value, ranking->count);

	for (size_t i = 0; i < ranking->count; i++)
		items[i] = view_entry(maker, ranking->pages[i]);
	return items;
}

/* All guides below a page, ranked on the way; returns how many. Trees of guides are as deep as
 * folders: 64 levels at most. */
static size_t rank_below(struct ranking *ranking, const struct page *page)
{
	size_t count = 0;

	for (size_t i = 0; i < page->child_count; i++) {
		const struct page *child = page->children[i];

		if (child->document->kind == KIND_GUIDE) {
			count++;
			rank(ranking, child);
		}
		count += rank_below(ranking, child);
	}
	return count;
}

static struct value card(struct view_maker *maker, const struct page *page)
{
	struct object *object = object_create(maker->arena, 7);
	struct ranking best = ranking_make(maker->arena, CARD_GUIDES_MOST, by_backlinks);
	size_t guides = rank_below(&best, page), count = best.count;
	struct value *items;

	if (page->document->kind == KIND_UNIVERSE) {
		count = page->child_count;
		items = arena_array(maker->arena, struct value, count);
		for (size_t i = 0; i < count; i++)
			items[i] = view_entry(maker, page->children[i]);
	} else {
		items = entries(maker, &best);
	}
	object_set_text(object, S("title"), page->title);
	object_set_text(object, S("url"), page->href);
	object_set_text(object, S("excerpt"), front_text(&page->document->front, FRONT_EXCERPT));
	set_list(object, S("items"), S("has_items"), items, count);
	object_set_bool(object, S("more"),
		page->document->kind == KIND_UNIVERSE ? guides > 0 : guides > best.count);
	object_set_text(object, S("guide_count"),
		guides == 0 ? S("")
					: count_text(maker->arena, maker->locale->strings, S("guides.count"), guides));
	return value_object(object);
}

void view_add_cards(struct view_maker *maker)
{
	const struct page *page = maker->page;
	bool any = page != NULL &&
			   (page->document->kind == KIND_HOME || page->document->kind == KIND_UNIVERSE);
	size_t count = any ? page->child_count : 0;
	struct value *items = arena_array(maker->arena, struct value, count);

	for (size_t i = 0; i < count; i++)
		items[i] = card(maker, page->children[i]);
	set_list(maker->view, S("cards"), S("has_cards"), items, count);
}

/* An entry with its date. */
static struct value dated_entry(const struct view_maker *maker, const struct page *page)
{
	const struct object *entry = views_entry(maker->views, maker->arena, page);
	struct object *updated = object_create(maker->arena, 2);
	struct str iso = page->document->updated;

	object_set_text(updated, S("iso"), iso);
	object_set_text(updated, S("text"), date_text(maker->arena, maker->locale->strings, iso));
	return value_object(object_with(maker->arena, entry, S("updated"), value_object(updated)));
}

void view_add_highlights(struct view_maker *maker)
{
	bool any = maker->page != NULL && maker->page->document->kind == KIND_HOME;
	const struct site_locale *locale = maker->locale->site;
	struct ranking key = ranking_make(maker->arena, KEY_GUIDES_MOST, by_backlinks);
	struct ranking recent = ranking_make(maker->arena, RECENT_GUIDES_MOST, by_update);
	struct value *dated = arena_array(maker->arena, struct value, recent.most);

	for (size_t i = 0; any && i < locale->page_count; i++) {
		const struct page *page = locale->pages[i];

		if (!page->listed || page->document->kind != KIND_GUIDE)
			continue;
		if (page->backlink_count > 0)
			rank(&key, page);
		if (page->document->updated.len > 0)
			rank(&recent, page);
	}
	for (size_t i = 0; i < recent.count; i++)
		dated[i] = dated_entry(maker, recent.pages[i]);
	set_list(maker->view, S("key_guides"), S("has_key_guides"), entries(maker, &key), key.count);
	set_list(maker->view, S("recent_guides"), S("has_recent_guides"), dated, recent.count);
}

/* The listed translation nearest to the locale: of its fallback, its language, the site's default.
 */
static const struct page *nearest(const struct view_maker *maker, const struct page *guide)
{
	const struct config *config = maker->views->site->config;
	const struct locale *locale = &maker->locale->locale;
	struct str fallback = config_lookup(&config->fallback, locale->code);
	const struct page *found = guide;
	int best = 0;

	for (size_t i = 0; i < guide->translation_count; i++) {
		const struct page *page = guide->translations[i];
		const struct locale *other = &page->document->locale;
		int score = str_equal(other->code, fallback)                 ? 3
					: str_equal(other->language, locale->language)   ? 2
					: str_equal(other->code, config->default_locale) ? 1
																	 : 0;

		if (page->listed && score > best) {
			best = score;
			found = page;
		}
	}
	return found;
}

static struct value elsewhere_entry(struct view_maker *maker, const struct page *guide)
{
	const struct page *near = nearest(maker, guide);
	struct object *object = object_create(maker->arena, 4);
	struct value *items = arena_array(maker->arena, struct value, guide->translation_count);
	size_t count = 0;

	for (size_t i = 0; i < guide->translation_count; i++) {
		const struct page *page = guide->translations[i];
		const struct view_locale *locale = views_locale(maker->views, page);
		struct object *item = object_create(maker->arena, 3);

		if (!page->listed)
			continue;
		object_set_text(item, S("name"), locale->name);
		object_set_text(item, S("lang"), locale->tag);
		object_set_text(item, S("url"), page->href);
		items[count++] = value_object(item);
	}
	object_set_text(object, S("title"), near->title);
	object_set_text(object, S("lang"), views_locale(maker->views, near)->tag);
	object_set_text(object, S("url"), near->href);
	object_set(object, S("translations"), value_list(items, count));
	return value_object(object);
}

/* The guides below a translation of the product that this locale lacks, each document once. */
static size_t add_missing(
	struct view_maker *maker, const struct page *product, struct map *seen, struct value *items)
{
	size_t count = 0;

	for (size_t i = 0; i < product->child_count; i++) {
		const struct page *guide = product->children[i];

		if (page_translation(guide, maker->locale->locale.code) != NULL ||
			map_get(seen, guide->translations[0]->document->path) != NULL)
			continue;
		map_set(seen, guide->translations[0]->document->path, seen);
		items[count++] = elsewhere_entry(maker, guide);
	}
	return count;
}

void view_add_elsewhere(struct view_maker *maker)
{
	const struct page *page = maker->page;
	bool any = page != NULL && page->document->kind == KIND_PRODUCT;
	size_t most = 0, count = 0;
	struct value *items;
	struct map *seen;

	for (size_t i = 0; any && i < page->translation_count; i++)
		most += page->translations[i]->child_count;
	items = arena_array(maker->arena, struct value, most);
	seen = map_create(maker->arena, most);
	for (size_t i = 0; any && i < page->translation_count; i++)
		count += add_missing(maker, page->translations[i], seen, items + count);
	set_list(maker->view, S("elsewhere"), S("has_elsewhere"), items, count);
}
