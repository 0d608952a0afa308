#include "parse/repair.h"

#include "parse/callout.h"
#include "parse/callout_repair.h"
#include "parse/html_unknown.h"
#include "parse/link_repair.h"
#include "parse/outline.h"

struct repairer {
	const struct mapped_text *text;
	const struct source *source;
	struct diagnostics *found;
	struct line_list lines;
	struct edits edits;
};

static void insert(struct repairer *repairer, size_t at, struct str text)
{
	edits_add(&repairer->edits, at, 0, text);
}

/* `#Heading` */
static void space_after_hashes(struct repairer *repairer)
{
	const struct line_list *lines = &repairer->lines;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];
		struct str content;
		size_t hashes = 0;

		if (line->blank || line->code || line->indent > 3 || lines->text.ptr[line->head] != '#')
			continue;
		content = str_from(line_content(lines, i), line->indent);
		while (hashes < content.len && content.ptr[hashes] == '#')
			hashes++;
		if (hashes == 0 || hashes > 6 || hashes == content.len ||
			ascii_is_space(content.ptr[hashes]) || content.ptr[hashes] == '!')
			continue;
		insert(repairer, line->content + line->indent + hashes, S(" "));
	}
}

/* A line of no-break spaces alone is blank to who reads it, and parts paragraphs. */
static void blank_lines(struct repairer *repairer)
{
	const struct line_list *lines = &repairer->lines;

	if (!str_has(lines->text, S("\xC2\xA0")))
		return;
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];

		if (!line->code && !line->blank && text_is_blank(line_content(lines, i)))
			edits_add(&repairer->edits, line->content, line->end - line->content, S(""));
	}
}

/* A numbered item that later lines may stand in: the columns of its marker and of its text. */
struct numbered {
	bool open;
	unsigned depth; /* of quotes */
	size_t indent, inside;
};

static void read_numbered(const struct line_list *lines, size_t index, struct numbered *item)
{
	const struct line *line = &lines->items[index];

	if (line->marker > 0 && ascii_is_digit(lines->text.ptr[line->head])) {
		size_t spaces = line_indent(str_from(line_content(lines, index), line->marker));

		*item = (struct numbered){true, line->depth, line->indent,
			line->marker + (spaces == 0 || spaces > 4 ? 1 : spaces)};
	} else if (line->depth != item->depth || line->indent <= item->indent) {
		item->open = false;
	}
}

/* Bullets that stand deeper than a number are within its item, by one column or two, too. */
static void bullets_below_numbers(struct repairer *repairer)
{
	const struct line_list *lines = &repairer->lines;
	struct numbered item = {0};

	for (size_t i = line_next_marked(lines, 0); i < lines->count;
		 i = item.open ? i + 1 : line_next_marked(lines, i + 1)) {
		const struct line *line = &lines->items[i];

		if (line->code || line->blank)
			continue;
		read_numbered(lines, i, &item);
		if (item.open && line->indent > item.indent && line->indent < item.inside &&
			line->marker > 0)
			insert(
				repairer, line->content, str_first(S("           "), item.inside - line->indent));
	}
}

/* How many spaces an item's text may stand behind its marker so that the lines below still belong.
 */
static size_t spaces_behind_marker(const struct line_list *lines, size_t index, size_t marker)
{
	size_t next = index + 1;

	while (next < lines->count && lines->items[next].blank)
		next++;
	if (next == lines->count || lines->items[next].depth != lines->items[index].depth)
		return 4;
	return lines->items[next].indent > 0 && lines->items[next].indent < marker + 4 ? 1 : 4;
}

/* `*     text` is an item of text: nobody begins a list with code. */
static void text_far_behind_markers(struct repairer *repairer)
{
	const struct line_list *lines = &repairer->lines;

	for (size_t i = line_next_marked(lines, 0); i < lines->count;
		 i = line_next_marked(lines, i + 1)) {
		const struct line *line = &lines->items[i];
		struct str content = line_content(lines, i);
		size_t marker = line->marker, spaces = 0, kept;

		if (line->code || line->indent > 3)
			continue;
		while (marker + spaces < content.len && content.ptr[marker + spaces] == ' ')
			spaces++;
		if (spaces <= 4 || marker + spaces == content.len)
			continue;
		kept = spaces_behind_marker(lines, i, marker);
		edits_add(&repairer->edits, line->content + marker, spaces - kept, S(""));
	}
}

/* A list marker with nothing behind it: the width of its item's content, or 0. */
static size_t lone_marker(const struct line_list *lines, size_t index)
{
	const struct line *line = &lines->items[index];

	if (line->marker == 0 || line->code ||
		str_trim_end(str_from(line_content(lines, index), line->marker)).len > 0)
		return 0;
	return line->marker + 1;
}

