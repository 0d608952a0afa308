#include "parse/syntax_lexers.h"

struct words {
	struct code_lines *lines;
	const struct language *language;
	struct str code;
	size_t at;    /* what stands before is looked at */
	size_t plain; /* what stands before is written */
	size_t braces;
	bool line_begins;    /* only white space stands before it on the line */
	bool command_begins; /* a shell's next word is a command */
};

static bool has(const struct words *words, enum language_trait trait)
{
	return (words->language->traits & trait) != 0;
}

static char char_at(const struct words *words, size_t at)
{
	return at < words->code.len ? words->code.ptr[at] : '\0';
}

static bool is_word_char(const struct words *words, char c)
{
	return ascii_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80 ||
		   str_find_char(words->language->word, c, 0) != STR_NONE;
}

static size_t word_end(const struct words *words, size_t at)
{
	while (at < words->code.len && is_word_char(words, words->code.ptr[at]))
		at++;
	return at;
}

static void write_token(struct words *words, enum code_color color, size_t end)
{
	const char *code = words->code.ptr;

	if (end > words->code.len)
		end = words->code.len;
	if (color != CODE_PLAIN) {
		code_lines_add(words->lines, CODE_PLAIN, str_range(code + words->plain, code + words->at));
		code_lines_add(words->lines, color, str_range(code + words->at, code + end));
		words->plain = end;
	}
	words->at = end;
	words->line_begins = false;
}

static size_t line_end(const struct words *words, size_t at)
{
	size_t end = str_find_char(words->code, '\n', at);

	return end == STR_NONE ? words->code.len : end;
}

/* A comment that begins here: its end, or 0. */
static size_t comment_end(const struct words *words)
{
	const struct language *language = words->language;
	struct str rest = str_from(words->code, words->at), marks = language->comments, mark;

	if (language->open.len > 0 && str_starts(rest, language->open)) {
		size_t end = str_find(words->code, language->shut, words->at + language->open.len);

		return end == STR_NONE ? words->code.len : end + language->shut.len;
	}
	if (has(words, TRAIT_SPACED_HASH) && words->at > 0 &&
		!ascii_is_space(words->code.ptr[words->at - 1]))
		return 0;
	while (str_next_part(&marks, ' ', &mark)) {
		if (str_starts(rest, mark))
			return line_end(words, words->at);
	}
	return 0;
}

/* `$name`, `${name}` at an offset: its end, or 0. */
static size_t variable_end(const struct words *words, size_t at)
{
	size_t end = at + 1;

	if (char_at(words, end) == '{') {
		while (end < words->code.len && words->code.ptr[end] != '}' && words->code.ptr[end] != '\n')
			end++;
		return char_at(words, end) == '}' ? end + 1 : 0;
	}
	while (ascii_is_alnum(char_at(words, end)) || char_at(words, end) == '_')
		end++;
	if (end == at + 1 && char_at(words, end) != '\0' &&
		strchr("?@#!*$", char_at(words, end)) != NULL)
		end++;
	return end > at + 1 ? end : 0;
}

static bool has_escapes(const struct words *words, char quote)
{
	if (has(words, TRAIT_DOUBLED_QUOTES))
		return false;
	return quote != '\'' || !has(words, TRAIT_PLAIN_SINGLE);
}

/* Behind the quote that closes the one before `at`; variables inside get their own colour. */
static void write_quoted(struct words *words, char quote)
{
	bool variables = has(words, TRAIT_DOLLAR) && quote == '"';
	bool goes_on = has(words, TRAIT_LONG_STRINGS) || quote == '`';
	size_t at = words->at + 1;

	while (at < words->code.len) {
		char c = words->code.ptr[at];
		size_t end;

		if (c == quote || (c == '\n' && !goes_on))
			break;
		if (c == '\\' && has_escapes(words, quote)) {
			at += 2;
			continue;
		}
		end = variables && c == '$' ? variable_end(words, at) : 0;
		if (end > 0) {
			write_token(words, CODE_STRING, at);
			write_token(words, CODE_VARIABLE, end);
			at = end;
			continue;
		}
		at++;
	}
	write_token(words, CODE_STRING, char_at(words, at) == quote ? at + 1 : at);
}

static size_t skip_blanks(const struct words *words, size_t at)
{
	while (char_at(words, at) == ' ' || char_at(words, at) == '\t')
		at++;
	return at;
}

