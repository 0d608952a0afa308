#include "render/structured_data.h"

/* JSON in a script element ends at `</`, and `<!--` changes how it is read: `<` is written \u003c.
 */
static void add_text(struct buf *out, struct str text)
{
	struct buf json = BUF_EMPTY;
	struct str rest, piece;

	if (!str_has(text, S("<"))) {
		buf_add_json(out, text);
		return;
	}
	buf_add_json(&json, text);
	rest = buf_str(&json);
	while (str_next_part(&rest, '<', &piece)) {
		buf_add(out, piece);
		if (rest.ptr != NULL)
			buf_add_lit(out, "\\u003c");
	}
	buf_release(&json);
}

/* `,"name":"text"`; nothing for an empty text. */
static void add_pair(struct buf *out, struct str name, struct str text)
{
	if (text.len == 0)
		return;
	buf_add_lit(out, ",\"");
	buf_add(out, name);
	buf_add_lit(out, "\":");
	add_text(out, text);
}

static void add_crumb(struct buf *out, size_t position, struct str name, struct str url)
{
	buf_add(out, position > 1 ? S(",") : S(""));
	buf_add_lit(out, "{\"@type\":\"ListItem\",\"position\":");
	buf_add_number(out, position);
	add_pair(out, S("name"), name);
	add_pair(out, S("item"), url);
	buf_add_lit(out, "}");
}

/* Homes stand above all pages, though no page's ancestors name them. False when there is one crumb.
 */
static bool add_breadcrumb(const struct views *views, struct arena *arena, const struct page *page,
	const struct structured_page *fields, struct buf *out)
{
	const struct view_locale *locale = views_locale(views, page);
	const struct page *home = locale->site == NULL ? NULL : locale->site->home;
	size_t position = 0;

	buf_add_lit(out, "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[");
	if (home != NULL && home != page)
		add_crumb(out, ++position, home->title, views_absolute(views, arena, home->href));
	for (size_t i = 0; i < page->ancestor_count; i++) {
		const struct page *above = page->ancestors[i];

		if (above->document->kind != KIND_HOME &&
			str_equal(above->document->locale.code, locale->locale.code))
			add_crumb(out, ++position, above->title, views_absolute(views, arena, above->href));
	}
	add_crumb(out, ++position, fields->title, fields->url);
	buf_add_lit(out, "]}");
	return position > 1;
}

static void add_article(const struct views *views, const struct page *page,
	const struct structured_page *fields, struct buf *out)
{
	buf_add_lit(out, "{\"@type\":\"TechArticle\"");
	add_pair(out, S("headline"), fields->title);
	add_pair(out, S("description"), fields->description);
	add_pair(out, S("inLanguage"), views_locale(views, page)->tag);
	add_pair(out, S("dateModified"), page->document->updated);
	add_pair(out, S("image"), fields->image);
	add_pair(out, S("url"), fields->url);
	buf_add_lit(out, ",\"publisher\":{\"@type\":\"Organization\"");
	add_pair(out, S("name"), views->site->config->title);
	buf_add_lit(out, "}}");
}

struct str structured_data(const struct views *views, struct arena *arena, const struct page *page,
	const struct structured_page *fields)
{
	struct buf out = BUF_EMPTY;
	bool guide = page->document->kind == KIND_GUIDE, any = guide;
	struct str made = S("");
	size_t before;

	buf_add_lit(&out, "{\"@context\":\"https://schema.org\",\"@graph\":[");
	before = out.len;
	if (add_breadcrumb(views, arena, page, fields, &out)) {
		any = true;
		buf_add(&out, guide ? S(",") : S(""));
	} else {
		out.len = before;
	}
	if (guide)
		add_article(views, page, fields, &out);
	buf_add_lit(&out, "]}");
	if (any)
		made = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return made;
}
