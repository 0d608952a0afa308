#include "parse/link_repair.h"

#include "base/vector.h"

struct link_repairer {
	const struct mapped_text *text;
	const struct source *source;
	struct edits *edits;
	struct diagnostics *found;
	struct str line;
	size_t line_begin;
};

/* What a destination of these guides begins with; anything else in parentheses may be prose. */
static bool looks_like_destination(struct str s)
{
	static const struct str heads[] = {
		S_INIT("http:"),
		S_INIT("https:"),
		S_INIT("mailto:"),
		S_INIT("{legacy}"),
		S_INIT("{ovh_www}"),
		S_INIT("images/"),
		S_INIT("/"),
		S_INIT("./"),
		S_INIT("../"),
		S_INIT("#"),
		S_INIT("www."),
	};

	for (size_t i = 0; i < COUNT(heads); i++) {
		if (str_starts_nocase(s, heads[i]))
			return true;
	}
	return false;
}

static void report(struct link_repairer *repairer, size_t begin, size_t end, const char *what)
{
	size_t source_begin = mapped_text_source(repairer->text, repairer->line_begin + begin);
	size_t source_end = mapped_text_source(repairer->text, repairer->line_begin + end);
	struct diagnostic *diagnostic =
		diagnostics_add(repairer->found, RULE_LINK_MALFORMED, repairer->source->path,
			source_place(repairer->source, source_begin, source_end), "%s in \"" STR_FMT "\"", what,
			STR_ARG(str_range(repairer->line.ptr + begin, repairer->line.ptr + end)));

	diagnostic->help = S("write [text](destination), with %20 for a space");
}

/* The next parenthesis at or behind `at`, or the length. */
static size_t next_parenthesis(struct str line, size_t at)
{
	for (; at < line.len; at += sizeof(byte_vector)) {
		byte_vector bytes = vector_load_next(line.ptr + at, line.len - at);
		/* They differ in their lowest bit. */
		unsigned found = vector_bits((byte_vector)((bytes | 1) == ')'));

		if (found != 0)
			return at + (size_t)__builtin_ctz(found);
	}
	return line.len;
}

/* The parenthesis that closes the one before `at`, parentheses counted; or STR_NONE. */
static size_t balanced_close(struct str line, size_t at)
{
	size_t depth = 0;

	for (at = next_parenthesis(line, at); at < line.len; at = next_parenthesis(line, at + 1)) {
		if (line.ptr[at] == '(')
			depth++;
		else if (depth-- == 0)
			return at;
	}
	return STR_NONE;
}

/* Where parentheses don't balance: the first that closes and is followed by no URL character. */
static size_t plain_close(struct str line, size_t at)
{
	while ((at = str_find_char(line, ')', at)) != STR_NONE) {
		char next = at + 1 < line.len ? line.ptr[at + 1] : ' ';

		if (ascii_is_space(next) || strchr(".,;:!?{*|<", next) != NULL)
			return at;
		at++;
	}
	return STR_NONE;
}

/* A title stands behind the destination, as CommonMark has it: nothing to mend. */
static bool has_title(struct str inside)
{
	char last = inside.ptr[inside.len - 1];
	size_t space = str_find_char(inside, ' ', 0);
	struct str tail = str_trim(str_from(inside, space));

	return tail.len >= 2 && (tail.ptr[0] == '"' || tail.ptr[0] == '\'' || tail.ptr[0] == '(') &&
		   (last == tail.ptr[0] || (tail.ptr[0] == '(' && last == ')'));
}

