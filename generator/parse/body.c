#include "parse/body.h"

#include "parse/callout.h"
#include "parse/html_filter.h"
#include "parse/outline.h"

struct writer {
	struct arena *arena;   /* the document's */
	struct arena *scratch; /* until the document is parsed */
	struct buf *html;
	const struct heading *headings;
	const struct source *source;
	struct diagnostics *found;
	struct html_filter *filter;
	struct html_sink sink;
	const struct config *config;
	const struct node *piece; /* the raw HTML that the filter reads */
	struct buf text;          /* for plain texts */
	struct hole *holes;
	size_t hole_count, hole_size;
	struct reference *references;
	size_t reference_count, reference_size;
	size_t heading; /* the one last seen, or STR_NONE */
	unsigned tables, code_blocks;
};

static void *grown(struct arena *arena, void *items, size_t count, size_t *size, size_t item_size)
{
	void *bigger;

	if (count < *size)
		return items;
	*size = *size == 0 ? 32 : *size * 2;
	bigger = arena_alloc(arena, *size, item_size);
	if (count > 0)
		memcpy(bigger, items, count * item_size);
	return bigger;
}

static void add_hole(struct writer *writer, enum hole_kind kind, size_t index)
{
	writer->holes = grown(writer->scratch, writer->holes, writer->hole_count, &writer->hole_size,
		sizeof(*writer->holes));
	writer->holes[writer->hole_count++] = (struct hole){
		.offset = (uint32_t)writer->html->len,
		.kind = (uint16_t)kind,
		.index = (uint32_t)index,
	};
}

static struct reference *add_reference(struct writer *writer, enum reference_kind kind)
{
	struct reference *reference;

	writer->references = grown(writer->scratch, writer->references, writer->reference_count,
		&writer->reference_size, sizeof(*writer->references));
	reference = &writer->references[writer->reference_count++];
	*reference = (struct reference){.kind = kind, .heading = writer->heading};
	return reference;
}

static struct attributes copy_attributes(struct arena *arena, const struct attributes *from)
{
	struct attributes copy = {
		.classes = str_copy(arena, from->classes),
		.id = str_copy(arena, from->id),
	};
	struct attribute **end = &copy.others;

	for (const struct attribute *other = from->others; other != NULL; other = other->next) {
		*end = arena_new(arena, struct attribute);
		(*end)->name = str_copy(arena, other->name);
		(*end)->value = str_copy(arena, other->value);
		end = &(*end)->next;
	}
	return copy;
}

/* True when a link shows something: text that is not blank, or an image. */
static bool shows_nothing(struct writer *writer, const struct node *link)
{
	bool leaving = false;

	if (!text_is_blank(buf_str(&writer->text)))
		return false;
	for (struct node *node = link->first; node != NULL && node != link;
		 node = node_step(link, node, &leaving)) {
		if (node->kind == NODE_IMAGE || node->kind == NODE_HTML_INLINE)
			return false;
	}
	return true;
}

static size_t refer_to(struct writer *writer, const struct node *node, enum reference_kind kind)
{
	struct reference *reference = add_reference(writer, kind);

	buf_clear(&writer->text);
	node_plain_text(node, true, &writer->text);
	reference->destination = str_copy(writer->arena, node->destination);
	reference->title = str_copy(writer->arena, node->info);
	reference->text = str_copy(writer->arena, buf_str(&writer->text));
	reference->attributes = copy_attributes(writer->arena, &node->attributes);
	reference->place = source_place(writer->source, node->destination_begin, node->destination_end);
	reference->whole = source_place(writer->source, node->begin, node->end);
	reference->autolink = node->autolink;
	reference->empty = kind == REFERENCE_LINK && shows_nothing(writer, node);
	return writer->reference_count - 1;
}

static void filter_write(void *context, struct str html)
{
	struct writer *writer = context;

	buf_add(writer->html, html);
}

