#include "render/listings.h"

#include "render/feed.h"
#include "render/headers.h"
#include "render/ledger.h"
#include "render/llms.h"
#include "render/redirects.h"
#include "render/search_listings.h"
#include "render/sitemap.h"
#include "site/locales.h"

void listings_add(struct listings *listings, struct str path, struct buf *content)
{
	listings->items = arena_grown(listings->arena, listings->items, listings->count,
		&listings->size, sizeof(*listings->items));
	listings->items[listings->count++] =
		(struct listing){path, str_copy(listings->arena, buf_str(content))};
	buf_clear(content);
}

bool listings_has(const struct page *page)
{
	return page->document->kind != KIND_NOT_FOUND && page->lender == NULL && !page_is_hidden(page);
}

const struct page *listings_main_translation(const struct page *page)
{
	const struct page *french = page_translation(page, S("fr-fr"));

	return french != NULL ? french : page->translations[0];
}

static void write_pages(const struct site *site, struct buf *out)
{
	buf_add_lit(out, "[");
	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];

		buf_add_lit(out, "{\"source\":");
		buf_add_json(out, page->document->path);
		buf_add_lit(out, ",\"url\":");
		buf_add_json(out, page->url);
		buf_add_lit(out, ",\"locale\":");
		buf_add_json(out, page->document->locale.code);
		buf_add_lit(out, ",\"title\":");
		buf_add_json(out, page->title);
		buf_add_lit(out, "}");
		buf_add(out, i + 1 < site->page_count ? S(",\n") : S(""));
	}
	buf_add_lit(out, "]\n");
}

/* From the URL without its last slash and from that with it. */
static void write_redirects(const struct views *views, struct arena *arena,
	const struct redirects *redirects, const char *pattern, struct buf *out)
{
	for (size_t i = 0; i < redirects->count; i++) {
		struct str encoded = views_url(views, arena, redirects->items[i].url);

		for (size_t cut = 0; cut < 2; cut++) {
			struct str from = str_first(encoded, encoded.len - cut);

			for (const char *at = pattern; *at != '\0'; at++) {
				if (*at == '<')
					buf_add(out, from);
				else if (*at == '>')
					buf_add(out, redirects->items[i].page->href);
				else
					buf_add_char(out, *at);
			}
		}
	}
}

static void write_ledger(struct arena *arena, const struct site *site, struct buf *out)
{
	struct ledger ledger = ledger_of_site(arena, site);

	ledger_write_json(&ledger, NULL, out);
}

struct listings listings_make(struct arena *arena, const struct views *views)
{
	struct listings listings = {.arena = arena};
	struct redirects redirects = redirects_of(arena, views->site);
	struct buf out = BUF_EMPTY;

	write_pages(views->site, &out);
	listings_add(&listings, S("pages.json"), &out);
	search_listings_write_docsearch(views, &out);
	listings_add(&listings, S("docsearch.json"), &out);
	search_listings_write_seourls(arena, views, &out);
	listings_add(&listings, S("seourls.json"), &out);
	write_redirects(views, arena, &redirects, "< > 301\n", &out);
	listings_add(&listings, S("_redirects"), &out);
	write_redirects(views, arena, &redirects, "\"<\" \">\";\n", &out);
	listings_add(&listings, S("redirects.map"), &out);
	write_ledger(arena, views->site, &out);
	listings_add(&listings, S("ports.json"), &out);
	headers_make(&listings, views);
	sitemap_make(&listings, views);
	feed_make(&listings, views);
	llms_make(&listings, views);
	buf_release(&out);
	return listings;
}
