#include "parse/table_check.h"

#include "base/buf.h"

/* A page of rows that are all ragged says no more than this many do. */
#define MOST_RAGGED 20

struct checker {
	const struct source *source;
	struct diagnostics *found;
	const struct line_list *lines;
	size_t begin; /* of the body in the source */
	size_t ragged;
};

bool table_is_delimiter(struct str line)
{
	size_t hyphens = 0, pipes = 0;

	line = str_trim(line);
	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];

		hyphens += c == '-';
		pipes += c == '|';
		if (c != '-' && c != '|' && c != ':' && !ascii_is_space(c))
			return false;
	}
	return hyphens > 0 && pipes > 0;
}

/* Without the pipes at both ends. */
static struct str without_ends(struct str line)
{
	line = str_trim(line);
	if (str_starts(line, S("|")))
		line = str_from(line, 1);
	if (str_ends(line, S("|")) && !str_ends(line, S("\\|")))
		line.len--;
	return line;
}

size_t table_count_cells(struct str line)
{
	size_t cells = 1;

	line = without_ends(line);
	if (str_find_char(line, '\\', 0) == STR_NONE)
		return cells + str_count_char(line, '|');
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == '\\')
			i++;
		else
			cells += line.ptr[i] == '|';
	}
	return cells;
}

/* A line that is meant as a row: begins with a pipe and has another. */
static bool is_row(const struct checker *checker, size_t index)
{
	const struct line *line = &checker->lines->items[index];
	struct str content;

	if (line->code || line->blank || checker->lines->text.ptr[line->head] != '|')
		return false;
	content = str_trim(line_content(checker->lines, index));
	return content.len > 2 && str_find_char(content, '|', 1) != STR_NONE;
}

/* The row's text, without blanks around. */
static struct place place_of(const struct checker *checker, size_t index)
{
	struct str content = str_trim(line_content(checker->lines, index));
	size_t begin = checker->begin + (size_t)(content.ptr - checker->lines->text.ptr);

	return source_place(checker->source, begin, begin + content.len);
}

static void report_delimiter(struct checker *checker, size_t head, size_t cells)
{
	struct str row = str_trim(line_content(checker->lines, head));
	struct buf help = BUF_EMPTY;
	struct diagnostic *diagnostic = diagnostics_add(checker->found, RULE_TABLE_DELIMITER,
		checker->source->path, place_of(checker, head),
		"these lines are no table, the row of hyphens is absent: \"" STR_FMT "\"",
		STR_ARG(source_quote(row)));

	buf_add_lit(&help, "put this below the line: |");
	for (size_t i = 0; i < cells && i < 20; i++)
		buf_add_lit(&help, "---|");
	diagnostic->help = str_copy(checker->found->arena, buf_str(&help));
	buf_release(&help);
}

static void report_unequal(struct checker *checker, size_t row, size_t cells, size_t head_cells)
{
	diagnostics_add(checker->found, RULE_TABLE_DELIMITER, checker->source->path,
		place_of(checker, row),
		"these lines are no table, the row of hyphens does not fit the head: \"" STR_FMT
		"\" (%zu cells, %zu in the head)",
		STR_ARG(source_quote(str_trim(line_content(checker->lines, row)))), cells, head_cells)
		->help = S("give the row of hyphens as many cells as the head has");
}

static void check_row(struct checker *checker, size_t row, size_t cells)
{
	size_t own = table_count_cells(line_content(checker->lines, row));

	if (own == cells || checker->ragged++ >= MOST_RAGGED)
		return;
	diagnostics_add(checker->found, RULE_TABLE_RAGGED, checker->source->path,
		place_of(checker, row), "the row has %s cells than the head: \"" STR_FMT "\" (%zu, %zu)",
		own > cells ? "more" : "fewer",
		STR_ARG(source_quote(str_trim(line_content(checker->lines, row)))), own, cells)
		->help = own > cells ? S("cells behind the last column are not shown; write a pipe in a "
								 "cell as \\|")
							 : S("add the cells that are absent, empty ones too");
}

/* Rows `first` up to `last`, the last exclusive; the second may be a row of hyphens. */
static void check_block(struct checker *checker, size_t first, size_t last)
{
	size_t cells = table_count_cells(line_content(checker->lines, first)), own;
	struct str second;

	if (last - first < 2)
		return;
	second = line_content(checker->lines, first + 1);
	if (!table_is_delimiter(second)) {
		if (!table_is_delimiter(line_content(checker->lines, first)))
			report_delimiter(checker, first, cells);
		return;
	}
	own = table_count_cells(second);
	if (own != cells) {
		report_unequal(checker, first + 1, own, cells);
		return;
	}
	for (size_t i = first + 2; i < last; i++)
		check_row(checker, i, cells);
}

void table_check(const struct source *source, const struct line_list *lines, size_t begin,
	struct diagnostics *found)
{
	struct checker checker = {.source = source, .found = found, .lines = lines, .begin = begin};
	size_t first;

	for (size_t i = line_holding(lines, 0, '|'); i < lines->count;
		 i = line_holding(lines, first == i ? i + 1 : first, '|')) {
		for (first = i; first < lines->count && is_row(&checker, first) &&
						lines->items[first].depth == lines->items[i].depth;
			 first++)
			continue;
		if (first > i)
			check_block(&checker, i, first);
	}
}
