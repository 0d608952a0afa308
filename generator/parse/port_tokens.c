#define _GNU_SOURCE /* memrchr */
#include "parse/port_tokens.h"

#include "base/vector.h"
#include "parse/port_text.h"

/* Of a port, and of a slip for one. */
#define MOST_DIGITS 5
/* Longer lists without a space are none of ports. */
#define MOST_JOINED 32

/* Longer lines say nothing of ports that a reader would find. */
#define LONGEST 20000

struct scanner {
	struct arena *arena;
	const struct port_vocabulary *vocabulary;
	struct str line;
	const char *text; /* masked, in small letters, byte for byte where that has one length */
	size_t last_dot;  /* the last one that may stand within a host, or 0 */
	struct port_token *tokens;
	size_t count, size;
};

static struct port_token *add(
	struct scanner *scanner, enum token_kind kind, size_t begin, size_t end, uint32_t value)
{
	scanner->tokens = arena_grown(
		scanner->arena, scanner->tokens, scanner->count, &scanner->size, sizeof(*scanner->tokens));
	scanner->tokens[scanner->count] = (struct port_token){
		.kind = kind,
		.begin = (uint32_t)begin,
		.end = (uint32_t)end,
		.value = value,
	};
	return &scanner->tokens[scanner->count++];
}

