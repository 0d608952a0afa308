#include "render/listings.h"

#include "render/feed.h"
#include "render/headers.h"
#include "render/ledger.h"
#include "render/llms.h"
#include "render/redirects.h"
#include "render/search_listings.h"
#include "render/sitemap.h"
#include "site/locales.h"

void listings_add(struct listings *listings, struct listing listing)
{
	listings->items = arena_grown(listings->arena, listings->items, listings->count,
		&listings->size, sizeof(*listings->items));
	listings->items[listings->count++] = listing;
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

static void write_pages(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	const struct site *site = views->site;

	(void)listing;
	(void)scratch;
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
static void write_redirects(
	const struct views *views, struct arena *arena, const char *pattern, struct buf *out)
{
	struct redirects redirects = redirects_of(arena, views->site);

	for (size_t i = 0; i < redirects.count; i++) {
		struct str encoded = views_url(views, arena, redirects.items[i].url);

		for (size_t cut = 0; cut < 2; cut++) {
			struct str from = str_first(encoded, encoded.len - cut);

			for (const char *at = pattern; *at != '\0'; at++) {
				if (*at == '<')
					buf_add(out, from);
				else if (*at == '>')
					buf_add(out, redirects.items[i].page->href);
				else
					buf_add_char(out, *at);
			}
		}
	}
}

static void write_netlify_redirects(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	(void)listing;
	write_redirects(views, scratch, "< > 301\n", out);
}

static void write_nginx_redirects(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	(void)listing;
	write_redirects(views, scratch, "\"<\" \">\";\n", out);
}

static void write_ledger(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	struct ledger ledger = ledger_of_site(scratch, views->site);

	(void)listing;
	ledger_write_json(&ledger, NULL, out);
}

struct listings listings_make(struct arena *arena, const struct views *views)
{
	static const struct listing whole[] = {
		{.path = S_INIT("pages.json"), .write = write_pages},
		{.path = S_INIT("docsearch.json"), .write = search_listings_write_docsearch},
		{.path = S_INIT("seourls.json"), .write = search_listings_write_seourls},
		{.path = S_INIT("_redirects"), .write = write_netlify_redirects},
		{.path = S_INIT("redirects.map"), .write = write_nginx_redirects},
		{.path = S_INIT("ports.json"), .write = write_ledger},
		{.path = S_INIT("_headers"), .write = headers_write_netlify},
		{.path = S_INIT("headers.conf"), .write = headers_write_nginx},
	};
	struct listings listings = {.arena = arena};

	for (size_t i = 0; i < COUNT(whole); i++)
		listings_add(&listings, whole[i]);
	sitemap_add(&listings, views);
	feed_add(&listings, views);
	llms_add(&listings, views);
	return listings;
}
