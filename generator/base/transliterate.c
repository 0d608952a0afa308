#include "base/transliterate.h"

#include <pthread.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/utrans.h>

#include "base/fatal.h"
#include "base/transliterate_table.h"
#include "base/utf8.h"

/*
 * ICU's transliterator is opened once, when the first text needs it. An open one
 * is not safe in two threads, and cloning takes longer than most texts: each
 * thread keeps a clone of its own until it ends.
 */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static UTransliterator *shared;
static pthread_key_t own_key;

static void close_own(void *own)
{
	utrans_close(own);
}

static void open_shared(void)
{
	static const char rules[] = "NFKD; Any-Latin; Latin-ASCII";
	UChar id[sizeof(rules)];
	UErrorCode error = U_ZERO_ERROR;

	for (size_t i = 0; i < sizeof(rules); i++)
		id[i] = (UChar)rules[i];
	if (pthread_key_create(&own_key, close_own) != 0)
		return;
	shared = utrans_openU(id, (int32_t)sizeof(rules) - 1, UTRANS_FORWARD, NULL, 0, NULL, &error);
	if (U_FAILURE(error))
		shared = NULL;
}

/* UTF-8 to UTF-16; the room is enough for any text of that many bytes. */
static int32_t to_utf16(struct str text, UChar *out)
{
	int32_t len = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_next(text, &at);

		if (c >= 0x10000) {
			out[len++] = (UChar)(0xD800 + ((c - 0x10000) >> 10));
			out[len++] = (UChar)(0xDC00 + ((c - 0x10000) & 0x3FF));
		} else {
			out[len++] = (UChar)c;
		}
	}
	return len;
}

static void add_ascii(struct buf *out, const UChar *text, int32_t len)
{
	for (int32_t i = 0; i < len; i++) {
		if (text[i] < 0x80)
			buf_add_char(out, (char)text[i]);
	}
}

/* This thread's, or NULL where ICU has no data. */
static UTransliterator *own_transliterator(void)
{
	UErrorCode error = U_ZERO_ERROR;
	UTransliterator *own;

	pthread_once(&once, open_shared);
	if (shared == NULL)
		return NULL;
	own = pthread_getspecific(own_key);
	if (own != NULL)
		return own;
	own = utrans_clone(shared, &error);
	if (U_FAILURE(error) || pthread_setspecific(own_key, own) != 0)
		return NULL;
	return own;
}

static void by_icu(struct str text, struct buf *out)
{
	UErrorCode error = U_ZERO_ERROR;
	UTransliterator *own = own_transliterator();
	int32_t len, limit, capacity = (int32_t)text.len * 12 + 64;
	UChar *room;

	if (own == NULL)
		return;
	room = calloc((size_t)capacity, sizeof(*room));
	if (room == NULL)
		fatal_memory();
	len = to_utf16(text, room);
	limit = len;
	utrans_transUChars(own, room, &len, capacity, 0, &limit, &error);
	if (U_SUCCESS(error))
		add_ascii(out, room, len);
	free(room);
}

void transliterate(struct str text, struct buf *out)
{
	size_t begin = out->len;

	for (size_t at = 0; at < text.len;) {
		size_t end = utf8_skip_ascii(text, at);
		uint32_t c;
		const char *ascii;

		buf_add(out, str_range(text.ptr + at, text.ptr + end));
		at = end;
		if (at == text.len)
			return;
		c = utf8_next(text, &at);
		ascii = transliterate_table(c);
		if (ascii == NULL) {
			/* Context may matter in other scripts: ICU takes the whole text. */
			out->len = begin;
			by_icu(text, out);
			return;
		}
		buf_add(out, str_of(ascii));
	}
}

/* Latin-1 and Latin Extended-A without U+0130: pairs stand side by side, or 32 apart. */
static uint32_t lower_latin(uint32_t c)
{
	if (c < 0x100)
		return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 0x20 : c;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
		return c + (c & 1);
	if (c == 0x178)
		return 0xFF;
	return c == 0x138 || c == 0x149 || c == 0x17F ? c : c | 1;
}

uint32_t lower_code_point(uint32_t code_point)
{
	if (code_point >= 0xC0 && code_point < 0x180 && code_point != 0x130)
		return lower_latin(code_point);
	return (uint32_t)u_tolower((UChar32)code_point);
}

void lower_case(struct str text, struct buf *out)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = utf8_skip_ascii(text, at);

		buf_reserve(out, end - at);
		for (; at < end; at++)
			out->ptr[out->len++] = ascii_lower(text.ptr[at]);
		if (at < text.len)
			buf_add_code_point(out, (uint32_t)u_tolower((UChar32)utf8_next(text, &at)));
	}
}

struct str lower_case_copy(struct arena *arena, struct str text)
{
	struct buf lower = BUF_EMPTY;
	struct str copy;

	lower_case(text, &lower);
	copy = str_copy(arena, buf_str(&lower));
	buf_release(&lower);
	return copy;
}
