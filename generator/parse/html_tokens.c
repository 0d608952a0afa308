#include "parse/html_tokens.h"

#include "base/buf.h"

/*
 * Named references that matter: what can hide a scheme or a quote, and what
 * people write. Any other name stays as it stands, which is safe: it decodes
 * to no ASCII.
 */
static const struct {
	struct str name;
	uint32_t code_point;
	bool bare; /* browsers decode it without a semicolon too */
} entities[] = {
	{S_INIT("amp"), '&', true},
	{S_INIT("AMP"), '&', true},
	{S_INIT("lt"), '<', true},
	{S_INIT("LT"), '<', true},
	{S_INIT("gt"), '>', true},
	{S_INIT("GT"), '>', true},
	{S_INIT("quot"), '"', true},
	{S_INIT("QUOT"), '"', true},
	{S_INIT("nbsp"), 0xA0, true},
	{S_INIT("copy"), 0xA9, true},
	{S_INIT("reg"), 0xAE, true},
	{S_INIT("laquo"), 0xAB, true},
	{S_INIT("raquo"), 0xBB, true},
	{S_INIT("eacute"), 0xE9, true},
	{S_INIT("egrave"), 0xE8, true},
	{S_INIT("agrave"), 0xE0, true},
	{S_INIT("apos"), '\'', false},
	{S_INIT("colon"), ':', false},
	{S_INIT("Tab"), '\t', false},
	{S_INIT("NewLine"), '\n', false},
	{S_INIT("lpar"), '(', false},
	{S_INIT("rpar"), ')', false},
	{S_INIT("sol"), '/', false},
	{S_INIT("bsol"), '\\', false},
	{S_INIT("excl"), '!', false},
	{S_INIT("num"), '#', false},
	{S_INIT("quest"), '?', false},
	{S_INIT("equals"), '=', false},
	{S_INIT("period"), '.', false},
	{S_INIT("comma"), ',', false},
	{S_INIT("semi"), ';', false},
	{S_INIT("lowbar"), '_', false},
	{S_INIT("hyphen"), 0x2010, false},
	{S_INIT("hellip"), 0x2026, false},
	{S_INIT("ndash"), 0x2013, false},
	{S_INIT("mdash"), 0x2014, false},
	{S_INIT("rsquo"), 0x2019, false},
	{S_INIT("euro"), 0x20AC, false},
	{S_INIT("rarr"), 0x2192, false},
};

static unsigned digit_value(char c, unsigned base)
{
	if (ascii_is_digit(c))
		return (unsigned)(c - '0');
	c = ascii_lower(c);
	return base == 16 && c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 99;
}

/* `&#106;`, `&#x6A`, with or without its semicolon: the length, or 0. */
static size_t numeric_reference(struct str s, uint32_t *code_point)
{
	unsigned base = s.len > 2 && ascii_lower(s.ptr[2]) == 'x' ? 16 : 10;
	size_t at = base == 16 ? 3 : 2, begin = at;
	uint32_t value = 0;

	while (at < s.len && digit_value(s.ptr[at], base) < base) {
		if (value <= 0x10FFFF)
			value = value * base + digit_value(s.ptr[at], base);
		at++;
	}
	if (at == begin)
		return 0;
	*code_point = value == 0 || value > 0x10FFFF ? 0xFFFD : value;
	return at < s.len && s.ptr[at] == ';' ? at + 1 : at;
}

static size_t named_reference(struct str s, bool in_attribute, uint32_t *code_point)
{
	for (size_t i = 0; i < COUNT(entities); i++) {
		size_t end = 1 + entities[i].name.len;

		if (!str_starts(str_from(s, 1), entities[i].name))
			continue;
		*code_point = entities[i].code_point;
		if (end < s.len && s.ptr[end] == ';')
			return end + 1;
		/* In attributes `&copy=` is text, for the sake of old query strings. */
		if (entities[i].bare &&
			!(in_attribute && end < s.len && (s.ptr[end] == '=' || ascii_is_alnum(s.ptr[end]))))
			return end;
	}
	return 0;
}

struct str html_decode(struct arena *arena, struct str text, bool in_attribute)
{
	struct buf decoded = BUF_EMPTY;
	struct str copy;

	if (str_find_char(text, '&', 0) == STR_NONE)
		return text;
	for (size_t i = 0; i < text.len;) {
		uint32_t code_point = 0;
		size_t length = 0;

		if (text.ptr[i] == '&' && i + 1 < text.len)
			length = text.ptr[i + 1] == '#'
						 ? numeric_reference(str_from(text, i), &code_point)
						 : named_reference(str_from(text, i), in_attribute, &code_point);
		if (length == 0) {
			buf_add_char(&decoded, text.ptr[i++]);
			continue;
		}
		buf_add_code_point(&decoded, code_point);
		i += length;
	}
	copy = str_copy(arena, buf_str(&decoded));
	buf_release(&decoded);
	return copy;
}

