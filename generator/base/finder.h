#ifndef PORTOLAN_BASE_FINDER_H
#define PORTOLAN_BASE_FINDER_H

/*
 * Every place of a byte in a text, in order: for bytes that come often, as line ends
 * do. Each is compared once, however many of them match; for bytes that come
 * seldom str_find_char costs less.
 */

#include "base/str.h"
#include "base/vector.h"

/* Bytes that are compared before any of their places is given. */
#define FINDER_BLOCK ((size_t)64)

struct finder {
	struct str text;
	char wanted;
	size_t next;    /* how far the text has been looked at, or behind its end */
	uint64_t found; /* of the block before: bits of the places that were not given yet */
};

static inline struct finder finder_make(struct str text, char wanted, size_t from)
{
	return (struct finder){.text = text, .wanted = wanted, .next = from};
}

static inline uint64_t finder_sixteen(const char *bytes, char wanted)
{
	return vector_bits((byte_vector)(vector_load(bytes) == (unsigned char)wanted));
}

/* Bits of the places in a block, or in as many bytes as there are. */
static inline uint64_t finder_bits(const char *bytes, size_t len, char wanted)
{
	uint64_t bits = 0;

	if (len >= FINDER_BLOCK)
		return finder_sixteen(bytes, wanted) | finder_sixteen(bytes + 16, wanted) << 16 |
			   finder_sixteen(bytes + 32, wanted) << 32 | finder_sixteen(bytes + 48, wanted) << 48;
	for (size_t i = 0; i < len; i++)
		bits |= (uint64_t)(bytes[i] == wanted) << i;
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
		finder->next += FINDER_BLOCK;
	}
	place = finder->next - FINDER_BLOCK + (size_t)__builtin_ctzll(finder->found);
	finder->found &= finder->found - 1;
	return place;
}

#endif
