#include "render/llms.h"

#include "render/fragment.h"

/* Markdown's brackets would end the text of a link. */
static void add_title(struct buf *out, struct str title)
{
	for (size_t i = 0; i < title.len; i++) {
		if (title.ptr[i] == '[' || title.ptr[i] == ']' || title.ptr[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, title.ptr[i]);
	}
}

static void add_link(struct buf *out, struct str title, struct str url, struct str text)
{
	buf_add_lit(out, "- [");
	add_title(out, title);
	buf_add_lit(out, "](");
	buf_add(out, url);
	buf_add_lit(out, ")");
	if (text.len > 0) {
		buf_add_lit(out, ": ");
		buf_add(out, text);
	}
	buf_add_lit(out, "\n");
}

static void add_guide(
	const struct views *views, struct arena *scratch, const struct page *page, struct buf *out)
{
	struct str url = str_concat(scratch, views_absolute(views, scratch, page->href), S("index.md"));

	add_link(out, page->title, url, front_text(&page->document->front, FRONT_EXCERPT));
}

static void add_product(
	const struct views *views, struct arena *scratch, const struct page *product, struct buf *out)
{
	buf_add_lit(out, "\n## ");
	buf_add(out, product->title);
	buf_add_lit(out, "\n\n");
	for (size_t i = 0; i < product->section_count; i++) {
		for (size_t j = 0; j < product->sections[i].guide_count; j++) {
			if (product->sections[i].guides[j]->lender == NULL)
				add_guide(views, scratch, product->sections[i].guides[j], out);
		}
	}
}

static void write_locale(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	const struct view_locale *locale = listing->locale;

	buf_add_lit(out, "# ");
	buf_add(out, views->site->config->title);
	buf_add_lit(out, "\n\n> ");
	buf_add(out, locale->name);
	buf_add_lit(out, "\n");
	for (size_t i = 0; i < locale->site->page_count; i++) {
		const struct page *page = locale->site->pages[i];

		if (page->document->kind == KIND_PRODUCT && page->section_count > 0 && listings_has(page))
			add_product(views, scratch, page, out);
	}
}

static struct str llms_url(struct arena *arena, const struct locale *locale)
{
	return views_locale_url(arena, locale, S("llms.txt"));
}

/* What a model may leave aside: the section has this name by the convention. */
static void add_others(const struct views *views, struct arena *scratch,
	const struct view_locale *shown, struct buf *out)
{
	if (views->locale_count < 2)
		return;
	buf_add_lit(out, "\n## Optional\n\n");
	for (size_t i = 0; i < views->locale_count; i++) {
		const struct view_locale *locale = &views->locales[i];

		if (locale != shown)
			add_link(out, locale->name,
				views_absolute(
					views, scratch, views_url(views, scratch, llms_url(scratch, &locale->locale))),
				S(""));
	}
}

/* The root's speaks for one locale, and names the others. */
static void write_root(const struct listing *listing, const struct views *views,
	struct arena *scratch, struct buf *out)
{
	write_locale(listing, views, scratch, out);
	add_others(views, scratch, listing->locale, out);
}

void llms_add(struct listings *listings, const struct views *views)
{
	const struct view_locale *speaker = views_default_locale(views, listings->arena);

	for (size_t i = 0; i < views->locale_count; i++) {
		const struct view_locale *locale = &views->locales[i];

		if (locale->site == NULL)
			continue;
		if (locale == speaker)
			listings_add(listings,
				(struct listing){.path = S("llms.txt"), .write = write_root, .locale = locale});
		listings_add(listings, (struct listing){
								   .path = str_from(llms_url(listings->arena, &locale->locale), 1),
								   .write = write_locale,
								   .locale = locale,
							   });
	}
}