/* Behind the end of what is no tag: comment, doctype, instruction, CDATA. */
static size_t passed_end(struct str text, size_t at)
{
	size_t end;

	if (str_starts(str_from(text, at), S("<!--"))) {
		/* `<!-->` and `<!--->` are whole comments. */
		if (str_starts(str_from(text, at + 4), S(">")))
			return at + 5;
		if (str_starts(str_from(text, at + 4), S("->")))
			return at + 6;
		for (size_t i = at + 4; i < text.len; i++) {
			if (str_starts(str_from(text, i), S("-->")))
				return i + 3;
			if (str_starts(str_from(text, i), S("--!>")))
				return i + 4;
		}
		return text.len;
	}
	/* A browser knows CDATA only inside of SVG: elsewhere it ends at the first `>`. */
	end = str_find_char(text, '>', at);
	return end == STR_NONE ? text.len : end + 1;
}

/* More attributes than any element has are nobody's, and are read over. */
#define MOST_ATTRIBUTES 64

/* A new attribute: not a repeated one, nor one too many. */
static bool is_wanted(const struct html_token *token, struct str name)
{
	size_t count = 0;

	for (const struct html_attribute *at = token->attributes; at != NULL; at = at->next) {
		if (str_equal(at->name, name))
			return false;
		count++;
	}
	return count < MOST_ATTRIBUTES;
}

static size_t skip_space(struct str text, size_t at)
{
	while (at < text.len && (ascii_is_space(text.ptr[at]) || text.ptr[at] == '/'))
		at++;
	return at;
}

static size_t read_value(struct str text, size_t at, struct html_attribute *attribute)
{
	char quote;
	size_t end;

	while (at < text.len && ascii_is_space(text.ptr[at]))
		at++;
	if (at == text.len)
		return at;
	quote = text.ptr[at];
	if (quote == '"' || quote == '\'') {
		end = str_find_char(text, quote, at + 1);
		if (end == STR_NONE)
			return text.len;
		attribute->begin = at + 1;
		attribute->end = end;
		return end + 1;
	}
	end = at;
	while (end < text.len && !ascii_is_space(text.ptr[end]) && text.ptr[end] != '>')
		end++;
	attribute->begin = at;
	attribute->end = end;
	return end;
}

/* One attribute: where it ends. */
static size_t read_attribute(
	struct arena *arena, struct str text, size_t at, struct html_attribute *attribute)
{
	size_t begin = at, after;

	/* A leading `=` is part of the name. */
	at++;
	while (at < text.len && !ascii_is_space(text.ptr[at]) && strchr("/>=", text.ptr[at]) == NULL)
		at++;
	attribute->name = str_lower(arena, str_range(text.ptr + begin, text.ptr + at));
	attribute->begin = begin;
	attribute->end = at;
	after = at;
	while (after < text.len && ascii_is_space(text.ptr[after]))
		after++;
	if (after == text.len || text.ptr[after] != '=')
		return at;
	attribute->begin = after + 1;
	attribute->end = after + 1;
	at = read_value(text, after + 1, attribute);
	attribute->value =
		html_decode(arena, str_range(text.ptr + attribute->begin, text.ptr + attribute->end), true);
	return at;
}

/* A tag that begins at `at`; false when the text ends inside of it. */
static bool read_tag(struct arena *arena, struct str text, size_t at, struct html_token *token)
{
	struct html_attribute **last = &token->attributes;
	size_t begin;

	token->begin = at;
	token->kind = text.ptr[at + 1] == '/' ? HTML_END_TAG : HTML_START_TAG;
	begin = at + (token->kind == HTML_END_TAG ? 2 : 1);
	at = begin;
	while (at < text.len && !ascii_is_space(text.ptr[at]) && text.ptr[at] != '/' &&
		   text.ptr[at] != '>')
		at++;
	token->name = str_lower(arena, str_range(text.ptr + begin, text.ptr + at));
	for (;;) {
		struct html_attribute *attribute;

		at = skip_space(text, at);
		if (at >= text.len)
			return false;
		if (text.ptr[at] == '>')
			break;
		attribute = arena_new(arena, struct html_attribute);
		at = read_attribute(arena, text, at, attribute);
		if (!is_wanted(token, attribute->name))
			continue;
		*last = attribute;
		last = &attribute->next;
	}
	token->end = at + 1;
	return true;
}

bool html_token_next(struct arena *arena, struct str text, size_t *at, struct html_token *token)
{
	size_t begin = *at, next;
	struct str rest;

	*token = (struct html_token){.begin = begin};
	if (begin >= text.len)
		return false;
	rest = str_from(text, begin);
	if (rest.ptr[0] == '<' && rest.len > 1) {
		bool end_tag = rest.ptr[1] == '/';

		if (rest.len > 1 + (size_t)end_tag && ascii_is_alpha(rest.ptr[1 + end_tag])) {
			if (!read_tag(arena, text, begin, token)) {
				/* A browser drops a tag that never ends, and all of its text. */
				token->kind = HTML_PASSED;
				token->end = text.len;
			}
			*at = token->end;
			return true;
		}
		if (rest.ptr[1] == '!' || rest.ptr[1] == '?' || end_tag) {
			token->kind = HTML_PASSED;
			token->end = passed_end(text, begin);
			*at = token->end;
			return true;
		}
	}
	next = str_find_char(text, '<', begin + 1);
	token->kind = HTML_TEXT;
	token->end = next == STR_NONE ? text.len : next;
	*at = token->end;
	return true;
}
