#include "render/sitemap.h"

/* The protocol's limit of URLs a file. */
#define MOST_URLS 50000

struct sitemap {
	const struct views *views;
	struct arena *scratch;
	struct buf *out;
};

static struct str absolute(struct sitemap *sitemap, const struct page *page)
{
	return views_absolute(sitemap->views, sitemap->scratch, page->href);
}

static void write_alternate(struct sitemap *sitemap, struct str language, const struct page *page)
{
	buf_add_lit(sitemap->out, "<xhtml:link rel=\"alternate\" hreflang=\"");
	buf_add_html(sitemap->out, language);
	buf_add_lit(sitemap->out, "\" href=\"");
	buf_add_html(sitemap->out, absolute(sitemap, page));
	buf_add_lit(sitemap->out, "\"/>");
}

static void write_alternates(struct sitemap *sitemap, const struct page *page)
{
	struct str *codes = arena_array(sitemap->scratch, struct str, page->translation_count);
	const struct page **shown =
		arena_array(sitemap->scratch, const struct page *, page->translation_count);
	size_t count = 0;

	for (size_t i = 0; i < page->translation_count; i++) {
		if (!listings_has(page->translations[i]))
			continue;
		shown[count] = page->translations[i];
		codes[count++] = page->translations[i]->document->locale.code;
	}
	if (count < 2)
		return;
	for (size_t i = 0; i < count; i++)
		write_alternate(sitemap, views_locale(sitemap->views, shown[i])->tag, shown[i]);
	write_alternate(sitemap, S("x-default"), shown[views_default(sitemap->views, codes, count)]);
}

static void write_page(struct sitemap *sitemap, const struct page *page)
{
	buf_add_lit(sitemap->out, "<url><loc>");
	buf_add_html(sitemap->out, absolute(sitemap, page));
	buf_add_lit(sitemap->out, "</loc>");
	if (page->document->updated.len > 0) {
		buf_add_lit(sitemap->out, "<lastmod>");
		buf_add_html(sitemap->out, page->document->updated);
		buf_add_lit(sitemap->out, "</lastmod>");
	}
	write_alternates(sitemap, page);
	buf_add_lit(sitemap->out, "</url>\n");
}

static bool has_pages(const struct site_locale *locale)
{
	for (size_t i = 0; i < locale->page_count; i++) {
		if (listings_has(locale->pages[i]))
			return true;
	}
	return false;
}

/* A file holds the pages from `from` on, up to those of the next file. */
static size_t part_end(const struct site_locale *locale, size_t from)
{
	size_t count = 0, at = from;

	for (; at < locale->page_count && count < MOST_URLS; at++)
		count += listings_has(locale->pages[at]);
	return at;
}

static void write_sitemap(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	const struct site_locale *locale = listing->locale->site;
	size_t end = part_end(locale, listing->from);
	struct sitemap sitemap = {views, scratch, out};

	buf_add_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
					 "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
					 "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	for (size_t i = listing->from; i < end; i++) {
		if (!listings_has(locale->pages[i]))
			continue;
		arena_reset(scratch);
		write_page(&sitemap, locale->pages[i]);
	}
	buf_add_lit(out, "</urlset>\n");
}

/* The sitemaps of a locale, which may be none. */
static void add_locale(struct listings *listings, const struct view_locale *locale)
{
	struct str code = locale->locale.code;
	size_t at = 0;

	if (locale->site == NULL || !has_pages(locale->site))
		return;
	for (unsigned part = 1; at < locale->site->page_count; part++) {
		struct str path =
			part == 1
				? str_format(listings->arena, "sitemap-" STR_FMT ".xml", STR_ARG(code))
				: str_format(listings->arena, "sitemap-" STR_FMT "-%u.xml", STR_ARG(code), part);

		listings_add(listings,
			(struct listing){.path = path, .write = write_sitemap, .locale = locale, .from = at});
		at = part_end(locale->site, at);
	}
}

static struct listings sitemaps(struct arena *arena, const struct views *views)
{
	struct listings all = {.arena = arena};

	for (size_t i = 0; i < views->locale_count; i++)
		add_locale(&all, &views->locales[i]);
	return all;
}

static void write_index(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	struct listings all = sitemaps(scratch, views);

	(void)listing;
	buf_add_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
					 "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < all.count; i++) {
		buf_add_lit(out, "<sitemap><loc>");
		buf_add_html(out,
			views_absolute(views, scratch, str_concat(scratch, views->root, all.items[i].path)));
		buf_add_lit(out, "</loc></sitemap>\n");
	}
	buf_add_lit(out, "</sitemapindex>\n");
}

static void write_robots(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	(void)listing;
	(void)scratch;
	buf_add_lit(out, "User-agent: *\nAllow: /\n");
	if (views->origin.len > 0) {
		buf_add_lit(out, "Sitemap: ");
		buf_add(out, views->site->base_url);
		buf_add_lit(out, "/sitemap.xml\n");
	}
}

void sitemap_add(struct listings *listings, const struct views *views)
{
	for (size_t i = 0; i < views->locale_count; i++)
		add_locale(listings, &views->locales[i]);
	listings_add(listings, (struct listing){.path = S("sitemap.xml"), .write = write_index});
	listings_add(listings, (struct listing){.path = S("robots.txt"), .write = write_robots});
}
