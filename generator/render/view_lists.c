#include "render/view_lists.h"

#define RELATED_MOST   5
#define BACKLINKS_MOST 8

struct value view_entry(const struct view_maker *maker, const struct page *page)
{
	return value_object(views_entry(maker->views, maker->arena, page));
}

static bool is_in_locale(const struct page *page, const struct view_locale *locale)
{
	return str_equal_few(page->document->locale.code, locale->locale.code);
}

/* A heading that the contents list: spacers and pictures have nothing to show there. */
static bool is_listed_heading(const struct heading *heading)
{
	return !heading->empty && heading->id.len > 0 && str_trim(heading->html).len > 0;
}

/* Entries within entries that are listed: sections and theirs, one more where all stand below h1.
 */
#define TOC_DEEPEST 2

struct toc {
	struct view_maker *maker;
	const struct heading *headings;
	size_t count;
	size_t at;      /* the next heading */
	size_t entries; /* made so far */
};

/* Headings from the next one on that are deeper than `level`. */
static size_t count_deeper(const struct toc *toc, unsigned level)
{
	size_t end = toc->at;

	while (end < toc->count &&
		   (!is_listed_heading(&toc->headings[end]) || toc->headings[end].level > level))
		end++;
	return end - toc->at;
}

static struct value toc_entry(
	const struct toc *toc, const struct heading *heading, struct value children)
{
	const struct field fields[] = {
		{S("id"), value_text(heading->id)},
		{S("text"), value_text(heading->html)},
		{S("has_children"), value_bool(children.count > 0)},
		{S("children"), children},
	};

	return value_object(object_of(toc->maker->arena, fields, COUNT(fields)));
}

/*
 * What stands below a heading, by how deep it is below others, whatever levels
 * are skipped between: an h4 right below an h2 is its child.
 */
static struct value toc_below(struct toc *toc, unsigned level, unsigned depth, size_t *count)
{
	size_t end = toc->at + count_deeper(toc, level);
	struct value *entries = arena_array(toc->maker->arena, struct value, end - toc->at);

	*count = 0;
	while (toc->at < end) {
		const struct heading *heading = &toc->headings[toc->at++];
		struct value children;
		size_t child_count;

		if (!is_listed_heading(heading))
			continue;
		if (depth == 0) {
			/* Too deep: it and what stands below it are left out. */
			toc->at += count_deeper(toc, heading->level);
			continue;
		}
		children =
			toc_below(toc, heading->level, heading->level == 1 ? depth : depth - 1, &child_count);
		entries[(*count)++] = toc_entry(toc, heading, children);
		toc->entries++;
	}
	return value_list(entries, *count);
}

void view_add_toc(struct view_maker *maker)
{
	struct toc toc = {.maker = maker};
	struct value entries;
	size_t count;

	if (maker->page != NULL) {
		toc.headings = maker->page->document->headings;
		toc.count = maker->page->document->heading_count;
	}
	entries = toc_below(&toc, 0, TOC_DEEPEST, &count);
	object_set(maker->view, S("toc"), entries);
	object_set_bool(maker->view, S("has_toc"), toc.entries >= 2);
}

/* A page of another locale, whose words say so. */
static struct value foreign_entry(struct view_maker *maker, const struct page *page)
{
	struct str tag = views_locale(maker->views, page)->tag;

	return value_object(object_with(
		maker->arena, views_entry(maker->views, maker->arena, page), S("lang"), value_text(tag)));
}

void view_add_breadcrumb(struct view_maker *maker)
{
	const struct page *page = maker->page;
	const struct page *home = maker->locale->site == NULL ? NULL : maker->locale->site->home;
	size_t ancestors = page == NULL ? 0 : page->ancestor_count;
	struct value *items = arena_array(maker->arena, struct value, ancestors + 1);
	size_t count = 0;

	if (home != NULL && home != page)
		items[count++] = view_entry(maker, home);
	for (size_t i = 0; i < ancestors; i++) {
		const struct page *ancestor = page->ancestors[i];

		if (ancestor->document->kind != KIND_HOME)
			items[count++] = is_in_locale(ancestor, maker->locale) ? view_entry(maker, ancestor)
																   : foreign_entry(maker, ancestor);
	}
	set_list(maker->view, S("breadcrumb"), S("has_breadcrumb"), items, count);
}

