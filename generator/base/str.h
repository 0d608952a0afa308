#ifndef PORTOLAN_BASE_STR_H
#define PORTOLAN_BASE_STR_H

/*
 * A str is a read-only view of bytes: a pointer and a length. It owns nothing,
 * may hold NULs, and is passed by value. It is not NUL-terminated; `str_cstr`
 * makes a terminated copy for the C library. The empty str may have a NULL
 * pointer. "ASCII" in a comment means that bytes over 0x7F are left alone.
 */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
	const char *ptr;
	size_t len;
};

/* A literal, as an expression and as a static initialiser. */
#define S(literal) ((struct str){(literal), sizeof(literal) - 1})
#define S_INIT(literal)                                                                            \
	{                                                                                              \
		(literal), sizeof(literal) - 1                                                             \
	}
#define STR_FMT    "%.*s"
#define STR_ARG(s) (int)(s).len, (s).ptr

#define STR_NONE ((size_t)-1)

/* How many elements an array has. */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline struct str str_make(const char *ptr, size_t len)
{
	return (struct str){ptr, len};
}

/* The bytes from `begin` up to, not including, `end`. */
static inline struct str str_range(const char *begin, const char *end)
{
	return (struct str){begin, (size_t)(end - begin)};
}

static inline bool str_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The same, where many texts of a few bytes are compared: without a call for each. */
static inline bool str_equal_few(struct str a, struct str b)
{
	const char *x = a.ptr, *y = b.ptr;
	size_t len = a.len, last;

	if (len != b.len)
		return false;
	if (len > 16)
		return memcmp(x, y, len) == 0;
	if (len >= 8) {
		last = len - 8;
		return memcmp(x, y, 8) == 0 && memcmp(x + last, y + last, 8) == 0;
	}
	if (len >= 4) {
		last = len - 4;
		return memcmp(x, y, 4) == 0 && memcmp(x + last, y + last, 4) == 0;
	}
	for (size_t i = 0; i < len; i++) {
		if (x[i] != y[i])
			return false;
	}
	return true;
}

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len &&
		   (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/* From `begin` (at most the length) to the end. */
static inline struct str str_from(struct str s, size_t begin)
{
	/* NULL + 0 is undefined (C17 6.5.6). */
	return begin == 0 ? s : (struct str){s.ptr + begin, s.len - begin};
}

static inline struct str str_first(struct str s, size_t len)
{
	return (struct str){s.ptr, len < s.len ? len : s.len};
}

/* How many bytes both begin with. */
size_t str_common_head(struct str a, struct str b);

static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

static inline bool ascii_is_punct(char c)
{
	return c > ' ' && c < 0x7f && !ascii_is_alnum(c);
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline char ascii_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

/* What a hexadecimal digit stands for, or -1. */
static inline int ascii_hex_value(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str str_of(const char *terminated);

/* Order of bytes, as memcmp; a shorter one comes first. */
int str_compare(struct str a, struct str b);

/* Equal when ASCII capitals count as small letters. */
bool str_equal_nocase(struct str a, struct str b);
bool str_starts_nocase(struct str s, struct str prefix);

/* The first place of `needle` at or after `from`, or STR_NONE. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_digit(struct str s, size_t from); /* of ASCII */

/* The same of one byte. */
static inline size_t str_find_char(struct str s, char c, size_t from)
{
	const char *at;

	if (from >= s.len)
		return STR_NONE;
	at = memchr(s.ptr + from, c, s.len - from);
	return at == NULL ? STR_NONE : (size_t)(at - s.ptr);
}

bool str_has(struct str s, struct str needle);
/* True when one of the words between blanks is `word`, as of classes. */
bool str_has_word(struct str words, struct str word);
size_t str_count_char(struct str s, char c);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);
struct str str_trim_end(struct str s);

/* Cut `s` at the first `separator`; true when it was there. Without it all is head. */
bool str_cut(struct str s, char separator, struct str *head, struct str *tail);

/*
 * Take the next line off `*rest`: without its LF or CRLF. False at the end of
 * the text. A lone CR is no line end.
 */
bool str_next_line(struct str *rest, struct str *line);

/* Take the next part off `*rest`, cut at `separator`. False at the end; "a,,b" has three parts. */
bool str_next_part(struct str *rest, char separator, struct str *part);

/* A whole string of digits with no sign. False when it is anything else or over `limit`. */
bool str_to_number(struct str s, uint64_t limit, uint64_t *number);

/* Copies live as long as the arena. str_copy's is NUL-terminated too. */
struct str str_copy(struct arena *arena, struct str s);
const char *str_cstr(struct arena *arena, struct str s);
struct str str_lower(struct arena *arena, struct str s);
struct str str_upper(struct arena *arena, struct str s);
struct str str_concat(struct arena *arena, struct str a, struct str b);
struct str str_concat3(struct arena *arena, struct str a, struct str b, struct str c);

/* printf into an arena. */
__attribute__((format(printf, 2, 3))) struct str str_format(
	struct arena *arena, const char *format, ...);
__attribute__((format(printf, 2, 0))) struct str str_format_list(
	struct arena *arena, const char *format, va_list list);

/* 64 bits, for tables in memory: never for names that are published. */
uint64_t str_hash(struct str s);

#endif
