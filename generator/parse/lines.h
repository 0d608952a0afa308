#ifndef PORTOLAN_PARSE_LINES_H
#define PORTOLAN_PARSE_LINES_H

/*
 * A text by lines, as far as it must be known before markdown is parsed: how
 * deep in quotes a line is, and whether it is code that must be left alone.
 */

#include "base/arena.h"
#include "base/str.h"

struct line {
	size_t begin;    /* bytes into the text */
	size_t content;  /* behind the `>` of quotes */
	size_t head;     /* the first byte of that which is not blank, or `end` */
	size_t end;      /* before the line end */
	size_t next;     /* behind it */
	unsigned depth;  /* of quotes */
	unsigned indent; /* line_indent of what stands behind the `>` */
	unsigned marker; /* line_list_marker of that */
	bool blank;      /* nothing behind the `>` */
	bool code;       /* fenced, its fences included; or inside of <pre>, <script>, a comment */
	bool fence;      /* a line that opens or closes a fence */
};

struct line_list {
	struct line *items;
	size_t count;
	struct str text;
};

struct line_list lines_make(struct arena *arena, struct str text);

static inline struct str line_content(const struct line_list *lines, size_t index)
{
	const struct line *line = &lines->items[index];

	return str_range(lines->text.ptr + line->content, lines->text.ptr + line->end);
}

/* The first line at or behind `from` that holds `c`, or the count: for what few lines concern. */
size_t line_holding(const struct line_list *lines, size_t from, char c);

/* The first line at or behind `from` with a list marker, or the count. */
static inline size_t line_next_marked(const struct line_list *lines, size_t from)
{
	while (from < lines->count && lines->items[from].marker == 0)
		from++;
	return from;
}

/* The same of one within a quote. */
static inline size_t line_next_quoted(const struct line_list *lines, size_t from)
{
	while (from < lines->count && lines->items[from].depth == 0)
		from++;
	return from;
}

/* A byte that few lines hold, looked for from line to line: the text is searched once. */
struct line_search {
	char wanted;
	size_t next; /* no line asked for so far holds it before */
};

/* Where a line first holds it behind the `>`, or STR_NONE. Lines are asked for in their order. */
static inline size_t line_search_in(
	struct line_search *search, const struct line_list *lines, const struct line *line)
{
	if (search->next <= line->content) {
		size_t found = str_find_char(lines->text, search->wanted, line->content);

		search->next = found == STR_NONE ? lines->text.len : found;
	}
	return search->next < line->end ? search->next : STR_NONE;
}

/*
 * Where the inside of a line's quote number `level` begins, at most its depth: behind the `>`
 * and one space. Of level 0 that is the line's own beginning.
 */
size_t line_inside(const struct line_list *lines, const struct line *line, unsigned level);

/* Spaces at the head; a tab goes to the next multiple of four. */
size_t line_indent(struct str content);

/* The length of a list marker (`- `, `* `, `+ `, `1. `, `1) `) behind any indent, or 0. */
size_t line_list_marker(struct str content);

#endif
