#include "render/search_listings.h"

#include "base/path.h"
#include "site/url.h"

static bool is_main(const struct page *page)
{
	return listings_main_translation(page) == page && listings_has(page);
}

/* "product-emails": the kind and the folder's name. */
static void write_tag(const struct document *document, struct buf *out)
{
	struct buf tag = BUF_EMPTY;

	buf_add(&tag, kind_name(document->kind));
	buf_add_lit(&tag, "-");
	buf_add(&tag, path_name(document->directory));
	buf_add_json(out, buf_str(&tag));
	buf_add_lit(out, ",");
	buf_release(&tag);
}

static void write_start(const struct views *views, const struct page *page, struct buf *out)
{
	const struct document *document = page->document;
	struct buf text = BUF_EMPTY;

	buf_add_lit(out, "{\"url\":");
	buf_add(&text, views->site->base_url);
	buf_add(&text, page->url);
	buf_add_json(out, buf_str(&text));
	buf_add_lit(out, ",\"tags\":[");
	for (size_t i = 0; i < page->ancestor_count; i++) {
		if (page->ancestors[i]->document->kind != KIND_HOME)
			write_tag(page->ancestors[i]->document, out);
	}
	write_tag(document, out);
	buf_clear(&text);
	buf_add_lit(&text, "lang-");
	buf_add(&text, document->locale.code);
	buf_add_json(out, buf_str(&text));
	buf_add_lit(out, "],\"page_rank\":");
	buf_add_number(out, document->kind == KIND_PRODUCT ? 2 : 1);
	buf_add_lit(out, "}");
	buf_release(&text);
}

static void write_starts(const struct views *views, enum kind kind, bool *first, struct buf *out)
{
	const struct site *site = views->site;

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];

		if (page->document->kind != kind || !is_main(page))
			continue;
		for (size_t j = 0; j <= page->translation_count; j++) {
			const struct page *next = j == 0 ? page : page->translations[j - 1];

			if ((j > 0 && next == page) || !listings_has(next))
				continue;
			buf_add(out, *first ? S("\n") : S(",\n"));
			*first = false;
			write_start(views, next, out);
		}
	}
}

void search_listings_write_docsearch(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	bool first = true;

	(void)listing;
	(void)scratch;
	buf_add_lit(out, "{\"index_name\":\"docs-ovh-com-docsearch-mdprod\",\n\"start_urls\":[");
	write_starts(views, KIND_PRODUCT, &first, out);
	write_starts(views, KIND_UNIVERSE, &first, out);
	buf_add_lit(out, "],\n\"stop_urls\":[");
	if (views->site->base_url.len > 0) {
		struct buf pattern = BUF_EMPTY;

		buf_add(&pattern, views->site->base_url);
		buf_add_lit(&pattern, "/[^/]+?/[^/]+?/[^/]+?/[^/]+?/[^/]+?/$");
		buf_add_json(out, buf_str(&pattern));
		buf_release(&pattern);
	}
	buf_add_lit(out, "],\n\"allowed_domains\":[");
	if (views->site->base_url.len > 0)
		buf_add_json(out, url_host(views->site->base_url));
	buf_add_lit(out,
		"],\n\"scrap_start_urls\":false,\n\"selectors_exclude\":[\".p-side\",\".p-extra\"],\n"
		"\"min_indexed_level\":2,\n\"selectors\":{"
		"\"lvl0\":{\"selector\":\".p-crumbs li:nth-child(3)\",\"default_value\":"
		"\"Documentation\"},"
		"\"lvl1\":\"h1\",\"lvl2\":\"#content h2\",\"lvl3\":\"#content h3\",\"lvl4\":\"#content "
		"h4\","
		"\"lvl5\":\"#content h5\",\"text\":\"#content p,#content ol,#content ul,#content "
		"dt,#content dl,"
		"#content pre\"}}\n");
}

/* What has been written of one product. */
struct titles {
	struct arena *arena;
	struct map *taken;
	bool first;
	struct buf *out;
};

/* A key; two guides of one title are told apart by the URL. */
static void write_key(struct titles *titles, const struct page *page)
{
	struct str key = page->title;

	if (map_get(titles->taken, key) != NULL)
		key = str_format(
			titles->arena, STR_FMT " (" STR_FMT ")", STR_ARG(page->title), STR_ARG(page->url));
	map_set(titles->taken, key, titles);
	buf_add(titles->out, titles->first ? S("\n ") : S(",\n "));
	titles->first = false;
	buf_add_json(titles->out, key);
	buf_add_lit(titles->out, ":");
}

static void write_urls(const struct page *page, struct buf *out)
{
	buf_add_lit(out, "[");
	buf_add_json(out, str_from(page->url, 1));
	for (size_t i = 0; i < page->translation_count; i++) {
		if (page->translations[i] == page)
			continue;
		buf_add_lit(out, ",");
		buf_add_json(out, str_from(page->translations[i]->url, 1));
	}
	buf_add_lit(out, "]");
}

/* Guides below guides follow their parents; the content's depth is bounded. */
static void write_guides(struct titles *titles, const struct page *above)
{
	for (size_t i = 0; i < above->child_count; i++) {
		write_key(titles, above->children[i]);
		write_urls(above->children[i], titles->out);
		write_guides(titles, above->children[i]);
	}
}

void search_listings_write_seourls(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	const struct site *site = views->site;
	struct titles products = {scratch, map_create(scratch, 16), true, out};

	(void)listing;
	buf_add_lit(out, "{");
	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];
		struct titles guides = {scratch, NULL, true, out};

		if (page->document->kind != KIND_PRODUCT || !is_main(page))
			continue;
		guides.taken = map_create(scratch, page->child_count);
		write_key(&products, page);
		buf_add_lit(out, "{");
		write_guides(&guides, page);
		buf_add_lit(out, "}");
	}
	buf_add_lit(out, "}\n");
}
