#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fatal.h"
#include "base/utf8.h"
#include "base/vector.h"

void buf_release(struct buf *buf)
{
	free(buf->ptr);
	*buf = BUF_EMPTY;
}

void buf_reserve(struct buf *buf, size_t more)
{
	size_t want, size;
	char *grown;

	assert(more <= SIZE_MAX / 4 && buf->len <= SIZE_MAX / 4);
	want = buf->len + more;
	if (want <= buf->size)
		return;
	size = buf->size < 256 ? 256 : buf->size;
	while (size < want)
		size *= 2;
	grown = realloc(buf->ptr, size);
	if (grown == NULL)
		fatal_memory();
	buf->ptr = grown;
	buf->size = size;
}

void buf_add_number(struct buf *buf, uint64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	buf_add(buf, str_make(digits + at, sizeof(digits) - at));
}

void buf_add_code_point(struct buf *buf, uint32_t code_point)
{
	char bytes[4];

	buf_add(buf, str_make(bytes, utf8_encode(code_point, bytes)));
}

/* More than nearly all that is formatted: it is seldom formatted twice. */
#define FORMAT_ROOM 128

void buf_add_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	size_t room;
	int len;

	buf_reserve(buf, FORMAT_ROOM);
	room = buf->size - buf->len;
	va_start(args, format);
	len = vsnprintf(buf->ptr + buf->len, room, format, args);
	va_end(args);
	assert(len >= 0);
	if ((size_t)len >= room) {
		buf_reserve(buf, (size_t)len + 1);
		va_start(args, format);
		vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, args);
		va_end(args);
	}
	buf->len += (size_t)len;
}

/* By byte; most have none. */
static const struct str entities[256] = {
	['&'] = S_INIT("&amp;"),
	['<'] = S_INIT("&lt;"),
	['>'] = S_INIT("&gt;"),
	['"'] = S_INIT("&quot;"),
	['\''] = S_INIT("&#39;"),
};

static unsigned entity_bits(byte_vector bytes)
{
	/* '&' and '\'' differ in one bit, and so do '<' and '>'. */
	return vector_bits(
		(byte_vector)(((bytes | 1) == '\'') | ((bytes | 2) == '>') | (bytes == '"')));
}

static inline unsigned copy_bytes(
	char *out, byte_vector bytes, unsigned (*special)(byte_vector bytes))
{
	vector_store(bytes, out);
	return special(bytes);
}

/*
 * Append what stands before the first byte that is written in another way: its length.
 * `special` gives the bits of such bytes.
 */
static inline size_t add_plain(
	struct buf *buf, struct str s, unsigned (*special)(byte_vector bytes))
{
	size_t at = 0;
	unsigned found = 0;
	char *out;

	/* What is copied is always sixteen bytes, though fewer of the last may count. */
	if (s.len + sizeof(byte_vector) > buf->size - buf->len)
		buf_reserve(buf, s.len + sizeof(byte_vector));
	out = buf->ptr + buf->len;
	while (s.len - at >= sizeof(byte_vector) &&
		   (found = copy_bytes(out + at, vector_load(s.ptr + at), special)) == 0)
		at += sizeof(byte_vector);
	if (found == 0 && s.len >= sizeof(byte_vector)) {
		/* The last sixteen, some of them once more. */
		at = s.len - sizeof(byte_vector);
		found = copy_bytes(out + at, vector_load(s.ptr + at), special);
	} else if (found == 0) {
		found = copy_bytes(out, vector_load_few(s.ptr, s.len), special) & ~(~0u << s.len);
	}
	at = found == 0 ? s.len : at + (size_t)__builtin_ctz(found);
	buf->len += at;
	return at;
}

void buf_add_html(struct buf *buf, struct str s)
{
	while (s.len > 0) {
		size_t plain = add_plain(buf, s, entity_bits);

		if (plain == s.len)
			return;
		buf_add(buf, entities[(unsigned char)s.ptr[plain]]);
		s = str_from(s, plain + 1);
	}
}

static void add_json_escape(struct buf *buf, char c)
{
	switch (c) {
	case '"': buf_add_lit(buf, "\\\""); break;
	case '\\': buf_add_lit(buf, "\\\\"); break;
	case '\n': buf_add_lit(buf, "\\n"); break;
	case '\r': buf_add_lit(buf, "\\r"); break;
	case '\t': buf_add_lit(buf, "\\t"); break;
	default: buf_add_format(buf, "\\u%04x", (unsigned)(unsigned char)c);
	}
}

static unsigned json_escape_bits(byte_vector bytes)
{
	return vector_bits(
		(byte_vector)((bytes < 0x20) | (bytes == '"') | (bytes == '\\') | (bytes == 0x7f)));
}

void buf_add_json(struct buf *buf, struct str s)
{
	buf_add_char(buf, '"');
	while (s.len > 0) {
		size_t plain = add_plain(buf, s, json_escape_bits);

		if (plain == s.len)
			break;
		add_json_escape(buf, s.ptr[plain]);
		s = str_from(s, plain + 1);
	}
	buf_add_char(buf, '"');
}

/* By byte, but for letters and digits: whether it may stand in a URL. */
static const bool url_marks[256] = {
	['-'] = true,
	['.'] = true,
	['_'] = true,
	['~'] = true,
	[':'] = true,
	['/'] = true,
	['?'] = true,
	['#'] = true,
	['['] = true,
	[']'] = true,
	['@'] = true,
	['!'] = true,
	['$'] = true,
	['&'] = true,
	['\''] = true,
	['('] = true,
	[')'] = true,
	['*'] = true,
	['+'] = true,
	[','] = true,
	[';'] = true,
	['='] = true,
};

static bool url_keeps(struct str s, size_t i)
{
	char c = s.ptr[i];

	if (c == '%')
		return i + 2 < s.len && ascii_hex_value(s.ptr[i + 1]) >= 0 &&
			   ascii_hex_value(s.ptr[i + 2]) >= 0;
	return ascii_is_alnum(c) || url_marks[(unsigned char)c];
}

/* Whether sixteen bytes are letters, digits or one of `-./:_`, of which most URLs are. */
static bool all_are_plain_url(const char *bytes)
{
	byte_vector vector = vector_load(bytes), small = vector | 0x20;

	return !vector_any((word_vector) ~(
		((small >= 'a') & (small <= 'z')) | ((vector >= '-') & (vector <= ':')) | (vector == '_')));
}

size_t buf_url_kept(struct str s, size_t at)
{
	while (at < s.len && s.len - at >= sizeof(byte_vector) && all_are_plain_url(s.ptr + at))
		at += sizeof(byte_vector);
	while (at < s.len && url_keeps(s, at))
		at++;
	return at;
}

void buf_add_url(struct buf *buf, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t begin = 0;;) {
		size_t at = buf_url_kept(s, begin);
		unsigned char byte;

		buf_add(buf, str_make(s.ptr + begin, at - begin));
		if (at == s.len)
			return;
		byte = (unsigned char)s.ptr[at];
		buf_add_char(buf, '%');
		buf_add_char(buf, hex[byte >> 4]);
		buf_add_char(buf, hex[byte & 15]);
		begin = at + 1;
	}
}