/* A string without variables that a colon follows is a key. */
static bool is_string_key(const struct words *words, char quote)
{
	size_t end = words->at + 1;

	if (!has(words, TRAIT_STRING_KEYS))
		return false;
	while (end < words->code.len && words->code.ptr[end] != quote && words->code.ptr[end] != '\n')
		end += words->code.ptr[end] == '\\' ? 2 : 1;
	return char_at(words, end) == quote && char_at(words, skip_blanks(words, end + 1)) == ':';
}

static void write_string(struct words *words)
{
	char quote = words->code.ptr[words->at];
	char three[] = {quote, quote, quote};

	if (has(words, TRAIT_TRIPLE_QUOTES) &&
		str_starts(str_from(words->code, words->at), str_make(three, 3))) {
		size_t end = str_find(words->code, str_make(three, 3), words->at + 3);

		write_token(words, CODE_STRING, end == STR_NONE ? words->code.len : end + 3);
	} else if (is_string_key(words, quote)) {
		size_t end = words->at + 1;

		while (words->code.ptr[end] != quote)
			end += words->code.ptr[end] == '\\' ? 2 : 1;
		write_token(words, CODE_KEY, end + 1);
	} else {
		write_quoted(words, quote);
	}
	words->command_begins = false;
}

/* `<<EOF` … `EOF`: from behind the word to the line that repeats it. */
static void write_here_document(struct words *words)
{
	size_t at = words->at + 2, end;
	struct str word;

	at += char_at(words, at) == '-';
	at = skip_blanks(words, at);
	at += char_at(words, at) == '"' || char_at(words, at) == '\'';
	end = at;
	/* `1 << 3` is arithmetic. */
	while (ascii_is_alpha(char_at(words, at)) &&
		   (ascii_is_alnum(char_at(words, end)) || char_at(words, end) == '_'))
		end++;
	word = str_range(words->code.ptr + at, words->code.ptr + end);
	if (word.len == 0) {
		write_token(words, CODE_PLAIN, words->at + 2);
		return;
	}
	write_token(words, CODE_PLAIN, line_end(words, end));
	at = words->at;
	while (at < words->code.len) {
		size_t stop = line_end(words, at + 1);

		if (str_equal(str_trim(str_range(words->code.ptr + at, words->code.ptr + stop)), word)) {
			at = stop;
			break;
		}
		at = stop;
	}
	write_token(words, CODE_STRING, at);
	words->command_begins = true;
}

/* A key at a line's head: where it ends, or 0. */
static size_t line_key_end(const struct words *words)
{
	size_t at = words->at, end;

	/* Keys of YAML may be of several words, and stand behind hyphens of lists. */
	while (at < words->code.len &&
		   (is_word_char(words, words->code.ptr[at]) ||
			   (words->code.ptr[at] == ' ' && is_word_char(words, char_at(words, at + 1)))))
		at++;
	end = at;
	at = skip_blanks(words, at);
	if (end == words->at || char_at(words, at) == '\0' ||
		str_find_char(words->language->separators, char_at(words, at), 0) == STR_NONE)
		return 0;
	if (char_at(words, at) == ':' && char_at(words, at + 1) != '\0' &&
		!ascii_is_space(char_at(words, at + 1)) && char_at(words, at + 1) != '=')
		return 0;
	return end;
}

/* What stands first on a line, where that says what it is. True when it was written. */
static bool write_line_head(struct words *words)
{
	char c = words->code.ptr[words->at];
	size_t end = 0;
	enum code_color color = CODE_KEY;

	if (has(words, TRAIT_SECTIONS) && c == '[') {
		color = CODE_NAME;
		end = line_end(words, words->at);
	} else if (has(words, TRAIT_PREPROCESSOR) && c == '#') {
		color = CODE_META;
		end = word_end(words, skip_blanks(words, words->at + 1));
	} else if (has(words, TRAIT_FIRST_WORD) && (is_word_char(words, c) || c == '<')) {
		color = CODE_KEYWORD;
		end = word_end(words, words->at + (c == '<' ? 1 : 0));
	} else if (has(words, TRAIT_LINE_KEYS) && c == '-' && char_at(words, words->at + 1) == ' ') {
		/* The item's key still begins its line. */
		words->at += 2;
		return true;
	} else if (has(words, TRAIT_LINE_KEYS)) {
		end = line_key_end(words);
	}
	if (end == 0)
		return false;
	write_token(words, color, end);
	return true;
}

/* Keywords of shells behind which stands something else than a command. */
static bool takes_words(struct str keyword)
{
	return language_lists(
		S(" for case select in function export local declare readonly unset return exit "
		  "source shift break continue param "),
		keyword, true);
}

