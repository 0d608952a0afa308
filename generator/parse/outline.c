#include "parse/outline.h"

#include "parse/heading_ids.h"
#include "parse/html_filter.h"

struct collector {
	struct arena *arena;
	struct arena *scratch;
	const struct source *source;
	struct diagnostics *found;
	struct buf text;
	struct outline outline;
	size_t heading_size, anchor_size;
	size_t piece_begin; /* where the HTML that is being read stands */
	struct html_filter *filter;
};

bool text_is_blank(struct str text)
{
	static const struct str blanks[] = {S_INIT("\xC2\xA0"), S_INIT("\xE2\x80\x8B"),
		S_INIT("\xE2\x80\xAF"), S_INIT("\xE2\x80\x83"), S_INIT("\xEF\xBB\xBF")};

	while (text.len > 0) {
		bool wide = (unsigned char)text.ptr[0] >= 0x80;
		size_t used = ascii_is_space(text.ptr[0]) ? 1 : 0;

		for (size_t i = 0; wide && i < COUNT(blanks) && used == 0; i++)
			used = str_starts(text, blanks[i]) ? blanks[i].len : 0;
		if (used == 0)
			return false;
		text = str_from(text, used);
	}
	return true;
}

static void add_anchor(struct collector *collector, struct str id, size_t begin, size_t end)
{
	struct outline *outline = &collector->outline;

	if (id.len == 0)
		return;
	outline->anchors = arena_grown(collector->scratch, outline->anchors, outline->anchor_count,
		&collector->anchor_size, sizeof(*outline->anchors));
	outline->anchors[outline->anchor_count++] = (struct anchor){
		.id = str_copy(collector->arena, id),
		.place = source_place(collector->source, begin, end),
	};
}

static void html_anchor(void *context, struct str id, size_t begin, size_t end)
{
	struct collector *collector = context;

	add_anchor(collector, id, collector->piece_begin + begin, collector->piece_begin + end);
}

static void ignore_write(void *context, struct str html)
{
	(void)context;
	(void)html;
}

static void ignore_url(
	void *context, struct str element, struct str url, struct str alt, size_t begin, size_t end)
{
	(void)context;
	(void)element;
	(void)url;
	(void)alt;
	(void)begin;
	(void)end;
}

static void ignore_finding(void *context, enum rule rule, struct str what, size_t begin, size_t end)
{
	(void)context;
	(void)rule;
	(void)what;
	(void)begin;
	(void)end;
}

static void read_html(struct collector *collector, const struct node *node)
{
	if (collector->filter == NULL) {
		struct html_sink *sink = arena_new(collector->scratch, struct html_sink);

		*sink = (struct html_sink){
			.context = collector,
			.write = ignore_write,
			.url = ignore_url,
			.anchor = html_anchor,
			.finding = ignore_finding,
		};
		collector->filter = html_filter_create(collector->scratch, sink, NULL, 0);
	}
	collector->piece_begin = node->begin;
	html_filter_feed(collector->filter, node->text, node->kind == NODE_HTML_BLOCK);
	if (node->kind == NODE_HTML_BLOCK)
		html_filter_end_block(collector->filter, str_from(collector->source->text, node->end));
}

/* The heading's text as tables of contents show it: emphasis and code, no links and images. */
static void write_inline_html(const struct node *heading, struct buf *out)
{
	bool leaving = false;

	for (struct node *node = heading->first; node != NULL;
		 node = node_step(heading, node, &leaving)) {
		if (node == heading)
			break;
		switch (node->kind) {
		case NODE_TEXT:
			if (!leaving)
				buf_add_html(out, node->text);
			break;
		case NODE_CODE:
			if (leaving)
				break;
			buf_add_lit(out, "<code>");
			buf_add_html(out, node->text);
			buf_add_lit(out, "</code>");
			break;
		case NODE_SOFT_BREAK:
		case NODE_LINE_BREAK:
			if (!leaving)
				buf_add_char(out, ' ');
			break;
		case NODE_EMPHASIS: buf_add(out, leaving ? S("</em>") : S("<em>")); break;
		case NODE_IMAGE: leaving = true; break;
		default: break;
		}
	}
}

