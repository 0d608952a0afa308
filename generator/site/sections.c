#include "site/sections.h"

#include <stdlib.h>

#include "base/transliterate.h"
#include "site/moving.h"

/* What a page is sorted by, made once. */
struct sort_key {
	enum { ORDER_NUMBER, ORDER_TEXT, ORDER_NONE } form;
	int64_t number; /* millionths */
	struct str text;
	struct str title; /* ASCII, small letters */
	struct page *page;
};

#define MILLION 1000000

/* "-2", "10", "1.5"; at most nine digits before the point. */
static bool parse_order(struct str text, int64_t *number)
{
	bool negative = str_starts(text, S("-"));
	int64_t unit = MILLION / 10;
	struct str whole, fraction;
	uint64_t value;

	str_cut(str_from(text, negative ? 1 : 0), '.', &whole, &fraction);
	if (!str_to_number(whole, 999999999, &value))
		return false;
	*number = (int64_t)value * MILLION;
	for (size_t i = 0; i < fraction.len; i++) {
		if (!ascii_is_digit(fraction.ptr[i]))
			return false;
		*number += (fraction.ptr[i] - '0') * unit;
		unit /= 10;
	}
	if (negative)
		*number = -*number;
	return true;
}

/* Accents and capitals don't move a title: "Étape" stands beside "etape". */
static struct str folded(struct arena *arena, struct str text)
{
	struct buf ascii = BUF_EMPTY;
	struct str lower;

	transliterate(text, &ascii);
	lower = str_lower(arena, buf_str(&ascii));
	buf_release(&ascii);
	return lower;
}

static struct sort_key make_key(struct arena *arena, struct page *page)
{
	struct sort_key key = {.page = page, .form = ORDER_NONE};

	key.text = front_text(&page->document->front, FRONT_ORDER);
	if (key.text.len > 0)
		key.form = parse_order(key.text, &key.number) ? ORDER_NUMBER : ORDER_TEXT;
	key.title = folded(arena, page->title);
	return key;
}

static int compare_keys(const void *left, const void *right)
{
	const struct sort_key *a = left, *b = right;
	int order = (a->form > b->form) - (a->form < b->form);

	if (order == 0 && a->form == ORDER_NUMBER)
		order = (a->number > b->number) - (a->number < b->number);
	if (order == 0 && a->form == ORDER_TEXT)
		order = str_compare(a->text, b->text);
	if (order == 0)
		order = str_compare(a->title, b->title);
	return order != 0 ? order : str_compare(a->page->document->path, b->page->document->path);
}

/* A section as it is being gathered. */
struct draft {
	struct section section;
	const struct page **guides;
	struct str name; /* folded */
	size_t rank;     /* place in the parent's list; STR_NONE for the others */
};

static int compare_drafts(const void *left, const void *right)
{
	const struct draft *a = left, *b = right;
	int order = (a->rank > b->rank) - (a->rank < b->rank);

	if (order == 0)
		order = (a->name.len == 0) - (b->name.len == 0);
	return order != 0 ? order : str_compare(a->name, b->name);
}

/* The sections of one parent. */
struct gathering {
	struct arena *arena;
	struct map *by_name; /* folded → draft */
	struct draft *drafts;
	size_t count;
};

static struct draft *draft_of(struct gathering *gathering, struct str title)
{
	struct str name = folded(gathering->arena, title);
	struct draft *draft = &gathering->drafts[gathering->count];
	struct draft *known = map_add(gathering->by_name, name, draft);

	if (known != draft)
		return known;
	gathering->count++;
	*draft = (struct draft){.section.title = title, .name = name, .rank = STR_NONE};
	return draft;
}

/* Sections that the parent names come into being first, in its order. */
static void gather_named(struct gathering *gathering, struct str list)
{
	struct str item;

	while (front_next_item(&list, &item)) {
		struct draft *draft = draft_of(gathering, item);

		if (draft->rank == STR_NONE)
			draft->rank = gathering->count - 1;
	}
}

static size_t count_items(struct str list)
{
	struct str item;
	size_t count = 0;

	while (front_next_item(&list, &item))
		count++;
	return count;
}

static void gather_guides(struct gathering *gathering, const struct page *parent)
{
	struct draft **draft_of_child =
		arena_array(gathering->arena, struct draft *, parent->child_count);
	const struct page **room =
		arena_array(gathering->arena, const struct page *, parent->child_count);

	for (size_t i = 0; i < parent->child_count; i++) {
		const struct document *child = parent->children[i]->document;

		if (child->kind != KIND_GUIDE)
			continue;
		draft_of_child[i] = draft_of(gathering, front_text(&child->front, FRONT_SECTION));
		draft_of_child[i]->section.guide_count++;
	}
	for (size_t i = 0; i < gathering->count; i++) {
		gathering->drafts[i].guides = room;
		gathering->drafts[i].section.guides = room;
		room += gathering->drafts[i].section.guide_count;
	}
	for (size_t i = 0; i < parent->child_count; i++) {
		if (draft_of_child[i] != NULL)
			*draft_of_child[i]->guides++ = parent->children[i];
	}
}