static void filter_url(
	void *context, struct str element, struct str url, struct str alt, size_t begin, size_t end)
{
	struct writer *writer = context;
	bool image = str_equal(element, S("img"));
	struct reference *reference =
		add_reference(writer, image ? REFERENCE_HTML_IMAGE : REFERENCE_HTML_LINK);

	reference->destination = str_copy(writer->arena, url);
	reference->text = str_copy(writer->arena, alt);
	reference->place =
		source_place(writer->source, writer->piece->begin + begin, writer->piece->begin + end);
	reference->whole = reference->place;
	add_hole(writer, HOLE_URL, writer->reference_count - 1);
}

static void filter_anchor(void *context, struct str id, size_t begin, size_t end)
{
	(void)context; /* parse/outline.c has collected them before the ids were given */
	(void)id;
	(void)begin;
	(void)end;
}

static void filter_finding(void *context, enum rule rule, struct str what, size_t begin, size_t end)
{
	struct writer *writer = context;
	struct place place =
		source_place(writer->source, writer->piece->begin + begin, writer->piece->begin + end);
	struct diagnostic *diagnostic;

	if (rule == RULE_HTML_UNKNOWN) {
		diagnostic = diagnostics_add(writer->found, rule, writer->source->path, place,
			"HTML has no tag \"" STR_FMT "\"", STR_ARG(what));
		diagnostic->help = S("it is shown as text; write it as `code` to say so");
		return;
	}
	diagnostic = diagnostics_add(writer->found, rule, writer->source->path, place,
		"raw HTML that is not published: \"" STR_FMT "\"", STR_ARG(what));
	diagnostic->help = S("CONTRIBUTING.md lists the elements and attributes that guides may use");
}

static void write_raw(struct writer *writer, const struct node *node)
{
	writer->piece = node;
	if (writer->filter == NULL) {
		writer->sink = (struct html_sink){
			.context = writer,
			.write = filter_write,
			.url = filter_url,
			.anchor = filter_anchor,
			.finding = filter_finding,
		};
		writer->filter = html_filter_create(writer->scratch, &writer->sink,
			writer->config->iframe_hosts.items, writer->config->iframe_hosts.count);
	}
	html_filter_feed(writer->filter, node->text, node->kind == NODE_HTML_BLOCK);
}

static void write_attribute(struct writer *writer, struct str name, struct str value)
{
	buf_add_char(writer->html, ' ');
	buf_add(writer->html, name);
	buf_add_lit(writer->html, "=\"");
	buf_add_html(writer->html, value);
	buf_add_char(writer->html, '"');
}

static void write_class_and_id(struct writer *writer, const struct attributes *attributes)
{
	if (attributes->id.len > 0 && !str_starts(attributes->id, S("p-")))
		write_attribute(writer, S("id"), attributes->id);
	if (attributes->classes.len > 0)
		write_attribute(writer, S("class"), attributes->classes);
}

static void write_code(struct writer *writer, const struct node *node)
{
	buf_add_lit(writer->html, "<code");
	write_class_and_id(writer, &node->attributes);
	buf_add_char(writer->html, '>');
	buf_add_html(writer->html, node->text);
	buf_add_lit(writer->html, "</code>");
}

static void write_code_block(struct writer *writer, const struct node *node)
{
	struct str language, rest;

	writer->code_blocks++;
	str_cut(str_trim(node->info), ' ', &language, &rest);
	buf_add_lit(writer->html, "<pre><code");
	if (language.len > 0) {
		buf_add_lit(writer->html, " class=\"language-");
		buf_add_html(writer->html, language);
		buf_add_char(writer->html, '"');
	}
	buf_add_char(writer->html, '>');
	buf_add_html(writer->html, node->text);
	buf_add_lit(writer->html, "</code></pre>\n");
}

