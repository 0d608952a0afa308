#include "parse/port_text.h"

#include "base/transliterate.h"
#include "base/utf8.h"
#include "base/vector.h"

struct masked {
	struct str line;
	char *text;
};

static void blank(struct masked *masked, size_t begin, size_t end)
{
	memset(masked->text + begin, ' ', end - begin);
}

/* From an opening mark to its closing one, when that is near. */
static void mask_between(struct masked *masked, size_t begin, char close, size_t most)
{
	size_t end = begin;

	while (end < masked->line.len && end - begin < most && masked->line.ptr[end] != close)
		end++;
	if (end < masked->line.len && masked->line.ptr[end] == close)
		blank(masked, begin, end + 1);
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

/* U+2010 to U+203F are punctuation or blank, and so are U+00A0 to U+00BF. */
static size_t punctuation_length(struct str line, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)line.ptr + at;
	size_t left = line.len - at;

	if (left >= 2 && bytes[0] == 0xC2 && bytes[1] >= 0xA0)
		return 2;
	return left >= 3 && bytes[0] == 0xE2 && bytes[1] == 0x80 && bytes[2] >= 0x90 ? 3 : 0;
}

/* The next byte at or behind `at` that begins what is masked, or the length. */
static size_t next_masked(struct str line, size_t at)
{
	for (; at < line.len; at += sizeof(byte_vector)) {
		byte_vector bytes = vector_load_next(line.ptr + at, line.len - at);
		/* `\` and `]` differ in one bit, and so do C2 and E2. */
		unsigned found =
			vector_bits((byte_vector)(((bytes | 1) == ']') | (bytes == '{') | (bytes == '<') |
									  (bytes == '*') | (bytes == '`') | (bytes == '"') |
									  (bytes == '_') | ((bytes | 0x20) == 0xE2)));

		if (found != 0)
			return at + (size_t)__builtin_ctz(found);
	}
	return line.len;
}

static void mask_at(struct masked *masked, size_t at)
{
	struct str line = masked->line;
	char c = line.ptr[at];

	if (c == ']' && at + 1 < line.len && line.ptr[at + 1] == '(')
		mask_between(masked, at + 1, ')', 400);
	else if (c == '{')
		mask_between(masked, at, '}', 200);
	else if (c == '<' && begins_tag(line, at) &&
			 !str_has(str_first(str_from(line, at), 12), S("://")))
		mask_between(masked, at, '>', 400);
	else if (((c == '*' || c == '`' || c == '"' || c == '\\') && masked->text[at] == c) ||
			 (c == '_' && !is_inside_word(line, at)))
		masked->text[at] = ' ';
	else if ((unsigned char)c >= 0xC2)
		blank(masked, at, at + punctuation_length(line, at));
}

static void mask(struct masked *masked)
{
	struct str line = masked->line;

	for (size_t at = next_masked(line, 0); at < line.len; at = next_masked(line, at + 1))
		mask_at(masked, at);
}

/* Small letters of ASCII from `at` on, up to the first byte that is none. */
static size_t make_ascii_small(struct masked *masked, size_t at)
{
	struct str line = masked->line;

	for (; at < line.len; at += sizeof(byte_vector)) {
		byte_vector bytes = vector_load_next(line.ptr + at, line.len - at);
		byte_vector capitals = (byte_vector)((bytes >= 'A') & (bytes <= 'Z'));
		unsigned high = vector_bits(bytes);

		vector_store(bytes | (capitals & 0x20), masked->text + at);
		if (high != 0)
			return at + (size_t)__builtin_ctz(high);
	}
	return line.len;
}

/* Small letters; a letter whose small form has another length stays as it is. */
static void make_small(struct masked *masked)
{
	struct str line = masked->line;
	size_t at = 0;

	while ((at = make_ascii_small(masked, at)) < line.len) {
		size_t begin = at, length;
		char bytes[4];

		length = utf8_encode(lower_code_point(utf8_next(line, &at)), bytes);
		memcpy(masked->text + begin, length == at - begin ? bytes : line.ptr + begin, at - begin);
	}
}

const char *port_text_make(struct arena *arena, struct str line)
{
	/* The last bytes are written sixteen at a time. */
	struct masked masked = {line, arena_bytes(arena, line.len + sizeof(byte_vector))};

	make_small(&masked);
	mask(&masked);
	return masked.text;
}
