#include "render/view_search.h"

#include "search/search.h"

/* The product above a guide, or NULL. */
static const struct page *product_of(const struct page *page)
{
	for (size_t i = page->ancestor_count; i > 0; i--) {
		if (page->ancestors[i - 1]->document->kind == KIND_PRODUCT)
			return page->ancestors[i - 1];
	}
	return NULL;
}

static bool is_listed(const struct page *page)
{
	return page->document->kind == KIND_GUIDE && search_has(page);
}

static struct value group_value(
	struct arena *scratch, const struct page *product, const struct value *guides, size_t count)
{
	struct object *group = object_create(scratch, 4);

	object_set_text(group, S("title"), product == NULL ? S("") : product->title);
	object_set_bool(group, S("has_title"), product != NULL);
	set_list(group, S("guides"), S("has_guides"), guides, count);
	return value_object(group);
}

/* Pages are in order of their URLs, so that a product's guides stand side by side. */
const struct object *view_of_search(
	const struct views *views, struct arena *scratch, const struct view_locale *locale)
{
	struct object *view = view_of_own_page(views, scratch, locale, S("search"), locale->search);
	const struct site_locale *site = locale->site;
	struct value *guides = arena_array(scratch, struct value, site->page_count);
	struct value *groups = arena_array(scratch, struct value, site->page_count);
	const struct page *product = NULL;
	size_t count = 0, first = 0, group_count = 0;

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];

		if (!is_listed(page))
			continue;
		if (count > first && product_of(page) != product) {
			groups[group_count++] = group_value(scratch, product, guides + first, count - first);
			first = count;
		}
		product = product_of(page);
		guides[count++] = value_object(views_entry(views, scratch, page));
	}
	if (count > first)
		groups[group_count++] = group_value(scratch, product, guides + first, count - first);
	set_list(view, S("groups"), S("has_groups"), groups, group_count);
	return view;
}
