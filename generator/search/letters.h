#ifndef PORTOLAN_SEARCH_LETTERS_H
#define PORTOLAN_SEARCH_LETTERS_H

/* What the bytes of a text are to its words, and its letters in small ones: a block at a time. */

#include <stdbool.h>
#include <stdint.h>

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

/* Reads the block at `text` and makes capitals small there. Invalid UTF-8 is no letters. */
struct letters letters_read(char *text, struct letters_carry *carry);

#endif
