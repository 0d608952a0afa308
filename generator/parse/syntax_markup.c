#include "parse/syntax_lexers.h"

struct markup {
	struct code_lines *lines;
	const struct language *php; /* or NULL */
	struct str code;
	size_t at;
};

static void write_to(struct markup *markup, enum code_color color, size_t end)
{
	if (end > markup->code.len)
		end = markup->code.len;
	code_lines_add(
		markup->lines, color, str_range(markup->code.ptr + markup->at, markup->code.ptr + end));
	markup->at = end;
}

/* Behind the next `shut` from `from`, or the end of the code. */
static size_t end_of(const struct markup *markup, struct str shut, size_t from)
{
	size_t end = str_find(markup->code, shut, from);

	return end == STR_NONE ? markup->code.len : end + shut.len;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || strchr("-_:.@#*[]()", c) != NULL;
}

/* `<?php … ?>`, `<?= … ?>` and, where there is no PHP, `<?xml … ?>`. */
static void write_instruction(struct markup *markup)
{
	size_t end = end_of(markup, S("?>"), markup->at);
	struct str head = str_from(markup->code, markup->at);
	bool closed = end - markup->at >= 4 && str_ends(str_first(markup->code, end), S("?>"));
	size_t inside;

	if (markup->php == NULL || str_starts_nocase(head, S("<?xml"))) {
		write_to(markup, CODE_META, end);
		return;
	}
	inside = markup->at + (str_starts_nocase(head, S("<?php")) ? 5
							  : str_starts(head, S("<?="))     ? 3
															   : 2);
	write_to(markup, CODE_META, inside);
	if (closed)
		end -= 2;
	if (end > markup->at) {
		lex_words(markup->lines, markup->php,
			str_range(markup->code.ptr + markup->at, markup->code.ptr + end));
		markup->at = end;
	}
	if (closed)
		write_to(markup, CODE_META, end + 2);
}

/* One thing of a tag behind its name; false at the tag's end. */
static bool write_in_tag(struct markup *markup)
{
	char c = markup->code.ptr[markup->at];
	size_t end = markup->at + 1;

	if (c == '/' && end < markup->code.len && markup->code.ptr[end] == '>')
		end++;
	if (markup->code.ptr[end - 1] == '>') {
		write_to(markup, CODE_NAME, end);
		return false;
	}
	if (c == '<' && !str_starts(str_from(markup->code, markup->at), S("<?")))
		return false;
	if (c == '<') {
		write_instruction(markup);
	} else if (c == '"' || c == '\'') {
		char quote[] = {c};

		write_to(markup, CODE_STRING, end_of(markup, str_make(quote, 1), end));
	} else if (is_name_char(c)) {
		while (end < markup->code.len && is_name_char(markup->code.ptr[end]))
			end++;
		write_to(markup, CODE_KEY, end);
	} else {
		write_to(markup, CODE_PLAIN, end);
	}
	return true;
}

/* What a script or style sheet holds is of another language. */
static void write_embedded(struct markup *markup, struct str name)
{
	bool script = str_equal_nocase(name, S("script"));
	struct str shut = script ? S("</script") : S("</style");
	size_t end = markup->at;

	if (!script && !str_equal_nocase(name, S("style")))
		return;
	while (end < markup->code.len && !str_starts_nocase(str_from(markup->code, end), shut))
		end++;
	if (end > markup->at)
		lex_words(markup->lines, language_of(script ? S("javascript") : S("css")),
			str_range(markup->code.ptr + markup->at, markup->code.ptr + end));
	markup->at = end;
}

static void write_tag(struct markup *markup)
{
	size_t begin = markup->at + 1, end = begin;
	struct str name;

	end += end < markup->code.len && markup->code.ptr[end] == '/';
	while (end < markup->code.len && is_name_char(markup->code.ptr[end]))
		end++;
	name = str_range(markup->code.ptr + begin, markup->code.ptr + end);
	if (end < markup->code.len && markup->code.ptr[end] == '>') {
		write_to(markup, CODE_NAME, end + 1);
		write_embedded(markup, name);
		return;
	}
	write_to(markup, CODE_NAME, end);
	while (markup->at < markup->code.len) {
		if (!write_in_tag(markup)) {
			write_embedded(markup, name);
			return;
		}
	}
}

static size_t entity_end(const struct markup *markup)
{
	size_t end = markup->at + 1;

	while (end < markup->code.len && end - markup->at < 32 &&
		   (ascii_is_alnum(markup->code.ptr[end]) || markup->code.ptr[end] == '#'))
		end++;
	return end < markup->code.len && markup->code.ptr[end] == ';' ? end + 1 : 0;
}

static bool begins_tag(struct str rest)
{
	size_t at = rest.len > 1 && rest.ptr[1] == '/' ? 2 : 1;

	return rest.len > at && (ascii_is_alpha(rest.ptr[at]) || rest.ptr[at] == '_');
}

void lex_markup(struct code_lines *lines, const struct language *php, struct str code)
{
	struct markup markup = {lines, php, code, 0};

	while (markup.at < code.len) {
		struct str rest = str_from(code, markup.at);
		size_t next = markup.at;

		if (str_starts(rest, S("<!--"))) {
			write_to(&markup, CODE_COMMENT, end_of(&markup, S("-->"), markup.at));
		} else if (str_starts(rest, S("<?"))) {
			write_instruction(&markup);
		} else if (str_starts(rest, S("<!"))) {
			write_to(&markup, CODE_META, end_of(&markup, S(">"), markup.at));
		} else if (rest.ptr[0] == '<' && begins_tag(rest)) {
			write_tag(&markup);
		} else if (rest.ptr[0] == '&' && entity_end(&markup) > 0) {
			write_to(&markup, CODE_NUMBER, entity_end(&markup));
		} else {
			do {
				next++;
			} while (next < code.len && code.ptr[next] != '<' && code.ptr[next] != '&');
			write_to(&markup, CODE_PLAIN, next);
		}
	}
}
