#include "site/own_pages.h"

#include "base/path.h"
#include "site/borrow.h"
#include "site/moving.h"

/* A site's pages while they are being made of its names. */
struct giving {
	const struct names *names;
	const struct document *const *documents; /* the site's, in the order of the names' */
	struct site *site;
	struct page *pages;
	struct moving moving;
};

static void give_document(struct giving *giving, size_t number, const struct document *document)
{
	struct page *page = &giving->pages[number];

	page->document = document;
	page->title = front_text(&document->front, FRONT_TITLE);
	if (page->title.len == 0)
		page->title = path_name(page->slug);
}

static void give_documents(struct giving *giving)
{
	const struct names *names = giving->names;

	for (size_t i = 0; i < names->own_count; i++)
		give_document(giving, i, giving->documents[names->numbers[i]]);
	for (size_t i = names->own_count; i < names->page_count; i++) {
		const struct page *named = &names->pages[i];
		const struct document *lent = giving->pages[named->lender - names->pages].document;

		give_document(giving, i,
			lent == named->lender->document
				? named->document
				: borrow_document(giving->site->arena, lent, named->document->locale));
	}
}

static void give_places(struct giving *giving)
{
	struct arena *arena = giving->site->arena;

	for (size_t i = 0; i < giving->names->page_count; i++) {
		struct page *page = &giving->pages[i];

		page->lender = moved(&giving->moving, page->lender);
		page->parent = moved(&giving->moving, page->parent);
		page->ancestors = moved_list(&giving->moving, arena, page->ancestors, page->ancestor_count);
	}
}

/* A family's pages have one list. */
static void give_translations(struct giving *giving)
{
	const struct hierarchy *hierarchy = &giving->names->hierarchy;

	for (size_t i = 0; i < hierarchy->count; i++) {
		const struct family *family = &hierarchy->families[i];
		const struct page *const *translations;

		if (family->count == 0)
			continue;
		translations = moved_list(&giving->moving, giving->site->arena,
			family->pages[0]->translations, family->pages[0]->translation_count);
		for (size_t j = 0; j < family->count; j++)
			giving->pages[family->pages[j] - giving->names->pages].translations = translations;
	}
}

static void give_locales(struct giving *giving)
{
	const struct names *names = giving->names;
	struct arena *arena = giving->site->arena;
	struct site_locale *locales = arena_array(arena, struct site_locale, names->locale_count);

	for (size_t i = 0; i < names->locale_count; i++) {
		const struct site_locale *locale = &names->locales[i];

		locales[i] = (struct site_locale){
			.locale = locale->locale,
			.home = moved(&giving->moving, locale->home),
			.not_found = moved(&giving->moving, locale->not_found),
			.pages = moved_list(&giving->moving, arena, locale->pages, locale->page_count),
			.page_count = locale->page_count,
		};
	}
	giving->site->locales = locales;
	giving->site->locale_count = names->locale_count;
}

struct page *own_pages_make(
	const struct names *names, const struct document *const *documents, struct site *site)
{
	struct page *pages = arena_array(site->arena, struct page, names->page_count);
	struct giving giving = {names, documents, site, pages, {names->pages, pages}};

	if (names->page_count > 0)
		memcpy(pages, names->pages, names->page_count * sizeof(*pages));
	give_documents(&giving);
	give_places(&giving);
	give_translations(&giving);
	give_locales(&giving);
	site->pages = moved_list(&giving.moving, site->arena, names->published,
		names->published_count + names->borrowed_count);
	site->page_count = names->published_count;
	site->first_page = pages;
	site->pages_made = names->page_count;
	site->borrowed_count = names->borrowed_count;
	site->by_url = names->by_url;
	site->by_path = names->by_path;
	for (const struct diagnostic *at = names->found.first; at != NULL; at = at->next)
		diagnostics_repeat(&site->found, at);
	return pages;
}