/* Under a paragraph `- ` underlines a heading (CommonMark, section 4.3). */
static bool underlines(const struct line_list *lines, size_t index)
{
	const struct line *before = index > 0 ? &lines->items[index - 1] : NULL;

	return before != NULL && !before->blank && !before->code &&
		   before->depth == lines->items[index].depth &&
		   !callout_begins(line_content(lines, index - 1)) && before->marker == 0 &&
		   before->indent < 2;
}

/* `- ` alone, its text unindented on the next lines. */
static void text_of_lone_markers(struct repairer *repairer)
{
	const struct line_list *lines = &repairer->lines;
	size_t last_repaired = STR_NONE; /* a line that belongs to the item before */

	for (size_t i = line_next_marked(lines, 0); i < lines->count;
		 i = line_next_marked(lines, i + 1)) {
		size_t width = lone_marker(lines, i);

		if (width == 0 || width > 4 || (last_repaired + 1 != i && underlines(lines, i)))
			continue;
		for (size_t j = i + 1; j < lines->count; j++) {
			const struct line *line = &lines->items[j];

			if (line->blank || line->code || line->depth != lines->items[i].depth ||
				line->indent > 0 || line->marker > 0)
				break;
			insert(repairer, line->content, str_first(S("    "), width));
			last_repaired = j;
		}
	}
}

/* `</div>` and the like, alone on the line. */
static bool is_closing_tag(struct str content)
{
	size_t at = 2;

	content = str_trim(content);
	if (!str_starts(content, S("</")))
		return false;
	while (at < content.len && ascii_is_alnum(content.ptr[at]))
		at++;
	return at > 2 && at + 1 == content.len && content.ptr[at] == '>';
}

static void markdown_after_closing_tags(struct repairer *repairer)
{
	const struct line_list *lines = &repairer->lines;

	for (size_t i = line_holding(lines, 0, '<'); i + 1 < lines->count;
		 i = line_holding(lines, i + 1, '<')) {
		const struct line *next = &lines->items[i + 1];
		struct str content = str_trim(line_content(lines, i + 1));

		if (lines->items[i].code || next->code || next->blank ||
			next->depth != lines->items[i].depth || content.ptr[0] == '<' ||
			!is_closing_tag(line_content(lines, i)))
			continue;
		insert(repairer, next->content, S("\n"));
		for (unsigned depth = 0; depth < next->depth; depth++)
			insert(repairer, next->content, S("> "));
	}
}

/* Where a line's text begins: behind its indent, and behind markers of lists. STR_NONE in code. */
static size_t text_begin(struct str content)
{
	size_t at = 0, marker;

	while ((marker = line_list_marker(str_from(content, at))) > 0)
		at += marker;
	if (line_indent(str_from(content, at)) > 4 || (at == 0 && line_indent(content) > 3))
		return STR_NONE;
	while (at < content.len && ascii_is_space(content.ptr[at]))
		at++;
	return at;
}

/* Such a tag would open a block of raw HTML; inside of lines the body shows it as text itself. */
static void unknown_tags_at_line_heads(struct repairer *repairer)
{
	const struct line_list *lines = &repairer->lines;

	for (size_t i = line_holding(lines, 0, '<'); i < lines->count;
		 i = line_holding(lines, i + 1, '<')) {
		const struct line *line = &lines->items[i];
		struct str content = line_content(lines, i), name;
		size_t begin;

		if (line->code)
			continue;
		begin = text_begin(content);
		if (begin == STR_NONE)
			continue;
		name = html_unknown_tag(str_from(content, begin));
		if (name.len == 0)
			continue;
		insert(repairer, line->content + begin, S("\\"));
		begin = mapped_text_source(repairer->text, line->content + begin);
		html_unknown_report(repairer->found, repairer->source, begin, begin + 1 + name.len, name);
	}
}

struct mapped_text repair(struct markdown *markdown, const struct mapped_text *text)
{
	struct repairer repairer = {
		.text = text,
		.source = markdown->source,
		.found = markdown->found,
		.lines = *markdown_lines(markdown, text->bytes),
		.edits = {.arena = markdown->arena},
	};

	space_after_hashes(&repairer);
	blank_lines(&repairer);
	text_far_behind_markers(&repairer);
	bullets_below_numbers(&repairer);
	text_of_lone_markers(&repairer);
	callout_repair(&repairer.lines, &repairer.edits);
	markdown_after_closing_tags(&repairer);
	unknown_tags_at_line_heads(&repairer);
	link_repair(&repairer.lines, text, repairer.source, &repairer.edits, repairer.found);
	return mapped_text_edit(markdown->arena, text, &repairer.edits);
}
