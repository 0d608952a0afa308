#include "render/fragment.h"

#include "parse/html_filter.h"
#include "render/picture_html.h"
#include "render/reference_html.h"

/* What the last link's opening wrote: its end must agree. */
enum opened {
	OPENED_NOTHING,
	OPENED_LINK,
	OPENED_EXTERNAL_LINK,
	OPENED_SPAN,
};

struct filler {
	const struct fragment_words *words;
	const struct document *document;
	const struct page *page; /* NULL when all stays as written */
	const struct config *config;
	struct buf *out;
	size_t extra_target; /* the next one of the page */
	size_t pictures;     /* so far */
	enum opened opened;
	bool in_raw_link;  /* an <a href> of raw HTML is open */
	bool raw_external; /* and leads to another host */
};

/* The keys of the interface strings, as templates write them. */
static const struct str body_keys[BODY_STRING_COUNT] = {
	[BODY_CALLOUT_ALERT] = S_INIT("callout.alert"),
	[BODY_CALLOUT_WARNING] = S_INIT("callout.warning"),
	[BODY_CALLOUT_HINT] = S_INIT("callout.hint"),
	[BODY_CALLOUT_NOTE] = S_INIT("callout.note"),
	[BODY_CALLOUT_PRIMARY] = S_INIT("callout.primary"),
	[BODY_CALLOUT_SUCCESS] = S_INIT("callout.success"),
	[BODY_CALLOUT_SECONDARY] = S_INIT("callout.secondary"),
	[BODY_CALLOUT_INFO] = S_INIT("callout.info"),
	[BODY_CODE_COPY] = S_INIT("code.copy"),
	[BODY_CODE_COPIED] = S_INIT("code.copied"),
	[BODY_TABLE_REGION] = S_INIT("table.region"),
	[BODY_REFUSED] = S_INIT("body.refused"),
};

struct str fragment_word(const struct object *strings, struct str key)
{
	struct value all = value_object(strings);
	const struct value *value = &all;
	struct str name;

	while (value != NULL && str_next_part(&key, '.', &name))
		value = value->kind == VALUE_OBJECT ? object_get(value->object, name) : NULL;
	return text_of_value(value);
}

struct fragment_words fragment_words_of(const struct object *strings)
{
	struct fragment_words words;

	for (size_t i = 0; i < BODY_STRING_COUNT; i++)
		words.body[i] = fragment_word(strings, body_keys[i]);
	words.external_hint = fragment_word(strings, S("external.hint"));
	words.enlarge = fragment_word(strings, S("image.enlarge"));
	return words;
}

static struct lead lead_of(const struct filler *filler, size_t index)
{
	if (filler->page != NULL)
		return lead_on_page(filler->page, index);
	return lead_as_written(&filler->document->references[index], filler->config);
}

/* What a link without text shows: the name of the page, or the address. */
static void write_missing_text(struct filler *filler, size_t index, const struct lead *lead)
{
	if (filler->page == NULL || !filler->document->references[index].empty)
		return;
	if (filler->page->targets[index].page != NULL)
		buf_add_html(filler->out, filler->page->targets[index].page->title);
	else if (!lead->dead)
		buf_add_html(filler->out, lead->url);
}

static bool has_attribute(const struct attributes *attributes, struct str name)
{
	for (const struct attribute *at = attributes->others; at != NULL; at = at->next) {
		if (str_equal_nocase(at->name, name))
			return true;
	}
	return false;
}

/* Of a page in another locale; its title, where that is the link's text, is in it, too. */
static void write_language(struct filler *filler, size_t index)
{
	const struct reference *reference = &filler->document->references[index];
	const struct page *target = filler->page == NULL ? NULL : filler->page->targets[index].page;

	if (target == NULL || has_attribute(&reference->attributes, S("hreflang")) ||
		has_attribute(&reference->attributes, S("lang")) ||
		str_equal(target->document->locale.code, filler->document->locale.code))
		return;
	buf_add_lit(filler->out, " hreflang=\"");
	locale_add_tag(&target->document->locale, filler->out);
	if (reference->empty) {
		buf_add_lit(filler->out, "\" lang=\"");
		locale_add_tag(&target->document->locale, filler->out);
	}
	buf_add_char(filler->out, '"');
}