static void write_number(struct words *words)
{
	size_t end = words->at;

	while (ascii_is_alnum(char_at(words, end)) || char_at(words, end) == '.' ||
		   char_at(words, end) == '_' || char_at(words, end) == '%')
		end++;
	/* `2024-01-01` and `7z-archive` are words of a shell, no numbers. */
	if (is_word_char(words, char_at(words, end)))
		write_token(words, CODE_PLAIN, word_end(words, end));
	else
		write_token(words, CODE_NUMBER, end);
	words->command_begins = false;
}

static enum code_color command_color(struct words *words, size_t end, bool keyword, struct str word)
{
	bool begins = words->command_begins;

	words->command_begins = keyword && !takes_words(word);
	if (keyword && begins)
		return CODE_KEYWORD;
	if (begins && char_at(words, end) == '=') {
		words->command_begins = false;
		return CODE_VARIABLE;
	}
	if (word.ptr[0] == '-' && has(words, TRAIT_OPTIONS) && word.len > 1)
		return CODE_KEY;
	return begins ? CODE_NAME : CODE_PLAIN;
}

/* Of what stands around a word, and whether it is one of the language's own. */
static enum code_color word_color(struct words *words, size_t end, bool keyword, struct str word)
{
	if (has(words, TRAIT_COMMANDS))
		return command_color(words, end, keyword, word);
	if (keyword)
		return CODE_KEYWORD;
	if (has(words, TRAIT_OPTIONS) && word.len > 1 && word.ptr[0] == '-')
		return CODE_KEY;
	if (has(words, TRAIT_CALLS) && char_at(words, end) == '(')
		return CODE_NAME;
	if (has(words, TRAIT_BRACE_KEYS) && words->braces > 0 &&
		char_at(words, skip_blanks(words, end)) == ':')
		return CODE_KEY;
	return CODE_PLAIN;
}

static void write_word(struct words *words)
{
	bool any_case = has(words, TRAIT_ANY_CASE);
	size_t end = word_end(words, words->at);
	struct str word = str_range(words->code.ptr + words->at, words->code.ptr + end);
	bool keyword = language_lists(words->language->keywords, word, any_case);
	enum code_color color = word_color(words, end, keyword, word);

	if (color == CODE_PLAIN && language_lists(words->language->constants, word, any_case))
		color = CODE_NUMBER;
	write_token(words, color, end);
}

static void write_sign(struct words *words, char c)
{
	words->braces += c == '{';
	words->braces -= c == '}' && words->braces > 0;
	if (has(words, TRAIT_COMMANDS) && strchr("|;&({`", c) != NULL)
		words->command_begins = true;
	write_token(words, CODE_PLAIN, words->at + 1);
}

static void step(struct words *words)
{
	char c = words->code.ptr[words->at];
	size_t end;

	if (c == '\n') {
		/* A line that ends in a backslash goes on. */
		words->command_begins = words->at == 0 || words->code.ptr[words->at - 1] != '\\';
		words->line_begins = true;
		words->at++;
	} else if (ascii_is_space(c)) {
		words->at++;
	} else if ((end = comment_end(words)) > 0) {
		write_token(words, CODE_COMMENT, end);
	} else if (words->line_begins && write_line_head(words)) {
		return;
	} else if (str_find_char(words->language->quotes, c, 0) != STR_NONE) {
		write_string(words);
	} else if (c == '$' && has(words, TRAIT_DOLLAR) && (end = variable_end(words, words->at)) > 0) {
		write_token(words, CODE_VARIABLE, end);
		words->command_begins = false;
	} else if (c == '@' && has(words, TRAIT_AT) && ascii_is_alpha(char_at(words, words->at + 1))) {
		write_token(words, CODE_META, word_end(words, words->at + 1));
	} else if (c == '<' && has(words, TRAIT_COMMANDS) && char_at(words, words->at + 1) == '<') {
		write_here_document(words);
	} else if (ascii_is_digit(c)) {
		write_number(words);
	} else if (is_word_char(words, c)) {
		write_word(words);
	} else {
		write_sign(words, c);
	}
}

void lex_words(struct code_lines *lines, const struct language *language, struct str code)
{
	struct words words = {
		.lines = lines,
		.language = language,
		.code = code,
		.line_begins = true,
		.command_begins = true,
	};

	while (words.at < code.len)
		step(&words);
	words.at = code.len;
	code_lines_add(lines, CODE_PLAIN, str_range(code.ptr + words.plain, code.ptr + code.len));
}
