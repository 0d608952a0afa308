#include "parse/callout_repair.h"

#include "parse/callout.h"

static bool starts_callout(const struct line_list *lines, size_t index)
{
	const struct line *line = &lines->items[index];

	return line->depth > 0 && !line->code && callout_begins(line_content(lines, index));
}

/* Where the callout stands in a list: the list's next item. */
static bool is_next_item(const struct line *line, struct str prefix)
{
	return line->marker > 0 && line->indent < line_indent(prefix);
}

static void lazy_lines(const struct line_list *lines, struct edits *edits)
{
	struct str prefix = {NULL, 0};
	bool fenced = false;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];

		if (prefix.len == 0) {
			if (line->depth == 1 && starts_callout(lines, i))
				prefix = str_range(lines->text.ptr + line->begin, lines->text.ptr + line->content);
			continue;
		}
		if (line->depth > 0 && !fenced)
			continue;
		if (!fenced && (line->blank || is_next_item(line, prefix))) {
			prefix.len = 0;
			continue;
		}
		if (line->fence)
			fenced = !fenced;
		edits_add(edits, line->begin, 0, prefix);
		/* `>[!warning]` */
		if (!ascii_is_space(prefix.ptr[prefix.len - 1]))
			edits_add(edits, line->begin, 0, S(" "));
	}
}

static void second_markers(const struct line_list *lines, struct edits *edits)
{
	for (size_t i = line_next_quoted(lines, 1); i < lines->count;
		 i = line_next_quoted(lines, i + 1)) {
		const struct line *line = &lines->items[i], *before = line - 1;
		const char *begin = lines->text.ptr + line->begin;

		if (before->depth < line->depth || before->code || !starts_callout(lines, i))
			continue;
		/* A line of the quotes around ends the one before. */
		edits_add(edits, line->begin, 0,
			str_range(begin, lines->text.ptr + line_inside(lines, line, line->depth - 1)));
		edits_add(edits, line->begin, 0, S("\n"));
	}
}

void callout_repair(const struct line_list *lines, struct edits *edits)
{
	if (!str_has(lines->text, S("[!")))
		return;
	second_markers(lines, edits);
	lazy_lines(lines, edits);
}
