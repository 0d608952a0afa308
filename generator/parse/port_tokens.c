#include "parse/port_tokens.h"

#include "base/buf.h"
#include "base/transliterate.h"
#include "base/utf8.h"

/* Longer lines say nothing of ports that a reader would find. */
#define LONGEST 20000

struct scanner {
	struct arena *arena;
	const struct port_vocabulary *vocabulary;
	struct str line;
	char *text; /* masked, in small letters, byte for byte where that has one length */
	struct port_token *tokens;
	size_t count, size;
};

static void note_first(struct port_vocabulary *vocabulary, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (words[i].len > 0)
			vocabulary->begins[(unsigned char)words[i].ptr[0]] = true;
	}
}

static void note_begins(struct port_vocabulary *vocabulary)
{
	for (size_t i = 0; i < vocabulary->language_count; i++) {
		const struct port_language *language = vocabulary->languages[i];

		for (size_t kind = 0; kind < WORD_COUNT; kind++)
			note_first(vocabulary, language->words[kind], language->counts[kind]);
	}
	for (size_t i = 0; i < vocabulary->words->service_count; i++)
		note_first(vocabulary, vocabulary->words->services[i].words,
			vocabulary->words->services[i].word_count);
}

struct port_vocabulary port_vocabulary_of(const struct port_words *words, struct str language)
{
	/* Guides leave English and French words untranslated. */
	const struct str codes[] = {language, S("en"), S("fr")};
	struct port_vocabulary vocabulary = {.words = words};

	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct port_language *found = port_language_of(words, codes[i]);
		bool known = found == NULL;

		for (size_t j = 0; j < vocabulary.language_count; j++)
			known = known || vocabulary.languages[j] == found;
		if (!known)
			vocabulary.languages[vocabulary.language_count++] = found;
	}
	note_begins(&vocabulary);
	return vocabulary;
}

static struct port_token *add(
	struct scanner *scanner, enum token_kind kind, size_t begin, size_t end, uint32_t value)
{
	if (scanner->count == scanner->size) {
		size_t size = scanner->size == 0 ? 16 : scanner->size * 2;
		struct port_token *grown = arena_array(scanner->arena, struct port_token, size);

		if (scanner->count > 0)
			memcpy(grown, scanner->tokens, scanner->count * sizeof(*grown));
		scanner->tokens = grown;
		scanner->size = size;
	}
	scanner->tokens[scanner->count] = (struct port_token){
		.kind = kind,
		.begin = (uint32_t)begin,
		.end = (uint32_t)end,
		.value = value,
	};
	return &scanner->tokens[scanner->count++];
}

static void blank(struct scanner *scanner, size_t begin, size_t end)
{
	memset(scanner->text + begin, ' ', end - begin);
}

/* From an opening mark to its closing one, when that is near. */
static void mask_between(struct scanner *scanner, size_t begin, char close, size_t most)
{
	size_t end = begin;

	while (end < scanner->line.len && end - begin < most && scanner->line.ptr[end] != close)
		end++;
	if (end < scanner->line.len && scanner->line.ptr[end] == close)
		blank(scanner, begin, end + 1);
}

/* A tag or an autolink; `a < b` is neither. */
static bool begins_tag(struct str line, size_t at)
{
	return at + 1 < line.len &&
		   (ascii_is_alpha(line.ptr[at + 1]) || strchr("/!", line.ptr[at + 1]) != NULL);
}

/* `server_port` is one word; `_465_` is a number with emphasis. */
static bool is_inside_word(struct str line, size_t at)
{
	return at > 0 && at + 1 < line.len &&
		   (ascii_is_alnum(line.ptr[at - 1]) || line.ptr[at - 1] == '_') &&
		   (ascii_is_alnum(line.ptr[at + 1]) || line.ptr[at + 1] == '_');
}

/* U+2010 to U+203A are punctuation, and so are U+00A0 to U+00BF: no letter begins or goes on there.
 */