/* The translations that may be named elsewhere: a hidden one only on itself. */
static size_t shown_translations(struct view_maker *maker, const struct page **shown)
{
	const struct page *page = maker->page;
	size_t count = 0;

	for (size_t i = 0; i < page->translation_count; i++) {
		if (page->translations[i] == page || !page_is_hidden(page->translations[i]))
			shown[count++] = page->translations[i];
	}
	return count;
}

static struct value alternate(struct view_maker *maker, struct str tag, const struct page *page)
{
	const struct field fields[] = {
		{S("hreflang"), value_text(tag)},
		{S("url"), value_text(views_absolute(maker->views, maker->arena, page->href))},
	};

	return value_object(object_of(maker->arena, fields, COUNT(fields)));
}

static void add_alternates(struct view_maker *maker, const struct page *const *shown, size_t count)
{
	struct value *items = arena_array(maker->arena, struct value, count + 1);
	struct str *codes = arena_array(maker->arena, struct str, count);

	for (size_t i = 0; i < count; i++) {
		codes[i] = shown[i]->document->locale.code;
		items[i] = alternate(maker, views_locale(maker->views, shown[i])->tag, shown[i]);
	}
	if (count > 0) {
		items[count] =
			alternate(maker, S("x-default"), shown[views_default(maker->views, codes, count)]);
		count++;
	}
	set_list(maker->view, S("alternates"), S("has_alternates"), items, count);
}

static struct value translation(struct view_maker *maker, const struct page *page)
{
	const struct view_locale *locale = views_locale(maker->views, page);
	const struct field fields[] = {
		{S("url"), value_text(page->href)},
		{S("lang"), value_text(locale->tag)},
		{S("current"), value_bool(page == maker->page)},
		{S("name"), value_text(locale->name)},
		{S("locale"), value_text(locale->locale.code)},
	};

	return value_object(object_of(maker->arena, fields, COUNT(fields)));
}

void view_add_translations(struct view_maker *maker)
{
	/* A 404 page stands for no address that has translations. */
	bool any = maker->page != NULL && maker->page->document->kind != KIND_NOT_FOUND;
	bool borrowed = any && maker->page->lender != NULL;
	size_t most = any ? maker->page->translation_count : 0;
	const struct page **shown = arena_array(maker->arena, const struct page *, most);
	struct value *items = arena_array(maker->arena, struct value, most + 1);
	size_t count = any ? shown_translations(maker, shown) : 0;

	add_alternates(maker, shown, any && !borrowed && !page_is_hidden(maker->page) ? count : 0);
	for (size_t i = 0; i < count; i++)
		items[i] = translation(maker, shown[i]);
	if (borrowed)
		items[count++] = translation(maker, maker->page);
	object_set(maker->view, S("translations"), value_list(items, count));
	object_set_bool(maker->view, S("has_translations"), count > 1);
}

/* The nearest product above a guide, when it is in the guide's locale. */
static const struct page *product_of(const struct view_maker *maker)
{
	const struct page *page = maker->page;

	if (page == NULL || page->document->kind != KIND_GUIDE)
		return NULL;
	for (size_t i = page->ancestor_count; i > 0; i--) {
		const struct page *ancestor = page->ancestors[i - 1];

		if (ancestor->document->kind == KIND_PRODUCT)
			return is_in_locale(ancestor, maker->locale) ? ancestor : NULL;
	}
	return NULL;
}

/* The place of a guide in a parent's sections: false when no list leads to it. */
static bool find_guide(
	const struct page *parent, const struct page *guide, size_t *section, size_t *place)
{
	for (size_t i = 0; i < parent->section_count; i++) {
		for (size_t j = 0; j < parent->sections[i].guide_count; j++) {
			if (parent->sections[i].guides[j] == guide) {
				*section = i;
				*place = j;
				return true;
			}
		}
	}
	return false;
}

/* The guide itself, or the one above it, that stands in the product's list. */
static const struct page *listed_guide(const struct page *page, const struct page *product)
{
	size_t at = page->ancestor_count;

	while (at > 0 && page->ancestors[at - 1] != product)
		at--;
	return at < page->ancestor_count ? page->ancestors[at] : page;
}

