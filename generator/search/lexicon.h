#ifndef PORTOLAN_SEARCH_LEXICON_H
#define PORTOLAN_SEARCH_LEXICON_H

/*
 * Distinct words, numbered from 0 as they are met. A word is compared with others once, when it is
 * read; behind that it is a number.
 */

#include "base/arena.h"
#include "search/words.h"

/* All that is needed to know most words again. */
struct lexicon_slot {
	uint64_t key;    /* as search/words.h has it */
	uint32_t length; /* 0 if no word is here */
	uint32_t number;
};

struct lexicon {
	struct arena *texts;
	struct str *words; /* by number; they are the lexicon's */
	size_t count, size;
	struct lexicon_slot *slots; /* never more than half of them taken */
	unsigned slot_bits;
};

struct lexicon *lexicon_open(void);
void lexicon_close(struct lexicon *lexicon);

/* The number of a word, which may be a new one. */
uint32_t lexicon_number(struct lexicon *lexicon, struct str word);

/* The numbers of words that were read. There is room for twice as many, the rest is for our use. */
void lexicon_numbers(struct lexicon *lexicon, const struct words *words, uint32_t *numbers);

#endif
