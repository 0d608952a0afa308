#include "parse/syntax_lexers.h"

/* Without `<?php` all of it is PHP. */
static void lex_php(struct code_lines *lines, const struct language *language, struct str code)
{
	if (str_has(code, S("<?")))
		lex_markup(lines, language, code);
	else
		lex_words(lines, language, code);
}

/* The head of a line that stands before a command: `$ `, `me@host:~# `, `PS C:\> `; or 0. */
static size_t prompt_length(struct str line)
{
	size_t at = 0;
	bool named = false;

	while (at < line.len && at < 60 && strchr("$#>%", line.ptr[at]) == NULL) {
		named = named || line.ptr[at] == '@' || line.ptr[at] == ':';
		if (line.ptr[at] == ' ' && !str_starts(line, S("PS ")) && !str_starts(line, S("[")) &&
			!str_starts(line, S("(")))
			return 0;
		at++;
	}
	if (at + 1 >= line.len || line.ptr[at + 1] != ' ')
		return 0;
	return at == 0 || named ? at + 2 : 0;
}

static void lex_console(struct code_lines *lines, struct str code)
{
	const struct language *shell = language_of(S("bash"));

	while (code.len > 0) {
		size_t end = str_find_char(code, '\n', 0);
		struct str line = str_first(code, end == STR_NONE ? code.len : end + 1);
		size_t prompt = prompt_length(line);

		if (prompt > 0) {
			code_lines_add(lines, CODE_PROMPT, str_first(line, prompt));
			lex_words(lines, shell, str_from(line, prompt));
		} else {
			code_lines_add(lines, CODE_PLAIN, line);
		}
		code = str_from(code, line.len);
	}
}

static enum code_color diff_color(struct str line)
{
	static const struct str heads[] = {S_INIT("diff "), S_INIT("index "), S_INIT("@@"),
		S_INIT("+++ "), S_INIT("--- "), S_INIT("Index: ")};

	for (size_t i = 0; i < COUNT(heads); i++) {
		if (str_starts(line, heads[i]))
			return CODE_META;
	}
	if (str_starts(line, S("+")))
		return CODE_INSERTED;
	return str_starts(line, S("-")) ? CODE_DELETED : CODE_PLAIN;
}

static void lex_diff(struct code_lines *lines, struct str code)
{
	while (code.len > 0) {
		size_t end = str_find_char(code, '\n', 0);
		struct str line = str_first(code, end == STR_NONE ? code.len : end + 1);

		code_lines_add(lines, diff_color(line), line);
		code = str_from(code, line.len);
	}
}

void syntax_write(struct code_lines *lines, const struct language *language, struct str code)
{
	switch (language == NULL ? LEX_NONE : language->lexer) {
	case LEX_WORDS: lex_words(lines, language, code); break;
	case LEX_MARKUP: lex_markup(lines, NULL, code); break;
	case LEX_PHP: lex_php(lines, language, code); break;
	case LEX_CONSOLE: lex_console(lines, code); break;
	case LEX_DIFF: lex_diff(lines, code); break;
	case LEX_NONE: code_lines_add(lines, CODE_PLAIN, code); break;
	}
}
