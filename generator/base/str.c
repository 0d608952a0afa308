#define _GNU_SOURCE /* memmem */
#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/vector.h"

struct str str_of(const char *terminated)
{
	return (struct str){terminated, strlen(terminated)};
}

int str_compare(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	int order = shorter > 0 ? memcmp(a.ptr, b.ptr, shorter) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts_nocase(struct str s, struct str prefix)
{
	if (s.len < prefix.len)
		return false;
	for (size_t i = 0; i < prefix.len; i++) {
		if (ascii_lower(s.ptr[i]) != ascii_lower(prefix.ptr[i]))
			return false;
	}
	return true;
}

bool str_equal_nocase(struct str a, struct str b)
{
	return a.len == b.len && str_starts_nocase(a, b);
}

/* Needles up to this length are looked for by their first byte, which costs least in prose. */
#define SHORT_NEEDLE 16

static size_t find_short(struct str s, struct str needle, size_t from)
{
	const char *at = s.ptr + from, *end;
	size_t last = needle.len - 1;

	if (s.len - from < needle.len)
		return STR_NONE;
	end = s.ptr + s.len - last;
	while (at < end && (at = memchr(at, needle.ptr[0], (size_t)(end - at))) != NULL) {
		/* Its last byte first: most of what begins alike needs no further look. */
		if (at[last] == needle.ptr[last] && memcmp(at, needle.ptr, needle.len) == 0)
			return (size_t)(at - s.ptr);
		at++;
	}
	return STR_NONE;
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	const char *at;

	if (from > s.len)
		return STR_NONE;
	if (needle.len == 0)
		return from;
	if (from == s.len)
		return STR_NONE;
	if (needle.len <= SHORT_NEEDLE)
		return find_short(s, needle, from);
	at = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
	return at == NULL ? STR_NONE : (size_t)(at - s.ptr);
}

static unsigned digit_bits(byte_vector bytes)
{
	return vector_bits((byte_vector)((bytes >= '0') & (bytes <= '9')));
}

size_t str_find_digit(struct str s, size_t from)
{
	unsigned found = 0;

	if (from >= s.len)
		return STR_NONE;
	while (
		s.len - from >= sizeof(byte_vector) && (found = digit_bits(vector_load(s.ptr + from))) == 0)
		from += sizeof(byte_vector);
	if (found == 0)
		found = digit_bits(vector_load_few(s.ptr + from, s.len - from));
	return found == 0 ? STR_NONE : from + (size_t)__builtin_ctz(found);
}

size_t str_count_char(struct str s, char c)
{
	size_t count = 0, at = 0;

	while ((at = str_find_char(s, c, at)) != STR_NONE) {
		count++;
		at++;
	}
	return count;
}

size_t str_common_head(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len, at = 0;

	for (; len - at >= sizeof(byte_vector); at += sizeof(byte_vector)) {
		byte_vector differ = vector_load(a.ptr + at) ^ vector_load(b.ptr + at);
		unsigned other = ~vector_bits((byte_vector)(differ == 0)) & 0xFFFF;

		if (other != 0)
			return at + (size_t)__builtin_ctz(other);
	}
	while (at < len && a.ptr[at] == b.ptr[at])
		at++;
	return at;
}

bool str_has(struct str s, struct str needle)
{
	return str_find(s, needle, 0) != STR_NONE;
}

bool str_has_word(struct str words, struct str word)
{
	struct str one;

	while (str_next_part(&words, ' ', &one)) {
		if (str_equal(one, word))
			return true;
	}
	return false;
}

struct str str_trim_end(struct str s)
{
	while (s.len > 0 && ascii_is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

struct str str_trim(struct str s)
{
	while (s.len > 0 && ascii_is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	return str_trim_end(s);
}

bool str_cut(struct str s, char separator, struct str *head, struct str *tail)
{
	size_t at = str_find_char(s, separator, 0);

	if (at == STR_NONE) {
		*head = s;
		*tail = S("");
		return false;
	}
	*head = str_first(s, at);
	*tail = str_from(s, at + 1);
	return true;
}

bool str_next_line(struct str *rest, struct str *line)
{
	if (rest->len == 0)
		return false;
	str_cut(*rest, '\n', line, rest);
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool str_next_part(struct str *rest, char separator, struct str *part)
{
	if (rest->ptr == NULL)
		return false;
	if (!str_cut(*rest, separator, part, rest))
		*rest = (struct str){NULL, 0};
	return true;
}

bool str_to_number(struct str s, uint64_t limit, uint64_t *number)
{
	uint64_t sum = 0;

	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		uint64_t digit = (uint64_t)(unsigned char)s.ptr[i] - '0';

		if (!ascii_is_digit(s.ptr[i]) || sum > (limit - (digit > limit ? limit : digit)) / 10)
			return false;
		sum = sum * 10 + digit;
		if (sum > limit)
			return false;
	}
	*number = sum;
	return true;
}

struct str str_copy(struct arena *arena, struct str s)
{
	char *copy;

	if (s.len == 0)
		return S("");
	copy = arena_bytes(arena, s.len + 1);
	memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return (struct str){copy, s.len};
}

const char *str_cstr(struct arena *arena, struct str s)
{
	return str_copy(arena, s).ptr;
}

static void lower_vector(const char *from, char *to)
{
	byte_vector vector = vector_load(from);

	vector |= (byte_vector)((vector >= 'A') & (vector <= 'Z')) & 0x20;
	memcpy(to, &vector, sizeof(vector));
}

struct str str_lower(struct arena *arena, struct str s)
{
	char *copy = arena_bytes(arena, s.len + 1);
	size_t i = 0;

	for (; s.len - i >= sizeof(byte_vector); i += sizeof(byte_vector))
		lower_vector(s.ptr + i, copy + i);
	for (; i < s.len; i++)
		copy[i] = ascii_lower(s.ptr[i]);
	copy[s.len] = '\0';
	return (struct str){copy, s.len};
}

struct str str_upper(struct arena *arena, struct str s)
{
	char *copy = arena_bytes(arena, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		copy[i] = ascii_upper(s.ptr[i]);
	copy[s.len] = '\0';
	return (struct str){copy, s.len};
}

struct str str_concat3(struct arena *arena, struct str a, struct str b, struct str c)
{
	size_t len = a.len + b.len + c.len;
	char *copy = arena_bytes(arena, len + 1);

	if (a.len > 0)
		memcpy(copy, a.ptr, a.len);
	if (b.len > 0)
		memcpy(copy + a.len, b.ptr, b.len);
	if (c.len > 0)
		memcpy(copy + a.len + b.len, c.ptr, c.len);
	copy[len] = '\0';
	return (struct str){copy, len};
}

struct str str_concat(struct arena *arena, struct str a, struct str b)
{
	return str_concat3(arena, a, b, S(""));
}

/* More than nearly all that is formatted: it is seldom formatted twice. */
#define FORMAT_ROOM 256

struct str str_format_list(struct arena *arena, const char *format, va_list list)
{
	char room[FORMAT_ROOM];
	va_list again;
	char *text;
	int len;

	va_copy(again, list);
	len = vsnprintf(room, sizeof(room), format, list);
	assert(len >= 0);
	text = arena_bytes(arena, (size_t)len + 1);
	if ((size_t)len < sizeof(room))
		memcpy(text, room, (size_t)len + 1);
	else
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return (struct str){text, (size_t)len};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
	struct str text;
	va_list list;

	va_start(list, format);
	text = str_format_list(arena, format, list);
	va_end(list);
	return text;
}

/* Both halves of the product: every bit of either number moves about half of those that come out.
 */
static uint64_t mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t eight_bytes(const char *bytes)
{
	uint64_t eight;

	memcpy(&eight, bytes, sizeof(eight));
	return eight;
}

/* Up to eight bytes as a number of its own for each text of that length. */
static uint64_t few_bytes(const char *bytes, size_t len)
{
	uint32_t head, tail;

	if (len >= sizeof(head)) {
		memcpy(&head, bytes, sizeof(head));
		memcpy(&tail, bytes + len - sizeof(tail), sizeof(tail));
		return head | (uint64_t)tail << 32;
	}
	if (len == 0)
		return 0;
	return (unsigned char)bytes[0] | (uint64_t)(unsigned char)bytes[len / 2] << 8 |
		   (uint64_t)(unsigned char)bytes[len - 1] << 16;
}

/* Eight bytes that stand in no UTF-8 in this order: no text makes its factor zero. */
#define HASH_FIRST  UINT64_C(0x9E3779B97F4A7C15)
#define HASH_SECOND UINT64_C(0xD6E8FEB86659FD93)

uint64_t str_hash(struct str s)
{
	const char *at = s.ptr;
	uint64_t hash = HASH_SECOND ^ s.len;
	size_t left = s.len;

	for (; left > 16; left -= 16, at += 16)
		hash = mix(eight_bytes(at) ^ HASH_FIRST, eight_bytes(at + 8) ^ hash);
	/* The last sixteen, which may overlap. */
	if (left > 8)
		hash = mix(eight_bytes(at) ^ HASH_FIRST, eight_bytes(at + left - 8) ^ hash);
	else
		hash = mix(few_bytes(at, left) ^ HASH_FIRST, hash);
	return mix(hash ^ HASH_FIRST, HASH_SECOND);
}
