#ifndef PORTOLAN_SEARCH_RANK_H
#define PORTOLAN_SEARCH_RANK_H

/*
 * How much a word says about a page: BM25 (Robertson and Zaragoza, "The
 * Probabilistic Relevance Framework: BM25 and Beyond", 2009) of each field,
 * weighted and summed. Fields saturate each for itself, unlike in BM25F: a word
 * of a title is worth more than any number of them in the body. It is worked out
 * here once for each word and page and published as a level, so that the
 * browser only adds up.
 *
 * All of it is done in integers: floating point may round otherwise on another
 * machine, and the published bytes must not depend on that.
 */

#include "search/occurrences.h"

/* Levels are logarithms: each is RANK_STEP_PERCENT more than the one below. 1 is the least. */
#define RANK_LEVELS       44
#define RANK_STEP_PERCENT 13

/* Scores of as many bits that have the first four in common, none of which is more than an eighth
 * above another: at most one level begins among them. */
#define RANK_STRETCHES 512

/* How often a word must stand in each field of a page to count for half of the most it can. */
struct rank_scale {
	uint64_t half_way[FIELD_COUNT];
};

struct ranking {
	uint64_t
		least[RANK_LEVELS + 1]; /* the score at which each level begins; behind the last, none */
	uint8_t levels[RANK_STRETCHES];  /* of the least score of each stretch, less one */
	const struct rank_scale *scales; /* one a page: more in fields that are longer than on others */
};

/* For the pages of a locale; made in the arena. */
struct ranking ranking_make(struct arena *arena, const struct indexed_page *pages, size_t count);

/* How much it says that a word is on only `having` of `pages` pages. */
uint64_t rank_rarity(uint64_t pages, uint64_t having);

/* The last level that begins at or below a score; the first where none does. */
unsigned rank_level_of(const struct ranking *ranking, uint64_t score);

/* The level of a word of that rarity that stands `counts` times in the fields of a page; `outdated`
 * pages count for less. */
unsigned rank_level(const struct ranking *ranking, uint64_t rarity, size_t page,
	const uint16_t counts[FIELD_COUNT], bool outdated);

#endif