/* The destination that begins at `at`, behind `](`. */
static void mend_destination(struct link_repairer *repairer, size_t at)
{
	struct str line = repairer->line;
	size_t close = balanced_close(line, at);
	bool unbalanced = close == STR_NONE;
	struct str inside;
	size_t begin;

	if (unbalanced)
		close = plain_close(line, at);
	if (close == STR_NONE)
		return;
	inside = str_trim(str_range(line.ptr + at, line.ptr + close));
	if (!unbalanced && (str_find_char(inside, ' ', 0) == STR_NONE || has_title(inside)))
		return;
	if (inside.len == 0 || str_find_char(inside, '<', 0) != STR_NONE ||
		str_find_char(inside, '>', 0) != STR_NONE || !looks_like_destination(inside))
		return;
	begin = (size_t)(inside.ptr - line.ptr);
	edits_add(repairer->edits, repairer->line_begin + begin, 0, S("<"));
	edits_add(repairer->edits, repairer->line_begin + begin + inside.len, 0, S(">"));
	report(repairer, begin, begin + inside.len, unbalanced ? "a parenthesis" : "a space");
}

/* `[a] (b)` */
static void mend_gap(struct link_repairer *repairer, size_t bracket)
{
	struct str line = repairer->line;
	struct str inside = str_from(line, bracket + 3);
	size_t close = str_find_char(inside, ')', 0);
	bool opened = false;

	for (size_t i = bracket; i > 0 && !opened; i--)
		opened = line.ptr[i - 1] == '[';
	if (!opened || close == STR_NONE ||
		str_find_char(str_first(inside, close), ' ', 0) != STR_NONE ||
		(!str_starts(inside, S("http")) && !str_starts(inside, S("{legacy}"))))
		return;
	edits_add(repairer->edits, repairer->line_begin + bracket + 1, 1, S(""));
	report(repairer, bracket, bracket + 3 + close, "a space before the destination");
}

/* Go over a code span that begins at `at`; to behind its opening run when it is none. */
static size_t skip_code(struct str line, size_t at)
{
	size_t length = 0, close;

	while (at + length < line.len && line.ptr[at + length] == '`')
		length++;
	close = at + length;
	while (close < line.len) {
		size_t run = 0;

		while (close + run < line.len && line.ptr[close + run] == '`')
			run++;
		if (run == length)
			return close + run;
		close += run > 0 ? run : 1;
	}
	return at + length;
}

/* The next `]`, or what may hide one: a backslash or backtick. The length without any. */
static size_t next_mark(struct str line, size_t at)
{
	for (; at < line.len; at += sizeof(byte_vector)) {
		byte_vector bytes = vector_load_next(line.ptr + at, line.len - at);
		/* `\` and `]` differ in their lowest bit. */
		unsigned found = vector_bits((byte_vector)(((bytes | 1) == ']') | (bytes == '`')));

		if (found != 0)
			return at + (size_t)__builtin_ctz(found);
	}
	return line.len;
}

/* The next `]` that no escape or code span hides, or STR_NONE. */
static size_t next_bracket(struct str line, size_t at)
{
	for (at = next_mark(line, at); at < line.len; at = next_mark(line, at)) {
		if (line.ptr[at] == ']')
			return at;
		at = line.ptr[at] == '`' ? skip_code(line, at) : at + 2;
	}
	return STR_NONE;
}

static void mend_line(struct link_repairer *repairer)
{
	struct str line = repairer->line;
	size_t at = 0;

	while ((at = next_bracket(line, at)) != STR_NONE) {
		struct str rest = str_from(line, at + 1);

		if (str_starts(rest, S("(")))
			mend_destination(repairer, at + 2);
		else if (str_starts(rest, S(" (")))
			mend_gap(repairer, at);
		at++;
	}
}

void link_repair(const struct line_list *lines, const struct mapped_text *text,
	const struct source *source, struct edits *edits, struct diagnostics *found)
{
	struct link_repairer repairer = {
		.text = text, .source = source, .edits = edits, .found = found};

	if (!str_has(lines->text, S("](")) && !str_has(lines->text, S("] (")))
		return;
	for (size_t i = line_holding(lines, 0, ']'); i < lines->count;
		 i = line_holding(lines, i + 1, ']')) {
		if (lines->items[i].code || lines->items[i].indent > 7)
			continue;
		repairer.line = line_content(lines, i);
		repairer.line_begin = lines->items[i].content;
		mend_line(&repairer);
	}
}
