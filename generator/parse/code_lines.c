#include "parse/code_lines.h"

#include <stdlib.h>

#define LAST_LINE 100000

static const struct str span_tags[] = {
	[CODE_PLAIN] = S_INIT(""),
	[CODE_KEYWORD] = S_INIT("<span class=\"p-k\">"),
	[CODE_COMMENT] = S_INIT("<span class=\"p-c\">"),
	[CODE_STRING] = S_INIT("<span class=\"p-s\">"),
	[CODE_NUMBER] = S_INIT("<span class=\"p-n\">"),
	[CODE_VARIABLE] = S_INIT("<span class=\"p-v\">"),
	[CODE_NAME] = S_INIT("<span class=\"p-f\">"),
	[CODE_KEY] = S_INIT("<span class=\"p-a\">"),
	[CODE_META] = S_INIT("<span class=\"p-m\">"),
	[CODE_INSERTED] = S_INIT("<span class=\"p-i\">"),
	[CODE_DELETED] = S_INIT("<span class=\"p-d\">"),
	[CODE_PROMPT] = S_INIT("<span class=\"p-prompt\">"),
};

static int compare_ranges(const void *left, const void *right)
{
	const struct line_range *a = left, *b = right;

	return (a->first > b->first) - (a->first < b->first);
}

static bool read_range(struct str text, struct line_range *range)
{
	struct str first, last;
	uint64_t begin, end;

	if (!str_cut(text, '-', &first, &last))
		last = first;
	if (!str_to_number(first, LAST_LINE, &begin) || !str_to_number(last, LAST_LINE, &end) ||
		begin == 0 || end < begin)
		return false;
	*range = (struct line_range){(size_t)begin, (size_t)end};
	return true;
}

static size_t join_ranges(struct line_range *ranges, size_t count)
{
	size_t kept = 0;

	qsort(ranges, count, sizeof(*ranges), compare_ranges);
	for (size_t i = 0; i < count; i++) {
		struct line_range *last = kept > 0 ? &ranges[kept - 1] : NULL;

		if (last == NULL || ranges[i].first > last->last)
			ranges[kept++] = ranges[i];
		else if (ranges[i].last > last->last)
			last->last = ranges[i].last;
	}
	return kept;
}

struct line_ranges line_ranges_read(struct arena *arena, struct str text)
{
	struct line_range *ranges = arena_array(arena, struct line_range, text.len / 2 + 1);
	size_t count = 0, at = 0;

	while (at < text.len) {
		size_t begin = at;

		while (at < text.len && !ascii_is_space(text.ptr[at]) && text.ptr[at] != ',')
			at++;
		if (read_range(str_range(text.ptr + begin, text.ptr + at), &ranges[count]))
			count++;
		at++;
	}
	return (struct line_ranges){ranges, count > 0 ? join_ranges(ranges, count) : 0};
}

/* Only a line that holds something is opened: an empty one has nothing to mark. */
static void begin_line(struct code_lines *lines)
{
	const struct line_ranges *marked = &lines->marked;

	lines->begun = true;
	while (lines->range < marked->count && marked->items[lines->range].last < lines->line)
		lines->range++;
	lines->open = lines->range < marked->count && marked->items[lines->range].first <= lines->line;
	if (lines->open)
		buf_add_lit(lines->out, "<mark>");
}

static void end_line(struct code_lines *lines)
{
	if (lines->open)
		buf_add_lit(lines->out, "</mark>");
	lines->begun = false;
	lines->open = false;
}

static void add_piece(struct code_lines *lines, enum code_color color, struct str piece)
{
	if (piece.len == 0)
		return;
	if (!lines->begun)
		begin_line(lines);
	buf_add(lines->out, span_tags[color]);
	buf_add_html(lines->out, piece);
	if (color != CODE_PLAIN)
		buf_add_lit(lines->out, "</span>");
}

struct code_lines code_lines_begin(struct buf *out, struct line_ranges marked)
{
	return (struct code_lines){.out = out, .marked = marked, .line = 1};
}

void code_lines_add(struct code_lines *lines, enum code_color color, struct str code)
{
	size_t end;

	/* Where no line is marked, plain text needs no look at its lines. */
	if (color == CODE_PLAIN && lines->marked.count == 0) {
		buf_add_html(lines->out, code);
		return;
	}
	while ((end = str_find_char(code, '\n', 0)) != STR_NONE) {
		add_piece(lines, color, str_first(code, end));
		end_line(lines);
		lines->line++;
		buf_add_char(lines->out, '\n');
		code = str_from(code, end + 1);
	}
	add_piece(lines, color, code);
}

void code_lines_end(struct code_lines *lines)
{
	end_line(lines);
}
