#include "site/locales.h"

#include "base/sort.h"

/* A page with what it is sorted by. */
struct listed {
	struct str locale, url;
	const struct page *page;
};

static int compare_by_locale_and_url(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;
	int order = str_compare(a->locale, b->locale);

	return order != 0 ? order : str_compare(a->url, b->url);
}

static const struct page **sorted_pages(
	struct arena *arena, const struct page *const *pages, size_t count)
{
	struct listed *listed = arena_array(arena, struct listed, count);
	const struct page **sorted = arena_array(arena, const struct page *, count);

	for (size_t i = 0; i < count; i++)
		listed[i] = (struct listed){pages[i]->document->locale.code, pages[i]->url, pages[i]};
	sort_stretches(arena, listed, count, sizeof(*listed), compare_by_locale_and_url);
	for (size_t i = 0; i < count; i++)
		sorted[i] = listed[i].page;
	return sorted;
}

static size_t count_locales(const struct page *const *sorted, size_t count)
{
	size_t locales = 0;

	for (size_t i = 0; i < count; i++)
		locales += i == 0 || !str_equal(sorted[i - 1]->document->locale.code,
								 sorted[i]->document->locale.code);
	return locales;
}

static void add_page(struct site_locale *locale, const struct page *page)
{
	locale->page_count++;
	if (page->document->kind == KIND_HOME && page->document->directory.len == 0)
		locale->home = page;
	if (page->document->kind == KIND_NOT_FOUND)
		locale->not_found = page;
}

struct site_locale *locales_make(
	struct arena *arena, const struct page *const *pages, size_t page_count, size_t *locale_count)
{
	const struct page **sorted = sorted_pages(arena, pages, page_count);
	struct site_locale *locales;
	size_t last = 0;

	*locale_count = 0;
	if (page_count == 0)
		return NULL;
	*locale_count = count_locales(sorted, page_count);
	locales = arena_array(arena, struct site_locale, *locale_count);
	for (size_t i = 0; i < page_count; i++) {
		const struct locale *locale = &sorted[i]->document->locale;

		if (i > 0 && !str_equal(locales[last].locale.code, locale->code))
			last++;
		if (locales[last].page_count == 0) {
			locales[last].locale = *locale;
			locales[last].pages = &sorted[i];
		}
		add_page(&locales[last], sorted[i]);
	}
	return locales;
}

const struct site_locale *locales_find(const struct site *site, struct str code)
{
	for (size_t i = 0; i < site->locale_count; i++) {
		if (str_equal(site->locales[i].locale.code, code))
			return &site->locales[i];
	}
	return NULL;
}

const struct page *page_translation(const struct page *page, struct str code)
{
	for (size_t i = 0; i < page->translation_count; i++) {
		if (str_equal_few(page->translations[i]->document->locale.code, code))
			return page->translations[i];
	}
	return NULL;
}