static void open_link(struct filler *filler, size_t index)
{
	const struct reference *reference = &filler->document->references[index];
	struct lead lead = lead_of(filler, index);
	bool external = lead.external || str_has_word(reference->attributes.classes, S("external"));

	if (filler->in_raw_link) {
		filler->opened = OPENED_NOTHING; /* a link in a link is none */
	} else if (lead.dead) {
		filler->opened = OPENED_SPAN;
		buf_add_lit(filler->out, "<span class=\"p-dead\"");
		write_reference_id(filler->out, reference);
		buf_add_char(filler->out, '>');
	} else {
		filler->opened = external ? OPENED_EXTERNAL_LINK : OPENED_LINK;
		buf_add_lit(filler->out, "<a href=\"");
		write_lead(filler->out, &lead);
		buf_add_char(filler->out, '"');
		write_link_attributes(filler->out, reference, external);
		write_language(filler, index);
		buf_add_char(filler->out, '>');
	}
	write_missing_text(filler, index, &lead);
}

/* For who can't see the link's mark. */
static void write_external_hint(struct filler *filler)
{
	buf_add_lit(filler->out, "<span class=\"p-extra p-sr\"> ");
	buf_add_html(filler->out, filler->words->external_hint);
	buf_add_lit(filler->out, "</span>");
}

static void close_link(struct filler *filler)
{
	switch (filler->opened) {
	case OPENED_NOTHING: break;
	case OPENED_LINK: buf_add_lit(filler->out, "</a>"); break;
	case OPENED_SPAN: buf_add_lit(filler->out, "</span>"); break;
	case OPENED_EXTERNAL_LINK:
		write_external_hint(filler);
		buf_add_lit(filler->out, "</a>");
		break;
	}
	filler->opened = OPENED_NOTHING;
}

static bool in_link(const struct filler *filler)
{
	return filler->in_raw_link || filler->opened == OPENED_LINK ||
		   filler->opened == OPENED_EXTERNAL_LINK;
}

static void write_picture(struct filler *filler, size_t index, const struct lead *lead)
{
	bool on_page = filler->page != NULL;

	picture_html_write(filler->out, &(struct picture_html){
										.reference = &filler->document->references[index],
										.lead = lead,
										.file = on_page ? filler->page->targets[index].file : NULL,
										.config = filler->config,
										.first = filler->pictures++ == 0,
									});
}

/* A picture that isn't there keeps its source as written, so that its text is seen. */
static void write_image(struct filler *filler, size_t index)
{
	const struct reference *reference = &filler->document->references[index];
	struct lead lead = lead_of(filler, index);
	bool zoom = !lead.dead && !in_link(filler) &&
				str_has_word(reference->attributes.classes, S("thumbnail"));

	if (!html_url_allowed(lead.url) || (lead.url.len == 0 && filler->page != NULL)) {
		buf_add_lit(filler->out, "<span class=\"p-dead\">");
		buf_add_html(filler->out, reference->text);
		buf_add_lit(filler->out, "</span>");
		return;
	}
	if (zoom) {
		buf_add_lit(filler->out, "<a class=\"p-zoom\" href=\"");
		write_lead(filler->out, &lead);
		buf_add_char(filler->out, '"');
		if (str_trim(reference->text).len == 0)
			write_attribute(filler->out, S("aria-label"), filler->words->enlarge);
		buf_add_char(filler->out, '>');
	}
	write_picture(filler, index, &lead);
	if (zoom)
		buf_add_lit(filler->out, "</a>");
}

/* True when the tag whose attribute is being written is <a …>. */
static bool tag_is_link(const struct buf *out)
{
	size_t at = out->len;

	while (at > 0 && out->ptr[at - 1] != '<')
		at--;
	return at + 1 < out->len && out->ptr[at] == 'a' && ascii_is_space(out->ptr[at + 1]);
}

/* The tag around a hole has the attribute: what stands before it is written, the rest is to come.
 */
static bool tag_has(const struct filler *filler, const struct hole *hole, struct str attribute)
{
	struct str rest = str_from(filler->document->body.html, hole->offset), begun;
	size_t at = filler->out->len, end = str_find_char(rest, '>', 0);

	while (at > 0 && filler->out->ptr[at - 1] != '<')
		at--;
	begun = str_from(buf_str(filler->out), at);
	return str_has(begun, attribute) || str_has(str_first(rest, end), attribute);
}