static void add_heading(struct collector *collector, struct node *node)
{
	struct outline *outline = &collector->outline;
	struct heading *heading;
	struct str text, html;

	outline->headings = arena_grown(collector->scratch, outline->headings, outline->heading_count,
		&collector->heading_size, sizeof(*outline->headings));
	node->number = (uint32_t)outline->heading_count;
	heading = &outline->headings[outline->heading_count++];
	buf_clear(&collector->text);
	node_plain_text(node, false, &collector->text);
	text = buf_str(&collector->text);
	*heading = (struct heading){
		.level = node->level,
		.text = str_copy(collector->arena, str_trim(text)),
		.id = str_copy(collector->arena, node->attributes.id),
		.explicit_id = node->attributes.id.len > 0,
		.empty = text_is_blank(text) && !node_has_image(node),
		.place = source_place(
			collector->source, node->begin, node->end > node->begin ? node->end : node->begin),
	};
	buf_clear(&collector->text);
	write_inline_html(node, &collector->text);
	html = str_trim(buf_str(&collector->text));
	heading->html =
		str_equal(html, heading->text) ? heading->text : str_copy(collector->arena, html);
	if (heading->empty)
		diagnostics_add(collector->found, RULE_HEADING_EMPTY, collector->source->path,
			heading->place, "the heading has no text");
}

/* Whether a node of a paragraph shows something by itself, whatever it holds. */
static bool shows(const struct node *node)
{
	switch (node->kind) {
	case NODE_PARAGRAPH:
	case NODE_SOFT_BREAK:
	case NODE_LINE_BREAK:
	case NODE_STRONG:
	case NODE_EMPHASIS: return false;
	case NODE_TEXT: return !text_is_blank(node->text);
	default: return true;
	}
}

static bool is_blank_paragraph(const struct node *paragraph)
{
	if (paragraph->kind != NODE_PARAGRAPH)
		return false;
	for (const struct node *node = paragraph; node != NULL; node = node_next(paragraph, node)) {
		if (shows(node))
			return false;
	}
	return true;
}

/* Where the line of a heading ends: cmark's block ends behind its line end. */
static void trim_heading_place(struct node *node, struct str text)
{
	while (node->end > node->begin && ascii_is_space(text.ptr[node->end - 1]))
		node->end--;
}

static void visit(struct collector *collector, struct node *node)
{
	switch (node->kind) {
	case NODE_HEADING:
		trim_heading_place(node, collector->source->text);
		add_heading(collector, node);
		break;
	case NODE_HTML_BLOCK:
	case NODE_HTML_INLINE: read_html(collector, node); break;
	case NODE_LINK:
	case NODE_IMAGE:
	case NODE_CODE: add_anchor(collector, node->attributes.id, node->begin, node->end); break;
	default: break;
	}
}

static void drop_blank_children(struct node *parent)
{
	struct node *child = parent->first;

	parent->first = NULL;
	parent->last = NULL;
	while (child != NULL) {
		struct node *next = child->next;

		if (!is_blank_paragraph(child))
			node_append(parent, child);
		child = next;
	}
}

/* Paragraphs that show nothing go. */
static void drop_blank_paragraphs(struct node *root)
{
	for (struct node *node = root; node != NULL; node = node_next_block(root, node)) {
		if (node->first != NULL && node_is_block(node->first))
			drop_blank_children(node);
	}
}

struct outline outline_make(struct arena *arena, struct arena *scratch, struct node *root,
	const struct source *source, struct diagnostics *found)
{
	struct collector collector = {
		.arena = arena,
		.scratch = scratch,
		.source = source,
		.found = found,
		.text = BUF_EMPTY,
	};
	struct outline outline;
	bool leaving = false;

	drop_blank_paragraphs(root);
	for (struct node *node = root; node != NULL; node = node_step(root, node, &leaving)) {
		if (!leaving) {
			visit(&collector, node);
			leaving = node->first == NULL;
		} else if (collector.filter != NULL && !node_is_block(node->first)) {
			html_filter_end_lines(collector.filter);
		}
	}
	outline = collector.outline;
	heading_ids_assign(arena, scratch, outline.headings, outline.heading_count, outline.anchors,
		outline.anchor_count);
	buf_release(&collector.text);
	return outline;
}