/* The product's sections with the one marked that the page stands in. */
static const struct value *sections_around(
	struct view_maker *maker, const struct page *product, const struct view_sections *shared)
{
	const struct page *guide = listed_guide(maker->page, product);
	struct value *values = arena_array(maker->arena, struct value, shared->count);
	const struct object *section;
	struct value *guides;
	size_t at, place;

	if (!find_guide(product, guide, &at, &place))
		return shared->values;
	memcpy(values, shared->values, shared->count * sizeof(*values));
	section = object_with(maker->arena, values[at].object, S("current"), value_bool(true));
	if (guide == maker->page) {
		const struct value *list = object_get(section, S("guides"));

		guides = arena_array(maker->arena, struct value, list->count);
		memcpy(guides, list->items, list->count * sizeof(*guides));
		guides[place] = value_object(
			object_with(maker->arena, guides[place].object, S("current"), value_bool(true)));
		section = object_with(maker->arena, section, S("guides"), value_list(guides, list->count));
	}
	values[at] = value_object(section);
	return values;
}

void view_add_sections(struct view_maker *maker)
{
	const struct page *product = product_of(maker);
	const struct page *page = maker->page;
	const struct view_sections *own =
		page == NULL ? NULL : views_sections(maker->views, maker->arena, page);
	const struct view_sections *around = page == NULL || product == NULL
											 ? NULL
											 : views_sections(maker->views, maker->arena, product);
	bool is_product = page != NULL && page->document->kind == KIND_PRODUCT;
	const struct value *values = own == NULL ? NULL : own->values;
	size_t count = own == NULL ? 0 : own->count;

	object_set(maker->view, S("product"),
		product == NULL ? (struct value){.kind = VALUE_NULL} : view_entry(maker, product));
	if (is_product)
		set_list(maker->view, S("sections"), S("has_sections"), values, count);
	else if (around != NULL)
		set_list(maker->view, S("sections"), S("has_sections"),
			sections_around(maker, product, around), around->count);
	else
		set_list(maker->view, S("sections"), S("has_sections"), NULL, 0);
	if (is_product)
		count = 0;
	set_list(maker->view, S("child_sections"), S("has_child_sections"), values, count);
}

/* Guides of the locale that link here, but for those that stand beside it anyway. */
static void add_backlinks(struct view_maker *maker)
{
	const struct page *page = maker->page;
	size_t most = page == NULL ? 0 : page->backlink_count, count = 0;
	struct value *items = arena_array(maker->arena, struct value, BACKLINKS_MOST);

	for (size_t i = 0; i < most && count < BACKLINKS_MOST; i++) {
		const struct page *from = page->backlinks[i];

		if (from != page->previous && from != page->next && from->document->kind == KIND_GUIDE &&
			is_in_locale(from, maker->locale) && !page_is_hidden(from))
			items[count++] = view_entry(maker, from);
	}
	set_list(maker->view, S("backlinks"), S("has_backlinks"), items, count);
}

static struct value entry_or_null(struct view_maker *maker, const struct page *page)
{
	return page == NULL ? (struct value){.kind = VALUE_NULL} : view_entry(maker, page);
}

/* The guides that follow in the section, from its end to its start, without those beside. */
static size_t related_guides(struct view_maker *maker, struct value *items)
{
	const struct page *page = maker->page;
	const struct section *section;
	size_t count = 0, at, place;

	if (page == NULL || page->parent == NULL || !find_guide(page->parent, page, &at, &place))
		return 0;
	section = &page->parent->sections[at];
	for (size_t i = 1; i < section->guide_count && count < RELATED_MOST; i++) {
		const struct page *guide = section->guides[(place + i) % section->guide_count];

		if (guide != page->previous && guide != page->next)
			items[count++] = view_entry(maker, guide);
	}
	return count;
}

void view_add_neighbours(struct view_maker *maker)
{
	const struct page *page = maker->page;
	const struct page *previous = page == NULL ? NULL : page->previous;
	const struct page *next = page == NULL ? NULL : page->next;
	struct value *related = arena_array(maker->arena, struct value, RELATED_MOST);
	size_t count = related_guides(maker, related);

	object_set(maker->view, S("previous"), entry_or_null(maker, previous));
	object_set(maker->view, S("next"), entry_or_null(maker, next));
	object_set_bool(maker->view, S("has_pager"), previous != NULL || next != NULL);
	set_list(maker->view, S("related"), S("has_related"), related, count);
	add_backlinks(maker);
}
