#ifndef PORTOLAN_SEARCH_LETTERS_H
#define PORTOLAN_SEARCH_LETTERS_H

/* What the bytes of a text are to its words, and its letters in small ones: a block at a time. */

#include <stdbool.h>
#include <stdint.h>

#include "base/vector.h"

#define LETTERS_BLOCK  64
#define LETTERS_BEHIND 4 /* bytes behind a block that can be looked at */

/* A bit for each byte of a block; the first one's is the lowest. */
struct letters {
	uint64_t letters;    /* letters, digits and combining marks */
	uint64_t joints;     /* `.`, `-`, `_` and `@` */
	uint64_t ideographs; /* the first byte of each; they are no letters */
};

/* What the next block of a text must know of those before; zeroed for the first. */
struct letters_carry {
	uint64_t letters; /* bytes that belong to the last letter of the block before */
	bool uneven;      /* a capital was left, because its small letter has another length */
};

/* What stands at the bits of `wide`, which is over 0x7F. */
void letters_read_wide(
	char *text, uint64_t wide, struct letters *found, struct letters_carry *carry);

/* All bits of a byte, or none. */
static inline byte_vector letters_between(byte_vector bytes, uint8_t first, uint8_t last)
{
	return (byte_vector)((bytes - first) <= (uint8_t)(last - first));
}

/* Reads the block at `text` and makes capitals small there. Invalid UTF-8 is no letters. */
static inline struct letters letters_read(char *text, struct letters_carry *carry)
{
	struct letters found = {.letters = carry->letters};
	uint64_t wide = 0;

	for (unsigned at = 0; at < LETTERS_BLOCK; at += sizeof(byte_vector)) {
		byte_vector bytes = vector_load(text + at);
		/* Capitals and small letters differ in this bit alone. */
		byte_vector latin = letters_between(bytes | 0x20, 'a', 'z');
		byte_vector small = bytes | (latin & 0x20);
		byte_vector letters = latin | letters_between(bytes, '0', '9');
		byte_vector joints =
			letters_between(bytes, '-', '.') | (byte_vector)((bytes == '_') | (bytes == '@'));

		vector_store(small, text + at);
		found.letters |= (uint64_t)vector_bits(letters) << at;
		found.joints |= (uint64_t)vector_bits(joints) << at;
		wide |= (uint64_t)vector_bits(bytes) << at;
	}
	wide &= ~carry->letters;
	carry->letters = 0;
	if (wide != 0)
		letters_read_wide(text, wide, &found, carry);
	return found;
}

#endif