static size_t punctuation_length(struct str line, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)line.ptr + at;
	size_t left = line.len - at;

	if (left >= 2 && bytes[0] == 0xC2 && bytes[1] >= 0xA0)
		return 2;
	return left >= 3 && bytes[0] == 0xE2 && bytes[1] == 0x80 && bytes[2] >= 0x90 ? 3 : 0;
}

static void mask(struct scanner *scanner)
{
	struct str line = scanner->line;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];

		if (c == ']' && i + 1 < line.len && line.ptr[i + 1] == '(')
			mask_between(scanner, i + 1, ')', 400);
		else if (c == '{')
			mask_between(scanner, i, '}', 200);
		else if (c == '<' && begins_tag(line, i) &&
				 !str_has(str_first(str_from(line, i), 12), S("://")))
			mask_between(scanner, i, '>', 400);
		else if ((c == '*' || c == '`' || c == '"' || c == '\\') && scanner->text[i] == c)
			scanner->text[i] = ' ';
		else if (c == '_' && !is_inside_word(line, i))
			scanner->text[i] = ' ';
		else if ((unsigned char)c >= 0xC2)
			blank(scanner, i, i + punctuation_length(line, i));
	}
}

/* Small letters; a letter whose small form has another length stays as it is. */
static void make_small(struct scanner *scanner)
{
	for (size_t at = 0; at < scanner->line.len;) {
		size_t begin = at;
		char bytes[4];
		uint32_t code_point = utf8_next(scanner->line, &at);
		size_t length = utf8_encode(lower_code_point(code_point), bytes);

		memcpy(scanner->text + begin, length == at - begin ? bytes : scanner->line.ptr + begin,
			at - begin);
	}
}

static bool is_letter(char c)
{
	return ascii_is_alnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_word_end(const struct scanner *scanner, size_t at)
{
	return at >= scanner->line.len || !is_letter(scanner->text[at]);
}

static bool matches(const struct scanner *scanner, size_t at, struct str word, size_t *end)
{
	bool open = str_ends(word, S("*"));

	if (open)
		word.len--;
	if (word.len == 0 || word.ptr[0] != scanner->text[at] || scanner->line.len - at < word.len ||
		memcmp(scanner->text + at, word.ptr, word.len) != 0)
		return false;
	*end = at + word.len;
	while (open && *end < scanner->line.len && is_letter(scanner->text[*end]))
		++*end;
	return is_word_end(scanner, *end);
}

static size_t find_word(struct scanner *scanner, size_t at)
{
	for (size_t i = 0; i < scanner->vocabulary->language_count; i++) {
		const struct port_language *language = scanner->vocabulary->languages[i];

		for (size_t kind = 0; kind < WORD_COUNT; kind++) {
			for (size_t j = 0; j < language->counts[kind]; j++) {
				size_t end;

				if (matches(scanner, at, language->words[kind][j], &end)) {
					add(scanner, TOKEN_WORD, at, end, (uint32_t)kind);
					return end;
				}
			}
		}
	}
	return at;
}

static size_t find_service(struct scanner *scanner, size_t at)
{
	const struct port_words *words = scanner->vocabulary->words;

	for (size_t i = 0; i < words->service_count; i++) {
		for (size_t j = 0; j < words->services[i].word_count; j++) {
			size_t end;

			if (!matches(scanner, at, words->services[i].words[j], &end))
				continue;
			add(scanner, TOKEN_SERVICE, at, end, 0)->service = &words->services[i];
			return end;
		}
	}
	return at;
}

/*
 * "SSL", "TLS", "SSL/TLS" (TLS all of them), "STARTTLS". Other words may be
 * glued to them ("SSLdisabled"): what follows begins a word again.
 */
static size_t find_security(struct scanner *scanner, size_t at)
{
	static const struct {
		struct str word;
		enum port_security security;
	} rows[] = {
		{S_INIT("starttls"), PORT_STARTTLS},
		{S_INIT("ssl/tls"), PORT_TLS},
		{S_INIT("ssl / tls"), PORT_TLS},
		{S_INIT("ssl"), PORT_TLS},
		{S_INIT("tls"), PORT_TLS},
	};
	struct str rest = str_make(scanner->text + at, scanner->line.len - at);

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!str_starts(rest, rows[i].word))
			continue;
		/* A digit makes it a name: "ssl0". */
		if (rest.len > rows[i].word.len && ascii_is_digit(rest.ptr[rows[i].word.len]))
			return at;
		add(scanner, TOKEN_SECURITY, at, at + rows[i].word.len, (uint32_t)rows[i].security);
		return at + rows[i].word.len;
	}
	return at;
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

