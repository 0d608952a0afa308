#include "render/css.h"

/* White space behind these, and before those, means nothing in a selector, a rule or a value. */
static const struct str open_ends = S_INIT("{};,");
static const struct str closers = S_INIT("{};,)");

static bool is_one_of(struct str set, char c)
{
	return str_find_char(set, c, 0) != STR_NONE;
}

/* The length of a string with its quotes; an escaped quote doesn't end it. */
static size_t string_length(struct str css)
{
	size_t at = 1;

	while (at < css.len && css.ptr[at] != css.ptr[0])
		at += css.ptr[at] == '\\' ? 2 : 1;
	return at < css.len ? at + 1 : css.len;
}

static size_t comment_length(struct str css)
{
	size_t end = str_find(css, S("*/"), 2);

	return end == STR_NONE ? css.len : end + 2;
}

static size_t blank_length(struct str css)
{
	size_t length = 0;

	while (length < css.len && ascii_is_space(css.ptr[length]))
		length++;
	return length;
}

static void add_char(struct buf *out, size_t start, char c, bool blank)
{
	bool opens = out->len == start || is_one_of(open_ends, out->ptr[out->len - 1]);

	if (blank && !opens && !is_one_of(closers, c))
		buf_add_char(out, ' ');
	/* The last declaration of a rule needs no semicolon. */
	if (c == '}' && out->len > start && out->ptr[out->len - 1] == ';')
		out->len--;
	buf_add_char(out, c);
}

void css_shorten(struct str css, struct buf *out)
{
	size_t start = out->len;
	bool blank = false; /* white space or a comment was left out */

	while (css.len > 0) {
		size_t taken = blank_length(css);

		if (taken > 0 || (str_starts(css, S("/*")) && !str_starts(css, S("/*!")))) {
			taken = taken > 0 ? taken : comment_length(css);
			blank = true;
		} else {
			taken = css.ptr[0] == '"' || css.ptr[0] == '\'' ? string_length(css)
					: str_starts(css, S("/*"))              ? comment_length(css)
															: 1;
			add_char(out, start, css.ptr[0], blank);
			buf_add(out, str_make(css.ptr + 1, taken - 1));
			blank = false;
		}
		css = str_from(css, taken);
	}
	if (out->len > start)
		buf_add_char(out, '\n');
}
