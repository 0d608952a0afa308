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
		write_alternate(sitemap, views_locale(sitemap->views, codes[i])->tag, shown[i]);
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

/* From page `*at` on, as many as one file may hold. */
static void write_sitemap(struct sitemap *sitemap, const struct site_locale *locale, size_t *at)
{
	size_t count = 0;

	buf_add_lit(sitemap->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
							  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
							  "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	for (; *at < locale->page_count && count < MOST_URLS; ++*at) {
		if (!listings_has(locale->pages[*at]))
			continue;
		arena_reset(sitemap->scratch);
		write_page(sitemap, locale->pages[*at]);
		count++;
	}
	buf_add_lit(sitemap->out, "</urlset>\n");
}

static bool has_pages(const struct site_locale *locale)
{
	for (size_t i = 0; i < locale->page_count; i++) {
		if (listings_has(locale->pages[i]))
			return true;
	}
	return false;
}

/* One locale's sitemaps: their entries go to the index. */
static void add_locale(struct listings *listings, struct sitemap *sitemap,
	const struct site_locale *locale, struct buf *index)
{
	size_t at = 0;

	for (unsigned part = 1; at < locale->page_count; part++) {
		struct str path = part == 1 ? str_format(listings->arena, "sitemap-" STR_FMT ".xml",
										  STR_ARG(locale->locale.code))
									: str_format(listings->arena, "sitemap-" STR_FMT "-%u.xml",
										  STR_ARG(locale->locale.code), part);

		write_sitemap(sitemap, locale, &at);
		listings_add(listings, path, sitemap->out);
		buf_add_lit(index, "<sitemap><loc>");
		buf_add_html(index, views_absolute(sitemap->views, sitemap->scratch,
								str_concat(sitemap->scratch, sitemap->views->root, path)));
		buf_add_lit(index, "</loc></sitemap>\n");
	}
}

void sitemap_make(struct listings *listings, const struct views *views)
{
	struct buf out = BUF_EMPTY, index = BUF_EMPTY;
	struct sitemap sitemap = {views, arena_create(4096), &out};

	buf_add_lit(&index, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
						"<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < views->site->locale_count; i++) {
		if (has_pages(&views->site->locales[i]))
			add_locale(listings, &sitemap, &views->site->locales[i], &index);
	}
	buf_add_lit(&index, "</sitemapindex>\n");
	listings_add(listings, S("sitemap.xml"), &index);
	buf_add_lit(&out, "User-agent: *\nAllow: /\n");
	if (views->origin.len > 0) {
		buf_add_lit(&out, "Sitemap: ");
		buf_add(&out, views->site->base_url);
		buf_add_lit(&out, "/sitemap.xml\n");
	}
	listings_add(listings, S("robots.txt"), &out);
	arena_destroy(sitemap.scratch);
	buf_release(&index);
	buf_release(&out);
}