static void write_heading(struct writer *writer, const struct node *node, bool leaving)
{
	const struct heading *heading = &writer->headings[node->number];
	char tag[] = {'h', (char)('0' + node->level)};

	if (leaving) {
		buf_add_lit(writer->html, "</");
		buf_add(writer->html, str_make(tag, sizeof(tag)));
		buf_add_lit(writer->html, ">\n");
		return;
	}
	writer->heading = node->number;
	buf_add_char(writer->html, '<');
	buf_add(writer->html, str_make(tag, sizeof(tag)));
	if (heading->id.len > 0)
		write_attribute(writer, S("id"), heading->id);
	if (node->attributes.classes.len > 0)
		write_attribute(writer, S("class"), node->attributes.classes);
	buf_add_char(writer->html, '>');
	add_hole(writer, HOLE_TARGETS, node->number);
}

static void write_list(struct writer *writer, const struct node *node, bool leaving)
{
	if (leaving) {
		buf_add(writer->html, node->ordered ? S("</ol>\n") : S("</ul>\n"));
		return;
	}
	buf_add(writer->html, node->ordered ? S("<ol") : S("<ul"));
	if (node->ordered && node->number != 1) {
		buf_add_lit(writer->html, " start=\"");
		buf_add_number(writer->html, node->number);
		buf_add_char(writer->html, '"');
	}
	buf_add_lit(writer->html, ">\n");
}

static void write_callout(struct writer *writer, const struct node *node, bool leaving)
{
	size_t index = callout_index(node->text);

	if (leaving) {
		buf_add_lit(writer->html, "</div>\n");
		return;
	}
	buf_add_lit(writer->html, "<div class=\"callout");
	if (node->text.len > 0) {
		buf_add_char(writer->html, ' ');
		buf_add_html(writer->html, node->text);
	}
	buf_add_lit(writer->html, "\">\n");
	if (index == STR_NONE)
		return;
	buf_add_lit(writer->html, "<span class=\"p-extra p-label\">");
	add_hole(writer, HOLE_STRING, BODY_CALLOUT_ALERT + index);
	buf_add_lit(writer->html, " </span>\n");
}

static void write_table(struct writer *writer, const struct node *node, bool leaving)
{
	if (leaving) {
		/* The body is open when there is a row that is none of the head. */
		if (node->first != node->last)
			buf_add_lit(writer->html, "</tbody>\n");
		buf_add_lit(writer->html, "</table></div>\n");
		return;
	}
	writer->tables++;
	buf_add_lit(writer->html, "<div class=\"p-table\" tabindex=\"0\" role=\"group\" aria-label=\"");
	add_hole(writer, HOLE_STRING, BODY_TABLE_REGION);
	buf_add_lit(writer->html, "\"><table>\n");
}

static void write_row(struct writer *writer, const struct node *node, bool leaving)
{
	if (!leaving) {
		if (node->header)
			buf_add_lit(writer->html, "<thead>\n");
		else if (node->parent->first->next == node)
			buf_add_lit(writer->html, "<tbody>\n");
		buf_add_lit(writer->html, "<tr>\n");
		return;
	}
	buf_add(writer->html, node->header ? S("</tr>\n</thead>\n") : S("</tr>\n"));
}

static void write_cell(struct writer *writer, const struct node *node, bool leaving)
{
	static const struct str classes[] = {
		[ALIGN_NONE] = S_INIT(""),
		[ALIGN_LEFT] = S_INIT(" class=\"p-left\""),
		[ALIGN_CENTER] = S_INIT(" class=\"p-center\""),
		[ALIGN_RIGHT] = S_INIT(" class=\"p-right\""),
	};

	if (leaving) {
		buf_add(writer->html, node->header ? S("</th>\n") : S("</td>\n"));
		return;
	}
	buf_add(writer->html, node->header ? S("<th") : S("<td"));
	if (node->header)
		buf_add_lit(writer->html, " scope=\"col\"");
	buf_add(writer->html, classes[node->alignment]);
	buf_add_char(writer->html, '>');
}

static bool in_tight_item(const struct node *paragraph)
{
	const struct node *item = paragraph->parent;

	return item != NULL && item->kind == NODE_ITEM && item->parent != NULL && item->parent->tight;
}

