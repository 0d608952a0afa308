#ifndef PORTOLAN_SEARCH_LEXICON_H
#define PORTOLAN_SEARCH_LEXICON_H

/*
 * Distinct words, numbered from 0 as they are met. A word is compared with others once, when it is
 * read; behind that it is a number.
 */

#include "base/arena.h"
#include "search/words.h"

struct lexicon_word {
	struct str text; /* the lexicon's */
	uint64_t key;    /* as search/words.h has it */
};

struct lexicon {
	struct arena *texts;
	struct lexicon_word *words;
	size_t count, size;
	uint32_t *slots; /* a word's number plus one, or 0; never more than half of them taken */
	unsigned slot_bits;
};

struct lexicon *lexicon_open(void);
void lexicon_close(struct lexicon *lexicon);

/* The number of a word, which may be a new one. */
uint32_t lexicon_number(struct lexicon *lexicon, struct str word, uint64_t key);

#endif
