#include "site/locales.h"

#include <stdlib.h>

static int compare_by_locale_and_url(const void *left, const void *right)
{
	const struct page *a = *(const struct page *const *)left;
	const struct page *b = *(const struct page *const *)right;
	int order = str_compare(a->document->locale.code, b->document->locale.code);

	return order != 0 ? order : str_compare(a->url, b->url);
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

void locales_link(struct site *site)
{
	size_t count = site->page_count + site->borrowed_count;
	const struct page **sorted = arena_array(site->arena, const struct page *, count);
	struct site_locale *locales;
	size_t last = 0;

	if (count == 0)
		return;
	memcpy(sorted, site->pages, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), compare_by_locale_and_url);
	site->locale_count = count_locales(sorted, count);
	locales = arena_array(site->arena, struct site_locale, site->locale_count);
	for (size_t i = 0; i < count; i++) {
		const struct locale *locale = &sorted[i]->document->locale;

		if (i > 0 && !str_equal(locales[last].locale.code, locale->code))
			last++;
		if (locales[last].page_count == 0) {
			locales[last].locale = *locale;
			locales[last].pages = &sorted[i];
		}
		add_page(&locales[last], sorted[i]);
	}
	site->locales = locales;
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
		if (str_equal(page->translations[i]->document->locale.code, code))
			return page->translations[i];
	}
	return NULL;
}