static void write_paragraph(struct writer *writer, const struct node *node, bool leaving)
{
	if (in_tight_item(node)) {
		if (leaving && node->next != NULL)
			buf_add_char(writer->html, '\n');
		return;
	}
	buf_add(writer->html, leaving ? S("</p>\n") : S("<p>"));
}

static bool is_line_box(const struct node *box)
{
	static const struct str tags[] = {S_INIT("a"), S_INIT("span"), S_INIT("em")};

	for (size_t i = 0; i < COUNT(tags); i++) {
		if (str_equal(box->info, tags[i]))
			return true;
	}
	return false;
}

static void write_box(struct writer *writer, const struct node *node, bool leaving)
{
	buf_add(writer->html, leaving ? S("</") : S("<"));
	buf_add(writer->html, node->info);
	if (leaving) {
		/* Within a line white space is text: it stands between boxes, not behind the last. */
		buf_add(writer->html, node->next != NULL || !is_line_box(node) ? S(">\n") : S(">"));
		return;
	}
	if (node->attributes.classes.len > 0)
		write_attribute(writer, S("class"), node->attributes.classes);
	for (const struct attribute *other = node->attributes.others; other != NULL;
		 other = other->next)
		write_attribute(writer, other->name, other->value);
	buf_add_char(writer->html, '>');
	if (str_equal(node->info, S("a")))
		buf_add_char(writer->html, '\n');
	buf_add_html(writer->html, node->text);
}

static void enter_inline(struct writer *writer, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT: buf_add_html(writer->html, node->text); break;
	case NODE_SOFT_BREAK: buf_add_char(writer->html, '\n'); break;
	case NODE_LINE_BREAK: buf_add_lit(writer->html, "<br>\n"); break;
	case NODE_CODE: write_code(writer, node); break;
	case NODE_HTML_INLINE: write_raw(writer, node); break;
	case NODE_EMPHASIS: buf_add_lit(writer->html, "<em>"); break;
	case NODE_STRONG: buf_add_lit(writer->html, "<strong>"); break;
	case NODE_LINK: add_hole(writer, HOLE_LINK_OPEN, refer_to(writer, node, REFERENCE_LINK)); break;
	case NODE_IMAGE: add_hole(writer, HOLE_IMAGE, refer_to(writer, node, REFERENCE_IMAGE)); break;
	default: break;
	}
}

static void leave_inline(struct writer *writer, const struct node *node, size_t reference)
{
	switch (node->kind) {
	case NODE_EMPHASIS: buf_add_lit(writer->html, "</em>"); break;
	case NODE_STRONG: buf_add_lit(writer->html, "</strong>"); break;
	case NODE_LINK: add_hole(writer, HOLE_LINK_CLOSE, reference); break;
	default: break;
	}
}

static void write_block(struct writer *writer, const struct node *node, bool leaving)
{
	switch (node->kind) {
	case NODE_PARAGRAPH: write_paragraph(writer, node, leaving); break;
	case NODE_HEADING: write_heading(writer, node, leaving); break;
	case NODE_QUOTE:
		buf_add(writer->html, leaving ? S("</blockquote>\n") : S("<blockquote>\n"));
		break;
	case NODE_CALLOUT: write_callout(writer, node, leaving); break;
	case NODE_LIST: write_list(writer, node, leaving); break;
	case NODE_ITEM: buf_add(writer->html, leaving ? S("</li>\n") : S("<li>")); break;
	case NODE_TABLE: write_table(writer, node, leaving); break;
	case NODE_ROW: write_row(writer, node, leaving); break;
	case NODE_CELL: write_cell(writer, node, leaving); break;
	case NODE_BOX: write_box(writer, node, leaving); break;
	case NODE_CODE_BLOCK:
		if (!leaving)
			write_code_block(writer, node);
		break;
	case NODE_HTML_BLOCK:
		if (!leaving)
			write_raw(writer, node);
		break;
	case NODE_RULE:
		if (!leaving)
			buf_add_lit(writer->html, "<hr>\n");
		break;
	default: break;
	}
}

