#include "parse/port_code.h"

/* What stands before the numbers. */
enum form {
	FORM_NONE,
	FORM_ONE,     /* `--dport 22`, `port: 80` */
	FORM_PAIR,    /* `-p 8080:80` */
	FORM_SEVERAL, /* `EXPOSE 80 443` */
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_name(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-';
}

/* A word from `begin`; the end of it. */
static size_t word_end(struct str code, size_t begin)
{
	size_t end = begin;

	while (end < code.len && is_name(code.ptr[end]))
		end++;
	return end;
}

static bool is_option(struct str word)
{
	static const struct str options[] = {S_INIT("--dport"), S_INIT("--sport"), S_INIT("--dports"),
		S_INIT("--sports"), S_INIT("--port")};

	for (size_t i = 0; i < COUNT(options); i++) {
		if (str_equal(word, options[i]))
			return true;
	}
	return false;
}

/*
 * `port`, `Port`, `PORT`, and names that end so: `targetPort`, `server_port`. A
 * plain word needs a mark before its number when it is only part of the name.
 */
static enum form form_of(struct str code, size_t begin, size_t end, size_t *number)
{
	struct str word = str_range(code.ptr + begin, code.ptr + end);
	bool whole = str_equal_nocase(word, S("port")), marked = false;

	*number = end;
	if (*number < code.len && (code.ptr[*number] == '"' || code.ptr[*number] == '\''))
		++*number;
	while (*number < code.len && is_space(code.ptr[*number]))
		++*number;
	if (*number < code.len && (code.ptr[*number] == ':' || code.ptr[*number] == '=')) {
		marked = true;
		++*number;
	}
	while (*number < code.len &&
		   (is_space(code.ptr[*number]) || code.ptr[*number] == '"' || code.ptr[*number] == '\''))
		++*number;
	if (*number == end)
		return FORM_NONE;
	if (str_equal(word, S("-p")) || str_equal(word, S("-P")) || str_equal(word, S("--publish")))
		return FORM_PAIR;
	if (is_option(word))
		return FORM_ONE;
	if (str_equal(word, S("EXPOSE")) && !marked)
		return FORM_SEVERAL;
	if (whole)
		return FORM_ONE;
	return marked && word.len > 4 && str_equal_nocase(str_from(word, word.len - 4), S("port")) &&
				   (word.ptr[word.len - 5] == '_' || word.ptr[word.len - 5] == '-' ||
					   word.ptr[word.len - 4] == 'P')
			   ? FORM_ONE
			   : FORM_NONE;
}

static bool ends_number(struct str code, size_t end, enum form form)
{
	char c = end < code.len ? code.ptr[end] : ' ';

	if (form == FORM_PAIR && c == ':')
		return end + 1 < code.len && ascii_is_digit(code.ptr[end + 1]);
	if (c == '/')
		return str_starts(str_from(code, end), S("/tcp")) ||
			   str_starts(str_from(code, end), S("/udp"));
	return !ascii_is_alnum(c) && c != '.' && c != '_' && c != '-' && c != ':' && c != '[';
}

/* Keep the number at `at`; where the next one may stand, or STR_NONE. */
static size_t take(struct port_reader *reader, struct str code, size_t offset, size_t at,
	enum form form, const struct port_context *context)
{
	size_t end = at;
	uint32_t port = 0;
	struct port_draft *draft;

	while (end < code.len && ascii_is_digit(code.ptr[end]) && end - at < 6)
		port = port * 10 + (uint32_t)(code.ptr[end++] - '0');
	if (end == at || code.ptr[at] == '0' || port > UINT16_MAX || !ends_number(code, end, form))
		return STR_NONE;
	draft = port_reader_add(reader, offset + at, offset + end, port, PORT_IN_CODE);
	draft->is_alone = true;
	port_reader_describe(reader, draft, context);
	if (form == FORM_PAIR && end < code.len && code.ptr[end] == ':')
		return end + 1;
	if (str_starts(str_from(code, end), S("/")))
		end += 4;
	while (form == FORM_SEVERAL && end < code.len && is_space(code.ptr[end]))
		end++;
	return form == FORM_SEVERAL ? end : STR_NONE;
}

/* The service that the line names before the number, such as the command. */
static struct port_context context_before(
	const struct port_reader *reader, struct str code, size_t at)
{
	size_t count;
	const struct port_token *tokens =
		port_tokens(reader->scratch, reader->vocabulary, str_first(code, at), &count);

	return port_context_of(tokens, 0, count);
}

void port_code_read(struct port_reader *reader, struct str code, size_t offset)
{
	size_t at = 0;

	while (at < code.len) {
		size_t end = word_end(code, at), number;
		enum form form;

		if (end == at) {
			at++;
			continue;
		}
		form = form_of(code, at, end, &number);
		if (form != FORM_NONE && number < code.len && ascii_is_digit(code.ptr[number])) {
			struct port_context context = context_before(reader, code, at);

			while (number != STR_NONE && number < code.len)
				number = take(reader, code, offset, number, form, &context);
		}
		at = end;
	}
}