static void make_sections(struct arena *arena, struct page *parent)
{
	struct str list = front_text(&parent->document->front, FRONT_SECTIONS);
	size_t most = parent->child_count + count_items(list);
	struct gathering gathering = {
		.arena = arena,
		.by_name = map_create(arena, 8),
		.drafts = arena_array(arena, struct draft, most + 1),
	};
	struct section *sections;

	gather_named(&gathering, list);
	gather_guides(&gathering, parent);
	qsort(gathering.drafts, gathering.count, sizeof(struct draft), compare_drafts);
	sections = arena_array(arena, struct section, gathering.count);
	parent->sections = sections;
	for (size_t i = 0; i < gathering.count; i++) {
		if (gathering.drafts[i].section.guide_count > 0)
			sections[parent->section_count++] = gathering.drafts[i].section;
	}
}

static void set_neighbours(const struct page *parent, struct page *pages)
{
	struct page *before = NULL;

	for (size_t i = 0; i < parent->section_count; i++) {
		const struct section *section = &parent->sections[i];

		for (size_t j = 0; j < section->guide_count; j++) {
			struct page *guide = &pages[section->guides[j] - pages];

			guide->previous = before;
			if (before != NULL)
				before->next = guide;
			before = guide;
		}
	}
}

/* The page whose list a page stands in. */
static struct page *list_of(
	const struct hierarchy *hierarchy, struct page *pages, const struct page *page)
{
	const struct family *above = hierarchy->of_page[page - pages]->parent;
	const struct page *found;

	if (!page->listed || above == NULL)
		return NULL;
	found = family_page(above, page->document->locale.code);
	return found == NULL ? NULL : &pages[found - hierarchy->pages];
}

/* Keys are sorted once for all; so each list comes out in order. */
static struct sort_key *sorted_keys(struct arena *arena, struct page *pages, size_t count)
{
	struct sort_key *keys = arena_array(arena, struct sort_key, count);

	for (size_t i = 0; i < count; i++)
		keys[i] = make_key(arena, &pages[i]);
	if (count > 0)
		qsort(keys, count, sizeof(*keys), compare_keys);
	return keys;
}

static void fill_children(struct arena *arena, const struct hierarchy *hierarchy,
	struct page *pages, size_t count, const struct sort_key *keys)
{
	const struct page **room = arena_array(arena, const struct page *, count);
	const struct page ***end_of = arena_array(arena, const struct page **, count);
	struct page **list = arena_array(arena, struct page *, count);

	for (size_t i = 0; i < count; i++) {
		list[i] = list_of(hierarchy, pages, &pages[i]);
		if (list[i] != NULL)
			list[i]->child_count++;
	}
	for (size_t i = 0; i < count; i++) {
		pages[i].children = room;
		end_of[i] = room;
		room += pages[i].child_count;
	}
	for (size_t i = 0; i < count; i++) {
		const struct page *parent = list[keys[i].page - pages];

		if (parent != NULL)
			*end_of[parent - pages]++ = keys[i].page;
	}
}

/* All that a page's place in lists comes from, beyond its names. */
static bool stands_alike(const struct page *a, const struct page *b)
{
	static const enum front_key keys[] = {FRONT_ORDER, FRONT_SECTION, FRONT_SECTIONS};

	if (a->document == b->document)
		return true;
	for (size_t i = 0; i < COUNT(keys); i++) {
		if (!str_equal(
				front_text(&a->document->front, keys[i]), front_text(&b->document->front, keys[i])))
			return false;
	}
	return str_equal(a->title, b->title);
}

static void move_lists(
	const struct moving *moving, struct arena *arena, struct page *page, const struct page *before)
{
	struct section *sections = arena_array(arena, struct section, before->section_count);

	page->children = moved_list(moving, arena, before->children, before->child_count);
	page->child_count = before->child_count;
	page->previous = moved(moving, before->previous);
	page->next = moved(moving, before->next);
	page->sections = sections;
	page->section_count = before->section_count;
	for (size_t i = 0; i < page->section_count; i++) {
		const struct section *section = &before->sections[i];

		/* The document that named it may go before the site does. */
		sections[i].title = str_copy(arena, section->title);
		sections[i].guides = moved_list(moving, arena, section->guides, section->guide_count);
		sections[i].guide_count = section->guide_count;
	}
}

bool sections_take_over(
	struct arena *arena, struct page *pages, size_t count, const struct page *former)
{
	const struct moving moving = {.from = former, .to = pages};

	for (size_t i = 0; i < count; i++) {
		if (!stands_alike(&pages[i], &former[i]))
			return false;
	}
	for (size_t i = 0; i < count; i++)
		move_lists(&moving, arena, &pages[i], &former[i]);
	return true;
}

void sections_link(
	struct arena *arena, const struct hierarchy *hierarchy, struct page *pages, size_t count)
{
	const struct sort_key *keys = sorted_keys(arena, pages, count);

	fill_children(arena, hierarchy, pages, count, keys);
	for (size_t i = 0; i < count; i++) {
		if (pages[i].child_count == 0)
			continue;
		make_sections(arena, &pages[i]);
		set_neighbours(&pages[i], pages);
	}
}
