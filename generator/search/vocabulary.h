#ifndef PORTOLAN_SEARCH_VOCABULARY_H
#define PORTOLAN_SEARCH_VOCABULARY_H

/*
 * The words of a language from the lexicons of all workers, and which of them have one stem.
 * Locales of one language have most words in common: each is stemmed once.
 */

#include "search/lexicon.h"
#include "search/stem.h"

/* A worker's lexicon of a language, and the numbers that its words have in the vocabulary. */
struct worker_lexicon {
	struct lexicon *lexicon;
	uint32_t *numbers; /* of the words that the vocabulary has taken in */
	size_t count;
};

struct vocabulary {
	struct stemmer *stemmer;
	struct lexicon *words, *stems;
	uint32_t *stem_of; /* by word */
	size_t size;
};

struct worker_lexicon *worker_lexicon_open(void);
void worker_lexicon_close(struct worker_lexicon *lexicon);

/* Of a language of two letters. */
struct vocabulary *vocabulary_open(struct str language);
void vocabulary_close(struct vocabulary *vocabulary);

/* Take in what the lexicon has met since the last time. */
void vocabulary_take(struct vocabulary *vocabulary, struct worker_lexicon *lexicon);

#endif
