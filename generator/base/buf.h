#ifndef PORTOLAN_BASE_BUF_H
#define PORTOLAN_BASE_BUF_H

/*
 * The one growable run of bytes in the program.
 *
 * Invariants: len <= size; `ptr` is NULL only while size is 0. Memory is the
 * heap's, so a buf has an owner who calls buf_release; a worker keeps one and
 * clears it between pages.
 */

#include <stddef.h>

#include "base/str.h"

struct buf {
	char *ptr;
	size_t len;
	size_t size;
};

#define BUF_EMPTY ((struct buf){NULL, 0, 0})

void buf_release(struct buf *buf);

static inline void buf_clear(struct buf *buf)
{
	buf->len = 0;
}

/* Room for `more` bytes after the present ones. */
void buf_reserve(struct buf *buf, size_t more);

/* The same in line, where most often there is room. */
static inline void buf_room(struct buf *buf, size_t more)
{
	if (more > buf->size - buf->len)
		buf_reserve(buf, more);
}

static inline void buf_add(struct buf *buf, struct str s)
{
	if (s.len == 0)
		return;
	if (s.len > buf->size - buf->len)
		buf_reserve(buf, s.len);
	/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): without memory there was no room */
	memcpy(buf->ptr + buf->len, s.ptr, s.len);
	buf->len += s.len;
}

static inline void buf_add_char(struct buf *buf, char c)
{
	if (buf->len == buf->size)
		buf_reserve(buf, 1);
	buf->ptr[buf->len++] = c;
}

#define buf_add_lit(buf, literal) buf_add((buf), S(literal))

void buf_add_number(struct buf *buf, uint64_t number);
void buf_add_code_point(struct buf *buf, uint32_t code_point);
__attribute__((format(printf, 2, 3))) void buf_add_format(struct buf *buf, const char *format, ...);

/* With & < > " ' as HTML entities: fit for text and for quoted attribute values. */
void buf_add_html(struct buf *buf, struct str s);

/* With quotes around, and everything escaped that JSON (RFC 8259) wants escaped. UTF-8 stays. */
void buf_add_json(struct buf *buf, struct str s);

/*
 * Percent-encoded for an href: what may stand in a URL (RFC 3986) and existing
 * %XX stay, everything else is encoded. Not escaped for HTML.
 */
void buf_add_url(struct buf *buf, struct str s);

/* The first byte at or after `at` that buf_add_url encodes, or the length. */
size_t buf_url_kept(struct str s, size_t at);

/* A view of the present bytes: void as soon as the buf grows. */
static inline struct str buf_str(const struct buf *buf)
{
	return (struct str){buf->ptr, buf->len};
}

#endif
