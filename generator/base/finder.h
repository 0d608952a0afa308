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
	size_t at;      /* where the bytes that `found` speaks of begin */
	size_t next;    /* and end */
	unsigned found; /* bits of the places that were not given yet */
};

static inline struct finder finder_make(struct str text, char wanted, size_t from)
{
	return (struct finder){.text = text, .wanted = wanted, .next = from};
}

/* The next place, or STR_NONE. */
static inline size_t finder_next(struct finder *finder)
{
	size_t place;

	while (finder->found == 0) {
		size_t left = finder->text.len - finder->next;
		const char *bytes;

		if (left == 0)
			return STR_NONE;
		bytes = finder->text.ptr + finder->next;
		finder->at = finder->next;
		if (left >= sizeof(byte_vector)) {
			finder->found =
				vector_bits((byte_vector)(vector_load(bytes) == (unsigned char)finder->wanted));
			finder->next += sizeof(byte_vector);
			continue;
		}
		for (size_t i = 0; i < left; i++)
			finder->found |= (unsigned)(bytes[i] == finder->wanted) << i;
		finder->next = finder->text.len;
	}
	place = finder->at + (size_t)__builtin_ctz(finder->found);
	finder->found &= finder->found - 1;
	return place;
}

#endif
