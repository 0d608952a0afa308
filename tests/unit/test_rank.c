#include "search/rank.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Two pages, of which the second has a longer body and title. */
static const struct indexed_page pages[] = {
	{.lengths = {[FIELD_BODY] = 100, [FIELD_HEADING] = 5, [FIELD_TITLE] = 4}},
	{.lengths = {[FIELD_BODY] = 900, [FIELD_HEADING] = 5, [FIELD_TITLE] = 12}},
};

static unsigned level(
	size_t page, enum indexed_field field, uint16_t count, uint64_t having, bool outdated)
{
	struct arena *arena = arena_create(1024);
	struct ranking ranking = ranking_make(arena, pages, COUNT(pages));
	uint16_t counts[FIELD_COUNT] = {0};
	unsigned result;

	counts[field] = count;
	result = rank_level(&ranking, rank_rarity(1000, having), page, counts, outdated);
	arena_destroy(arena);
	return result;
}

static void a_title_says_more_than_any_body(void **state)
{
	(void)state;
	assert_true(level(0, FIELD_TITLE, 1, 10, false) > level(0, FIELD_BODY, 1000, 10, false));
	assert_true(level(0, FIELD_HEADING, 1, 10, false) > level(0, FIELD_BODY, 1, 10, false));
	assert_true(level(0, FIELD_BODY, 1, 10, false) > level(0, FIELD_CONTEXT, 1, 10, false));
}

static void often_says_more_but_ever_less_so(void **state)
{
	unsigned one = level(0, FIELD_BODY, 1, 10, false), three = level(0, FIELD_BODY, 3, 10, false);

	(void)state;
	assert_true(three > one);
	assert_in_range(level(0, FIELD_BODY, 60000, 10, false), three, three + 4);
}

static void rare_words_say_more(void **state)
{
	(void)state;
	assert_true(level(0, FIELD_BODY, 1, 1, false) > level(0, FIELD_BODY, 1, 100, false));
	assert_true(rank_rarity(1000, 1000) > 0);
	assert_true(rank_rarity(1, 1) > 0);
	assert_true(rank_rarity(1000000, 1) > rank_rarity(1000, 1));
}

static void long_fields_dilute(void **state)
{
	(void)state;
	assert_true(level(0, FIELD_BODY, 1, 10, false) > level(1, FIELD_BODY, 1, 10, false));
	assert_true(level(0, FIELD_TITLE, 1, 10, false) > level(1, FIELD_TITLE, 1, 10, false));
}

static void outdated_pages_count_for_less(void **state)
{
	(void)state;
	assert_true(level(0, FIELD_TITLE, 1, 10, true) < level(0, FIELD_TITLE, 1, 10, false));
}

static void levels_stay_in_their_range(void **state)
{
	(void)state;
	for (uint64_t having = 1; having <= 1000; having *= 10) {
		for (uint16_t count = 1; count <= 10000; count = (uint16_t)(count * 100)) {
			assert_in_range(level(0, FIELD_TITLE, count, having, false), 1, RANK_LEVELS);
			assert_in_range(level(1, FIELD_CONTEXT, count, having, true), 1, RANK_LEVELS);
		}
	}
}

/* Each level begins RANK_STEP_PERCENT above the one below, from 1024 on. */
static void levels_begin_where_their_scores_do(void **state)
{
	struct arena *arena = arena_create(1024);
	struct ranking ranking = ranking_make(arena, pages, COUNT(pages));
	uint64_t least = 1024;

	(void)state;
	assert_int_equal(rank_level_of(&ranking, 0), 1);
	for (unsigned level = 2; level <= RANK_LEVELS; level++) {
		uint64_t next = least * (100 + RANK_STEP_PERCENT) / 100;

		for (uint64_t score = least; score < next; score++)
			assert_int_equal(rank_level_of(&ranking, score), level - 1);
		assert_int_equal(rank_level_of(&ranking, next), level);
		least = next;
	}
	for (uint64_t score = least; score <= UINT64_MAX / 3; score *= 3)
		assert_int_equal(rank_level_of(&ranking, score), RANK_LEVELS);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_title_says_more_than_any_body),
		cmocka_unit_test(often_says_more_but_ever_less_so),
		cmocka_unit_test(rare_words_say_more),
		cmocka_unit_test(long_fields_dilute),
		cmocka_unit_test(outdated_pages_count_for_less),
		cmocka_unit_test(levels_begin_where_their_scores_do),
		cmocka_unit_test(levels_stay_in_their_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
