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

/* A word that isn't there yet; its number. */
uint32_t lexicon_add(struct lexicon *lexicon, struct str word, uint64_t key);

/* Where a word is to be found, or behind that. */
static inline size_t lexicon_slot(const struct lexicon *lexicon, uint64_t key)
{
	/* Fibonacci hashing (Knuth, "The Art of Computer Programming", volume 3, section 6.4). */
	return (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - lexicon->slot_bits));
}

static inline size_t lexicon_next(const struct lexicon *lexicon, size_t slot)
{
	return (slot + 1) & (((size_t)1 << lexicon->slot_bits) - 1);
}

/* The number of a word, which may be a new one. */
static inline uint32_t lexicon_number(struct lexicon *lexicon, struct str word, uint64_t key)
{
	size_t at = lexicon_slot(lexicon, key);

	for (; lexicon->slots[at] != 0; at = lexicon_next(lexicon, at)) {
		uint32_t number = lexicon->slots[at] - 1;
		const struct lexicon_word *known = &lexicon->words[number];

		if (known->key == key && known->text.len == word.len &&
			(word.len <= WORD_KEY_BYTES || str_equal(known->text, word)))
			return number;
	}
	return lexicon_add(lexicon, word, key);
}

#endif
