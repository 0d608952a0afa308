#ifndef PORTOLAN_PARSE_CODE_LINES_H
#define PORTOLAN_PARSE_CODE_LINES_H

/*
 * Code as HTML, line by line: what is coloured in spans, lines that the author
 * marks in <mark>. No element of ours goes over a line end, so that both can
 * stand together and a style sheet can treat lines as such.
 */

#include "base/arena.h"
#include "base/buf.h"

/* What a stretch of code is; each has a class of its own, style sheets give the colours. */
enum code_color {
	CODE_PLAIN,
	CODE_KEYWORD,  /* p-k */
	CODE_COMMENT,  /* p-c */
	CODE_STRING,   /* p-s */
	CODE_NUMBER,   /* p-n: numbers and constants such as true */
	CODE_VARIABLE, /* p-v */
	CODE_NAME,     /* p-f: a function, a command, a tag */
	CODE_KEY,      /* p-a: a key, an attribute, an option */
	CODE_META,     /* p-m: instructions to a preprocessor, decorators, heads of diffs */
	CODE_INSERTED, /* p-i */
	CODE_DELETED,  /* p-d */
	CODE_PROMPT,   /* p-prompt: not to be copied */
};

/* `8 16 20-22`: lines from 1. */
struct line_range {
	size_t first, last;
};

struct line_ranges {
	const struct line_range *items; /* sorted, apart from each other */
	size_t count;
};

/* What is no number, or lies behind line 100,000, is left out. */
struct line_ranges line_ranges_read(struct arena *arena, struct str text);

struct code_lines {
	struct buf *out;
	struct line_ranges marked;
	size_t line;  /* from 1 */
	size_t range; /* the first of `marked` that doesn't end before the line */
	bool begun;   /* something of the line is written */
	bool open;    /* its <mark> is */
};

struct code_lines code_lines_begin(struct buf *out, struct line_ranges marked);
void code_lines_add(struct code_lines *lines, enum code_color color, struct str code);
void code_lines_end(struct code_lines *lines);

#endif
