#include "search/rank.h"

/* Fixed point: 1.0. */
#define ONE ((uint64_t)1 << 10)

/* The words of a title say what a page is about; the page above says where it belongs. */
static const uint64_t weights[FIELD_COUNT] = {
	[FIELD_BODY] = 10,
	[FIELD_HEADING] = 12,
	[FIELD_CONTEXT] = 4,
	[FIELD_TITLE] = 40,
};

/* k1 and b of BM25: where counting is half way to its most, and how far length moves that. */
static const uint64_t half_ways[FIELD_COUNT] = {
	[FIELD_BODY] = ONE * 12 / 10,
	[FIELD_HEADING] = ONE * 5 / 10,
	[FIELD_CONTEXT] = ONE * 2 / 10,
	[FIELD_TITLE] = ONE * 3 / 10,
};
static const uint64_t normalisations[FIELD_COUNT] = {
	[FIELD_BODY] = ONE * 6 / 10,
	[FIELD_HEADING] = ONE * 5 / 10,
	[FIELD_CONTEXT] = 0,
	[FIELD_TITLE] = ONE * 6 / 10,
};

/* A word that stands everywhere still says a little. */
#define LEAST_RARITY (ONE / 4)

/* Bits of lengths that count. */
#define AVERAGE_BITS 4
#define LENGTH_BITS  3

/* The score of level 1, and of outdated pages as a part of ONE. */
#define LEAST_SCORE ONE
#define OUTDATED    (ONE * 8 / 10)

/* To so many of its highest bits. */
static uint64_t rounded(uint64_t number, unsigned bits)
{
	unsigned shift = 0;

	while (number >> shift >> bits > 0)
		shift++;
	return shift == 0 ? number : ((number >> (shift - 1)) + 1) >> 1 << shift;
}

/*
 * Averages and lengths are rounded, so that an edit, which changes them by a little, seldom changes
 * what all words of its page say, let alone those of others.
 */
static uint64_t half_way_of(size_t field, uint64_t length, uint64_t total, uint64_t pages)
{
	uint64_t average = rounded(total * ONE / pages, AVERAGE_BITS);
	uint64_t relative = average == 0 ? ONE : rounded(length * ONE * ONE / average, LENGTH_BITS);

	return half_ways[field] *
		   (ONE - normalisations[field] + normalisations[field] * relative / ONE) / ONE;
}

/* The stretch of a score; of those below 8, which are on no level but the first, any. */
static size_t stretch_of(uint64_t score)
{
	unsigned shift = 60 - (unsigned)__builtin_clzll(score | 8);

	return 8 * (size_t)shift + (size_t)(score >> shift);
}

static void set_levels(struct ranking *ranking)
{
	size_t stretch = 0;

	ranking->least[0] = LEAST_SCORE;
	for (size_t i = 1; i < RANK_LEVELS; i++) {
		ranking->least[i] = ranking->least[i - 1] * (100 + RANK_STEP_PERCENT) / 100;
		while (stretch <= stretch_of(ranking->least[i]))
			ranking->levels[stretch++] = (uint8_t)(i - 1);
	}
	ranking->least[RANK_LEVELS] = UINT64_MAX;
	while (stretch < RANK_STRETCHES)
		ranking->levels[stretch++] = RANK_LEVELS - 1;
}

struct ranking ranking_make(struct arena *arena, const struct indexed_page *pages, size_t count)
{
	struct rank_scale *scales = arena_array(arena, struct rank_scale, count);
	struct ranking ranking = {.scales = scales};

	for (size_t field = 0; field < FIELD_COUNT; field++) {
		uint64_t total = 0;

		for (size_t i = 0; i < count; i++)
			total += pages[i].lengths[field];
		for (size_t i = 0; i < count; i++)
			scales[i].half_way[field] = half_way_of(field, pages[i].lengths[field], total, count);
	}
	set_levels(&ranking);
	return ranking;
}

/* log2 of a number ≥ 1 as a fixed point number: the bits of its fraction by repeated squaring. */
static uint64_t log2_of(uint64_t number, uint64_t one)
{
	uint64_t whole = 0, result;

	while (number >= 2 * one) {
		number /= 2;
		whole++;
	}
	result = whole * ONE;
	for (uint64_t bit = ONE / 2; bit >= ONE / 256; bit /= 2) {
		number = number * number / one;
		if (number >= 2 * one) {
			number /= 2;
			result += bit;
		}
	}
	return result;
}

/* Inverse document frequency, ln(1 + (N - n + ½) / (n + ½)). */
uint64_t rank_rarity(uint64_t pages, uint64_t having)
{
	uint64_t one = (uint64_t)1 << 20;
	uint64_t ratio = one + (2 * (pages - having) + 1) * one / (2 * having + 1);
	uint64_t value = log2_of(ratio, one) * 693 / 1000;

	return value > LEAST_RARITY ? value : LEAST_RARITY;
}

unsigned rank_level_of(const struct ranking *ranking, uint64_t score)
{
	unsigned below = ranking->levels[stretch_of(score)];

	return below + 1 + (ranking->least[below + 1] <= score);
}

static uint64_t field_score(uint64_t rarity, const uint64_t *half_ways_of_page,
	const uint16_t counts[FIELD_COUNT], enum indexed_field field)
{
	uint64_t count = counts[field] * ONE;

	return count == 0 ? 0 : weights[field] * rarity * count / (count + half_ways_of_page[field]);
}

unsigned rank_level(const struct ranking *ranking, uint64_t rarity, size_t page,
	const uint16_t counts[FIELD_COUNT], bool outdated)
{
	const uint64_t *half_way = ranking->scales[page].half_way;
	uint64_t score = field_score(rarity, half_way, counts, FIELD_BODY) +
					 field_score(rarity, half_way, counts, FIELD_HEADING) +
					 field_score(rarity, half_way, counts, FIELD_CONTEXT) +
					 field_score(rarity, half_way, counts, FIELD_TITLE);

	return rank_level_of(ranking, outdated ? score * OUTDATED / ONE : score);
}