static bool is_host_char(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '.';
}

/* "ssl0.ovh.net": three parts at least, or two behind a scheme; the last of letters. */
static size_t find_host(struct scanner *scanner, size_t at)
{
	size_t end = at, dots = 0, last = at;
	bool in_url = at >= 3 && memcmp(scanner->text + at - 3, "://", 3) == 0;
	struct port_token *token;

	while (end < scanner->line.len && is_host_char(scanner->text[end])) {
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
		if (end - begin > 5)
			return end;
		token = add(scanner, TOKEN_HOST_PORT, begin, end, number_of(scanner, begin, end));
		token->host = host;
		token->in_url = in_url;
	}
	return end;
}

/* No part of a date, a version, a price, an index or an address. */
static size_t find_number(struct scanner *scanner, size_t at)
{
	size_t end = digits_end(scanner, at);
	char before = at > 0 ? scanner->text[at - 1] : ' ';
	char after = end < scanner->line.len ? scanner->text[end] : ' ';
	char next = end + 1 < scanner->line.len ? scanner->text[end + 1] : ' ';

	if (end - at > 5 || scanner->text[at] == '0' || strchr("[.#$@_-+=%/", before) != NULL ||
		is_letter(after) || strchr("%]_-:", after) != NULL ||
		(strchr(".,", after) != NULL && ascii_is_digit(next)) ||
		(after == '/' && (ascii_is_digit(next) || !is_letter(next))))
		return end;
	add(scanner, TOKEN_NUMBER, at, end, number_of(scanner, at, end));
	return end;
}

static size_t find_at(struct scanner *scanner, size_t at, bool word_begins)
{
	char c = scanner->text[at];
	size_t end;

	if (word_begins && ascii_is_alnum(c)) {
		end = find_host(scanner, at);
		if (end > at)
			return end;
	}
	if (word_begins && ascii_is_digit(c))
		return find_number(scanner, at);
	if (!word_begins || !is_letter(c))
		return at;
	end = c == 's' || c == 't' ? find_security(scanner, at) : at;
	if (end == at && !scanner->vocabulary->begins[(unsigned char)c])
		return at;
	if (end == at)
		end = find_service(scanner, at);
	return end == at ? find_word(scanner, at) : end;
}

static bool ends_sentence(const struct scanner *scanner, size_t at)
{
	char c = scanner->text[at];

	return (c == '.' || c == ';' || c == '!' || c == '?') &&
		   (at + 1 >= scanner->line.len || ascii_is_space(scanner->text[at + 1]));
}

const struct port_token *port_tokens(
	struct arena *arena, const struct port_vocabulary *vocabulary, struct str line, size_t *count)
{
	struct scanner scanner = {.arena = arena, .vocabulary = vocabulary, .line = line};
	bool word_begins = true;

	scanner.line = str_first(line, LONGEST);
	scanner.text = arena_bytes(arena, scanner.line.len + 1);
	make_small(&scanner);
	mask(&scanner);
	for (size_t at = 0; at < scanner.line.len;) {
		size_t end = find_at(&scanner, at, word_begins);

		if (end > at) {
			const struct port_token *last =
				scanner.count > 0 ? &scanner.tokens[scanner.count - 1] : NULL;

			word_begins = last != NULL && last->kind == TOKEN_SECURITY && last->end == end;
			at = end;
			continue;
		}
		if (ends_sentence(&scanner, at))
			add(&scanner, TOKEN_SENTENCE, at, at + 1, 0);
		word_begins = !is_letter(scanner.text[at]);
		at++;
	}
	*count = scanner.count;
	return scanner.tokens;
}
