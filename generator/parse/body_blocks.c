#include "parse/body_writer.h"
#include "parse/callout.h"

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
		body_write_attribute(writer, S("id"), heading->id);
	if (node->attributes.classes.len > 0)
		body_write_attribute(writer, S("class"), node->attributes.classes);
	buf_add_char(writer->html, '>');
	body_add_hole(writer, HOLE_TARGETS, node->number);
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
	body_add_hole(writer, HOLE_STRING, BODY_CALLOUT_ALERT + index);
	buf_add_lit(writer->html, " </span>\n");
}

/* A table is called as the heading above it. */
static void write_table_name(struct writer *writer)
{
	struct str id = writer->heading == STR_NONE ? S("") : writer->headings[writer->heading].id;

	if (id.len > 0) {
		body_write_attribute(writer, S("aria-labelledby"), id);
		return;
	}
	buf_add_lit(writer->html, " aria-label=\"");
	body_add_hole(writer, HOLE_STRING, BODY_TABLE_REGION);
	buf_add_char(writer->html, '"');
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
	buf_add_lit(writer->html, "<div class=\"p-table\" tabindex=\"0\" role=\"group\"");
	write_table_name(writer);
	buf_add_lit(writer->html, "><table>\n");
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
		body_write_attribute(writer, S("class"), node->attributes.classes);
	for (const struct attribute *other = node->attributes.others; other != NULL;
		 other = other->next)
		body_write_attribute(writer, other->name, other->value);
	buf_add_char(writer->html, '>');
	if (str_equal(node->info, S("a")))
		buf_add_char(writer->html, '\n');
	buf_add_html(writer->html, node->text);
}

void body_write_block(struct writer *writer, const struct node *node, bool leaving)
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
			body_write_code_block(writer, node);
		break;
	case NODE_HTML_BLOCK:
		if (!leaving)
			body_write_raw(writer, node);
		break;
	case NODE_RULE:
		if (!leaving)
			buf_add_lit(writer->html, "<hr>\n");
		break;
	default: break;
	}
}