/* Raw elements that are open when their container ends are closed there. */
static void close_raw(struct writer *writer, const struct node *node, const size_t *depths)
{
	if (writer->filter != NULL && node_is_block(node) && node->kind != NODE_HTML_BLOCK)
		html_filter_close(writer->filter, depths[0]);
}

struct frame {
	size_t raw_depth; /* elements of raw HTML that were open before */
	size_t reference; /* a link's */
};

static bool is_container(const struct node *node)
{
	return node->first != NULL || (node_is_block(node) && node->kind != NODE_HTML_BLOCK);
}

static bool is_dropped(struct writer *writer, const struct node *node)
{
	if (node->kind == NODE_HEADING)
		return writer->headings[node->number].empty;
	/* Inside of a script or the like: only raw HTML can end that, so blocks are entered. */
	return writer->filter != NULL && html_filter_dropping(writer->filter) && !node_is_block(node) &&
		   node->kind != NODE_HTML_INLINE;
}

static size_t tree_depth(const struct node *root)
{
	size_t depth = 1, deepest = 1;
	bool leaving = false;

	for (struct node *node = (struct node *)(uintptr_t)root; node != NULL;
		 node = node_step(root, node, &leaving)) {
		depth = leaving ? depth - 1 : depth + 1;
		if (depth > deepest)
			deepest = depth;
	}
	return deepest + 1;
}

static void write_tree(struct writer *writer, const struct node *root)
{
	struct frame *frames = arena_array(writer->scratch, struct frame, tree_depth(root) + 1);
	size_t depth = 0;
	bool leaving = false;
	const struct node *dropped = NULL;

	for (struct node *node = (struct node *)(uintptr_t)root; node != NULL;
		 node = node_step(root, node, &leaving)) {
		if (!leaving) {
			struct frame *frame = &frames[depth++];

			frame->raw_depth = writer->filter == NULL ? 0 : html_filter_depth(writer->filter);
			if (dropped == NULL && is_dropped(writer, node))
				dropped = node;
			if (dropped != NULL)
				continue;
			if (node_is_block(node))
				write_block(writer, node, false);
			else
				enter_inline(writer, node);
			if (node->kind == NODE_LINK)
				frame->reference = writer->reference_count - 1;
			if (node->kind == NODE_IMAGE)
				leaving = node->first != NULL; /* its children are the alternative text */
			if (node->kind == NODE_IMAGE && leaving)
				depth--;
			continue;
		}
		depth--;
		if (dropped == node)
			dropped = NULL;
		else if (dropped == NULL) {
			if (is_container(node))
				close_raw(writer, node, &frames[depth].raw_depth);
			if (node_is_block(node))
				write_block(writer, node, true);
			else
				leave_inline(writer, node, frames[depth].reference);
		}
	}
}

struct body body_make(struct arena *arena, struct arena *scratch, struct buf *html,
	const struct node *root, const struct heading *headings, const struct config *config,
	const struct source *source, struct diagnostics *found)
{
	struct writer writer = {
		.arena = arena,
		.scratch = scratch,
		.html = html,
		.headings = headings,
		.source = source,
		.found = found,
		.config = config,
		.text = BUF_EMPTY,
		.heading = STR_NONE,
	};
	struct body body = {0};

	buf_clear(html);
	write_tree(&writer, root);
	if (writer.filter != NULL)
		html_filter_close(writer.filter, 0);
	buf_release(&writer.text);
	body.fragment.html = str_copy(arena, buf_str(html));
	body.fragment.holes = arena_array(arena, struct hole, writer.hole_count);
	if (writer.hole_count > 0)
		memcpy((void *)(uintptr_t)body.fragment.holes, writer.holes,
			writer.hole_count * sizeof(*writer.holes));
	body.fragment.hole_count = writer.hole_count;
	body.references = writer.references;
	body.reference_count = writer.reference_count;
	body.tables = writer.tables;
	body.code_blocks = writer.code_blocks;
	return body;
}