static bool is_letter(char c)
{
	return ascii_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

static unsigned letter_bits(byte_vector bytes)
{
	byte_vector small = bytes | 0x20;

	return vector_bits((byte_vector)(((small >= 'a') & (small <= 'z')) |
									 ((bytes >= '0') & (bytes <= '9')) | (bytes == '_'))) |
		   vector_bits(bytes); /* beyond ASCII */
}

/* Behind the letters that stand at `at`. */
static size_t letters_end(const struct scanner *scanner, size_t at)
{
	for (;; at += sizeof(byte_vector)) {
		byte_vector bytes = vector_load_next(scanner->text + at, scanner->line.len - at);
		unsigned others = letter_bits(bytes) ^ UINT16_MAX;

		if (others != 0)
			return at + (size_t)__builtin_ctz(others);
	}
}

static bool is_word_end(const struct scanner *scanner, size_t at)
{
	return at >= scanner->line.len || !is_letter(scanner->text[at]);
}

static bool matches(
	const struct scanner *scanner, size_t at, const struct port_entry *entry, size_t *end)
{
	size_t length = entry->word.len;

	/* Most differ at their ends already. */
	if (scanner->line.len - at < length ||
		scanner->text[at + length - 1] != entry->word.ptr[length - 1] ||
		memcmp(scanner->text + at, entry->word.ptr, length) != 0)
		return false;
	*end = at + length;
	/* "SSLdisabled" is two words, but a digit makes a name: "ssl0". */
	if (entry->glued)
		return *end >= scanner->line.len || !ascii_is_digit(scanner->text[*end]);
	while (entry->open && *end < scanner->line.len && is_letter(scanner->text[*end]))
		++*end;
	return is_word_end(scanner, *end);
}

static void add_entry(
	struct scanner *scanner, const struct port_entry *entry, size_t begin, size_t end)
{
	if (entry->service != NULL)
		add(scanner, TOKEN_SERVICE, begin, end, 0)->service = entry->service;
	else if (entry->kind == WORD_TLS || entry->kind == WORD_STARTTLS)
		add(scanner, TOKEN_SECURITY, begin, end,
			entry->kind == WORD_TLS ? PORT_TLS : PORT_STARTTLS);
	else
		add(scanner, TOKEN_WORD, begin, end, entry->kind);
}

/* Whether a place has a word of the kind already. */
static bool has_kind(const struct scanner *scanner, size_t at, uint8_t kind)
{
	for (size_t i = scanner->count; i > 0 && scanner->tokens[i - 1].begin == at; i--) {
		if (scanner->tokens[i - 1].kind != TOKEN_WORD || scanner->tokens[i - 1].value == kind)
			return true;
	}
	return false;
}

/* A service or a word; "Eingangsport" is two. */
static size_t find_word(struct scanner *scanner, size_t at)
{
	const struct port_vocabulary *vocabulary = scanner->vocabulary;
	unsigned char byte = (unsigned char)scanner->text[at];
	size_t found = at;

	if (at + 1 < scanner->line.len &&
		!port_vocabulary_may_begin(vocabulary, scanner->text[at], scanner->text[at + 1]))
		return at;
	for (size_t i = vocabulary->first[byte]; i < vocabulary->first[byte + 1]; i++) {
		const struct port_entry *entry = &vocabulary->entries[i];
		size_t end;

		if (!matches(scanner, at, entry, &end) ||
			(found > at && (end != found || has_kind(scanner, at, entry->kind))))
			continue;
		add_entry(scanner, entry, at, end);
		if (entry->service != NULL || entry->glued)
			return end;
		found = end;
	}
	return found;
}

static uint32_t number_of(const struct scanner *scanner, size_t begin, size_t end)
{
	uint32_t number = 0;

	for (size_t i = begin; i < end; i++)
		number = number * 10 + (uint32_t)(scanner->text[i] - '0');
	return number;
}

static size_t digits_end(const struct scanner *scanner, size_t at)
{
	while (at < scanner->line.len && ascii_is_digit(scanner->text[at]))
		at++;
	return at;
}

/* Guides write "pro?.mail.ovh.net" where the reader puts a number. */
static bool is_host_char(const struct scanner *scanner, size_t at)
{
	char c = scanner->text[at];

	return ascii_is_alnum(c) || c == '-' || c == '.' ||
		   (c == '?' && at + 1 < scanner->line.len && scanner->text[at + 1] == '.');
}

/* "ssl0.ovh.net": three parts at least, or two behind a scheme; the last of letters. */
static size_t find_host(struct scanner *scanner, size_t at)
{
	size_t end = at, dots = 0, last = at;
	bool in_url = at >= 3 && memcmp(scanner->text + at - 3, "://", 3) == 0;
	struct port_token *token;

	while (end < scanner->line.len && is_host_char(scanner, end)) {
		if (scanner->text[end] == '.') {
			dots++;
			last = end + 1;
		}
		end++;
	}
	while (end > at && !ascii_is_alnum(scanner->text[end - 1]))
		end--;
	if (end <= last && dots > 0) {
		/* A full stop behind it. */
		dots--;
		last = end;
		while (last > at && scanner->text[last - 1] != '.')
			last--;
	}
	if (dots + in_url < 2 || end - last < 2 || ascii_is_digit(scanner->text[last]) ||
		(at > 0 && scanner->text[at - 1] == '@'))
		return at;
	token = add(scanner, TOKEN_HOST, at, end, 0);
	token->host = str_copy(scanner->arena, str_make(scanner->text + at, end - at));
	token->in_url = in_url;
	if (end + 1 < scanner->line.len && scanner->text[end] == ':' &&
		ascii_is_digit(scanner->text[end + 1])) {
		size_t begin = end + 1;
		struct str host = token->host;

		end = digits_end(scanner, begin);
		if (end - begin > MOST_DIGITS)
			return end;
		token = add(scanner, TOKEN_HOST_PORT, begin, end, number_of(scanner, begin, end));
		token->host = host;
		token->in_url = in_url;
	}
	return end;
}

/* A digit behind these is part of an index, a fraction, a path, a price or the like. */
static bool is_no_port_behind(char before)
{
	return strchr("[.#$@-+=%/", before) != NULL;
}

/*
 * Digits that commas join: "25,465,587" and "80,443" are lists; "15,99" is a price, and "1,024"
 * may be one number.
 */
static size_t find_joined(struct scanner *scanner, size_t at)
{
	size_t ends[MOST_JOINED], count = 0, end = at, value = 0;

	do {
		size_t begin = end + (count > 0);

		end = digits_end(scanner, begin);
		for (size_t i = begin; i < end && value <= UINT32_MAX; i++)
			value = value * 10 + (size_t)(scanner->text[i] - '0');
		if (count < MOST_JOINED)
			ends[count] = end;
		count++;
	} while (end + 1 < scanner->line.len && scanner->text[end] == ',' &&
			 ascii_is_digit(scanner->text[end + 1]));
	if (count > MOST_JOINED || (count < 3 && value <= UINT16_MAX) || !is_word_end(scanner, end))
		return end;
	for (size_t i = 0, begin = at; i < count; begin = ends[i++] + 1) {
		if (ends[i] - begin <= MOST_DIGITS && scanner->text[begin] != '0')
			add(scanner, TOKEN_NUMBER, begin, ends[i], number_of(scanner, begin, ends[i]));
	}
	return end;
}

/* "993/143" are two; "1/2/2024" is a date. */
static size_t find_pair(struct scanner *scanner, size_t at, size_t slash)
{
	size_t end = digits_end(scanner, slash + 1);

	if (!is_word_end(scanner, end) || slash - at > MOST_DIGITS || end - slash - 1 > MOST_DIGITS ||
		scanner->text[at] == '0' || scanner->text[slash + 1] == '0' ||
		(end < scanner->line.len && strchr("/%.-:", scanner->text[end]) != NULL &&
			end + 1 < scanner->line.len && !ascii_is_space(scanner->text[end + 1])))
		return end;
	add(scanner, TOKEN_NUMBER, at, slash, number_of(scanner, at, slash));
	add(scanner, TOKEN_NUMBER, slash + 1, end, number_of(scanner, slash + 1, end));
	return end;
}

/* No part of a date, a version, a price, an index or an address. */
static size_t find_number(struct scanner *scanner, size_t at)
{
	size_t end = digits_end(scanner, at);
	char before = at > 0 ? scanner->text[at - 1] : ' ';
	char after = end < scanner->line.len ? scanner->text[end] : ' ';
	char next = end + 1 < scanner->line.len ? scanner->text[end + 1] : ' ';

	if (after == ',' && ascii_is_digit(next) && before != '_' && !is_no_port_behind(before))
		return find_joined(scanner, at);
	if (after == '/' && ascii_is_digit(next) && before != '_' && !is_no_port_behind(before))
		return find_pair(scanner, at, end);
	if (end - at > MOST_DIGITS || scanner->text[at] == '0' || before == '_' ||
		is_no_port_behind(before) || is_letter(after) || strchr("%]_-", after) != NULL ||
		(after == ':' && !ascii_is_space(next)) ||
		(strchr(".,", after) != NULL && ascii_is_digit(next)) || (after == '/' && !is_letter(next)))
		return end;
	add(scanner, TOKEN_NUMBER, at, end, number_of(scanner, at, end));
	return end;
}

/* What begins at the head of a word. */
static size_t find_at(struct scanner *scanner, size_t at)
{
	char c = scanner->text[at];
	size_t end = at < scanner->last_dot && ascii_is_alnum(c) ? find_host(scanner, at) : at;

	if (end > at)
		return end;
	return ascii_is_digit(c) ? find_number(scanner, at) : find_word(scanner, at);
}

static bool ends_sentence(const struct scanner *scanner, size_t at)
{
	char c = scanner->text[at];

	return (c == '.' || c == ';' || c == '!' || c == '?') &&
		   (at + 1 >= scanner->line.len || ascii_is_space(scanner->text[at + 1]));
}

/* A host goes on behind its dots. */
static size_t find_last_dot(const struct scanner *scanner)
{
	const char *text = scanner->text, *dot;
	size_t before = scanner->line.len > 0 ? scanner->line.len - 1 : 0;

	while ((dot = memrchr(text, '.', before)) != NULL) {
		if (!ascii_is_space(dot[1]))
			return (size_t)(dot - text);
		before = (size_t)(dot - text);
	}
	return 0;
}

const struct port_token *port_tokens(
	struct arena *arena, const struct port_vocabulary *vocabulary, struct str line, size_t *count)
{
	struct scanner scanner = {.arena = arena, .vocabulary = vocabulary, .line = line};
	bool word_begins = true;

	scanner.line = str_first(line, LONGEST);
	scanner.text = port_text_make(arena, scanner.line);
	scanner.last_dot = find_last_dot(&scanner);
	for (size_t at = 0; at < scanner.line.len;) {
		size_t end;

		if (!is_letter(scanner.text[at])) {
			if (ends_sentence(&scanner, at))
				add(&scanner, TOKEN_SENTENCE, at, at + 1, 0);
			word_begins = true;
			at++;
			continue;
		}
		end = word_begins ? find_at(&scanner, at) : at;
		if (end > at) {
			const struct port_token *last =
				scanner.count > 0 ? &scanner.tokens[scanner.count - 1] : NULL;

			word_begins = last != NULL && last->kind == TOKEN_SECURITY && last->end == end;
			at = end;
			continue;
		}
		word_begins = false;
		at = letters_end(&scanner, at);
	}
	*count = scanner.count;
	return scanner.tokens;
}

static bool may_begin_number(struct str text, size_t at)
{
	char before = at > 0 ? text.ptr[at - 1] : ' ';

	return !ascii_is_alnum(before) && !is_no_port_behind(before);
}

size_t port_tokens_next_number(struct str text, size_t from)
{
	for (size_t at = from; at < text.len; at += sizeof(byte_vector)) {
		byte_vector bytes = vector_load_next(text.ptr + at, text.len - at);
		unsigned digits = vector_bits((byte_vector)(bytes - '0' <= 9));

		/* No number begins behind a digit. */
		for (digits &= ~(digits << 1); digits != 0; digits &= digits - 1) {
			size_t digit = at + (size_t)__builtin_ctz(digits);

			if (may_begin_number(text, digit))
				return digit;
		}
	}
	return text.len;
}

bool port_tokens_may_have_number(struct str text)
{
	return port_tokens_next_number(text, 0) < text.len;
}

static bool has_colon_before_digit(struct str text)
{
	size_t at = 0;

	while ((at = str_find_char(text, ':', at)) != STR_NONE) {
		at++;
		if (at < text.len && ascii_is_digit(text.ptr[at]))
			return true;
	}
	return false;
}

bool port_tokens_may_state_port(const struct port_vocabulary *vocabulary, struct str text)
{
	return port_tokens_may_have_number(text) &&
		   (has_colon_before_digit(text) || port_vocabulary_may_name_port(vocabulary, text));
}