/* Raw HTML wants sizes as much; its `src="` is open, and closed by what follows. */
static void write_raw_size(struct filler *filler, const struct hole *hole)
{
	const struct site_file *file = filler->page->targets[hole->index].file;

	if (file == NULL || file->picture.width == 0 || file->picture.height == 0 ||
		tag_has(filler, hole, S(" width=")) || tag_has(filler, hole, S(" height=")))
		return;
	buf_add_format(
		filler->out, "\" width=\"%u\" height=\"%u", file->picture.width, file->picture.height);
}

static void write_raw_url(struct filler *filler, const struct hole *hole)
{
	size_t index = hole->index;
	struct lead lead = lead_of(filler, index);

	bool link =
		filler->document->references[index].kind == REFERENCE_HTML_LINK && tag_is_link(filler->out);

	if (html_url_allowed(lead.url))
		write_lead(filler->out, &lead);
	if (link) {
		filler->in_raw_link = true;
		filler->raw_external = lead.external;
		/* The quote that follows in the body ends this value instead. */
		if (lead.external)
			buf_add_lit(filler->out, "\" rel=\"external noopener");
	}
	if (filler->page != NULL && filler->document->references[index].kind == REFERENCE_HTML_IMAGE)
		write_raw_size(filler, hole);
}

/* Both lists are in the order of headings, so one walk serves all. */
static void write_targets(struct filler *filler, size_t heading)
{
	const struct page *page = filler->page;

	if (page == NULL)
		return;
	while (filler->extra_target < page->extra_target_count) {
		const struct extra_target *extra = &page->extra_targets[filler->extra_target];

		if (extra->heading > heading)
			return;
		if (extra->heading == heading) {
			buf_add_lit(filler->out, "<span class=\"p-target\"");
			write_attribute(filler->out, S("id"), extra->id);
			buf_add_lit(filler->out, "></span>");
		}
		filler->extra_target++;
	}
}

static void fill(struct filler *filler, const struct hole *hole)
{
	switch ((enum hole_kind)hole->kind) {
	case HOLE_LINK_OPEN: open_link(filler, hole->index); break;
	case HOLE_LINK_CLOSE: close_link(filler); break;
	case HOLE_IMAGE: write_image(filler, hole->index); break;
	case HOLE_URL: write_raw_url(filler, hole); break;
	case HOLE_TARGETS: write_targets(filler, hole->index); break;
	case HOLE_STRING: buf_add_html(filler->out, filler->words->body[hole->index]); break;
	}
}

static void copy_html(struct filler *filler, struct str html)
{
	size_t end = filler->in_raw_link ? str_find(html, S("</a>"), 0) : STR_NONE;

	if (end != STR_NONE) {
		buf_add(filler->out, str_first(html, end));
		if (filler->raw_external)
			write_external_hint(filler);
		filler->in_raw_link = false;
		html = str_from(html, end);
	}
	buf_add(filler->out, html);
}

static void fill_all(struct filler *filler)
{
	const struct fragment *body = &filler->document->body;
	size_t at = 0;

	buf_reserve(filler->out, body->html.len + body->hole_count * 64);
	for (size_t i = 0; i < body->hole_count; i++) {
		const struct hole *hole = &body->holes[i];

		if (hole->offset > at)
			copy_html(filler, str_range(body->html.ptr + at, body->html.ptr + hole->offset));
		at = hole->offset;
		fill(filler, hole);
	}
	if (body->html.len > at)
		copy_html(filler, str_from(body->html, at));
}

void fragment_render(const struct fragment_words *words, const struct config *config,
	const struct page *page, struct buf *out)
{
	struct filler filler = {
		.words = words,
		.config = config,
		.document = page->document,
		.page = page,
		.out = out,
	};

	fill_all(&filler);
}

void fragment_render_as_written(const struct fragment_words *words, const struct config *config,
	const struct document *document, struct buf *out)
{
	struct filler filler = {
		.words = words,
		.document = document,
		.config = config,
		.out = out,
	};

	fill_all(&filler);
}
