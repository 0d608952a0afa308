#ifndef PORTOLAN_BASE_LINE_ENDS_H
#define PORTOLAN_BASE_LINE_ENDS_H

/*
 * The line feeds of a text, one after the other. Lines are short: to search
 * anew from each would cost more than the search.
 */

#include "base/str.h"
#include "base/vector.h"

struct line_ends {
	struct str text;
	size_t ahead;  /* how far the text has been looked at */
	unsigned bits; /* one for each line feed of the last sixteen bytes that was not given yet */
};

static inline struct line_ends line_ends_of(struct str text)
{
	return (struct line_ends){.text = text};
}

/* A bit for each line feed among the first sixteen bytes, or as many as there are. */
static inline unsigned line_ends_bits(const char *bytes, size_t len)
{
	unsigned bits = 0;

	if (len >= sizeof(byte_vector))
		return vector_bits((byte_vector)(vector_load(bytes) == '\n'));
	for (size_t i = 0; i < len; i++)
		bits |= (unsigned)(bytes[i] == '\n') << i;
	return bits;
}

/* The offset of the next line feed, or the text's length. */
static inline size_t line_ends_next(struct line_ends *ends)
{
	size_t end;

	while (ends->bits == 0 && ends->ahead < ends->text.len) {
		ends->bits = line_ends_bits(ends->text.ptr + ends->ahead, ends->text.len - ends->ahead);
		ends->ahead += sizeof(byte_vector);
	}
	if (ends->bits == 0)
		return ends->text.len;
	end = ends->ahead - sizeof(byte_vector) + (size_t)__builtin_ctz(ends->bits);
	ends->bits &= ends->bits - 1;
	return end;
}

#endif
