#include "parse/body_writer.h"
#include "parse/code_info.h"
#include "parse/syntax.h"

/* Hidden until a script is there that can copy. */
static void write_copy_button(struct writer *writer)
{
	buf_add_lit(writer->html, "<button type=\"button\" class=\"p-extra p-copy\" data-done=\"");
	body_add_hole(writer, HOLE_STRING, BODY_CODE_COPIED);
	buf_add_lit(writer->html, "\" hidden>");
	body_add_hole(writer, HOLE_STRING, BODY_CODE_COPY);
	buf_add_lit(writer->html, " </button>");
}

static void write_label(struct writer *writer, const struct code_info *info)
{
	if (info->name.len == 0 || (info->language != NULL && info->language->lexer == LEX_NONE))
		return;
	buf_add_lit(writer->html, "<span class=\"p-extra p-language\">");
	buf_add_html(writer->html, info->language != NULL ? info->language->title : info->name);
	buf_add_lit(writer->html, " </span>");
}

void body_write_code_block(struct writer *writer, const struct node *node)
{
	struct code_info info = code_info_read(writer->scratch, node->info);
	struct code_lines lines;

	writer->code_blocks++;
	buf_add_lit(writer->html, "<div class=\"p-code\">");
	write_label(writer, &info);
	write_copy_button(writer);
	/* Long lines are scrolled to, by keyboard too. */
	buf_add_lit(writer->html, "<pre tabindex=\"0\"><code");
	if (info.name.len > 0) {
		buf_add_lit(writer->html, " class=\"language-");
		buf_add_html(writer->html, info.name);
		buf_add_char(writer->html, '"');
	}
	buf_add_char(writer->html, '>');
	lines = code_lines_begin(writer->html, info.marked);
	syntax_write(&lines, info.language, node->text);
	code_lines_end(&lines);
	buf_add_lit(writer->html, "</code></pre></div>\n");
}

/* A button can't stand in a link. */
static bool in_link(const struct node *node)
{
	for (node = node->parent; node != NULL; node = node->parent) {
		if (node->kind == NODE_LINK)
			return true;
	}
	return false;
}

/* What an attribute list gave; ids of ours are not its to give. */
static void write_class_and_id(struct writer *writer, const struct attributes *attributes)
{
	if (attributes->id.len > 0 && !str_starts(attributes->id, S("p-")))
		body_write_attribute(writer, S("id"), attributes->id);
	if (attributes->classes.len > 0)
		body_write_attribute(writer, S("class"), attributes->classes);
}

void body_write_code(struct writer *writer, const struct node *node)
{
	bool copyable = str_has_word(node->attributes.classes, S("is-copyable")) && !in_link(node);

	if (copyable)
		buf_add_lit(writer->html, "<span class=\"p-copyable\">");
	buf_add_lit(writer->html, "<code");
	write_class_and_id(writer, &node->attributes);
	buf_add_char(writer->html, '>');
	buf_add_html(writer->html, node->text);
	buf_add_lit(writer->html, "</code>");
	if (copyable) {
		write_copy_button(writer);
		buf_add_lit(writer->html, "</span>");
	}
}
