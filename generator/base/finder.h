#ifndef PORTOLAN_BASE_FINDER_H
#define PORTOLAN_BASE_FINDER_H

/*
 * Every place of a byte in a text, in order: for bytes that come often, as line ends
 * do. Sixteen bytes are compared once, however many of them match; for bytes that come
 * seldom str_find_char costs less.
 */

#include "base/str.h"
#include "base/vector.h"

struct finder {
	struct str text;
	char wanted;
	size_t next;    /* how far the text has been looked at, or behind its end */
	unsigned found; /* of the sixteen bytes before: bits of the places that were not given yet */
};

static inline struct finder finder_make(struct str text, char wanted, size_t from)
{
	return (struct finder){.text = text, .wanted = wanted, .next = from};
}

/* Bits of the places among the first sixteen bytes, or as many as there are. */
static inline unsigned finder_bits(const char *bytes, size_t len, char wanted)
{
	unsigned bits = 0;

	if (len >= sizeof(byte_vector))
		return vector_bits((byte_vector)(vector_load(bytes) == (unsigned char)wanted));
	for (size_t i = 0; i < len; i++)
		bits |= (unsigned)(bytes[i] == wanted) << i;
	return bits;
}

/* The next place, or STR_NONE. */
static inline size_t finder_next(struct finder *finder)
{
	size_t place;

	while (finder->found == 0) {
		if (finder->next >= finder->text.len)
			return STR_NONE;
		finder->found = finder_bits(
			finder->text.ptr + finder->next, finder->text.len - finder->next, finder->wanted);
		finder->next += sizeof(byte_vector);
	}
	place = finder->next - sizeof(byte_vector) + (size_t)__builtin_ctz(finder->found);
	finder->found &= finder->found - 1;
	return place;
}

#endif
