#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void memory_is_zeroed_aligned_and_nobody_elses(void **state)
{
	struct arena *arena = arena_create(64);
	unsigned char *pieces[200];

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		/* Text in between, of every length, puts the next piece off its place. */
		memset(arena_bytes(arena, i % 17 + 1), 0xFF, i % 17 + 1);
		pieces[i] = arena_alloc(arena, i % 5 + 1, 24);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (size_t j = 0; j < (i % 5 + 1) * 24; j++)
			assert_int_equal(pieces[i][j], 0);
		memset(pieces[i], (int)i, (i % 5 + 1) * 24);
	}
	for (size_t i = 0; i < 200; i++) {
		for (size_t j = 0; j < (i % 5 + 1) * 24; j++)
			assert_int_equal(pieces[i][j], i);
	}
	arena_destroy(arena);
}

static void what_is_forgotten_is_zeroed_again(void **state)
{
	struct arena *arena = arena_create(4096);

	(void)state;
	for (int round = 0; round < 3; round++) {
		unsigned char *piece = arena_alloc(arena, 1000, 1);

		for (size_t i = 0; i < 1000; i++)
			assert_int_equal(piece[i], 0);
		memset(piece, 0xFF, 1000);
		arena_alloc(arena, 100000, 1);
		arena_reset(arena);
	}
	/* One block for it all, again and again. */
	assert_true(arena_held(arena) < 100000);
	arena_destroy(arena);
}

static void an_array_that_was_handed_out_last_grows_where_it_stands(void **state)
{
	struct arena *arena = arena_create(4096);
	size_t size = 0;
	uint32_t *first = arena_grown(arena, NULL, 0, &size, sizeof(*first));
	uint32_t *second = arena_grown(arena, first, size, &size, sizeof(*first)), *third;
	char *other = arena_bytes(arena, 1);

	(void)state;
	assert_ptr_equal(first, second);
	assert_true(other >= (char *)(second + size));
	third = arena_grown(arena, second, size, &size, sizeof(*first));
	assert_ptr_not_equal(second, third);
	arena_destroy(arena);
}

static void arrays_grow_and_keep_their_items(void **state)
{
	struct arena *arena = arena_create(64);
	uint32_t *items = NULL;
	size_t count = 0, size = 0;

	(void)state;
	while (count < 1000) {
		uint32_t *before = items;
		bool full = count == size;

		items = arena_grown(arena, items, count, &size, sizeof(*items));
		assert_true(count < size);
		assert_true(full || items == before);
		items[count] = (uint32_t)count;
		count++;
	}
	for (size_t i = 0; i < count; i++)
		assert_int_equal(items[i], i);
	arena_destroy(arena);
}

static void pieces_larger_than_a_block_fit(void **state)
{
	struct arena *arena = arena_create(64);
	unsigned char *small = arena_alloc(arena, 1, 16), *large = arena_alloc(arena, 1, 1000000);

	(void)state;
	large[0] = large[999999] = 1;
	assert_int_equal(small[0], 0);
	assert_true(arena_held(arena) >= 1000000);
	arena_destroy(arena);
}

static void the_last_owner_frees_it(void **state)
{
	struct arena *arena = arena_create(64);
	char *text = arena_bytes(arena, 2);

	(void)state;
	memcpy(text, "a", 2);
	assert_ptr_equal(arena_share(arena), arena);
	arena_destroy(arena);
	/* The sanitizer would see it gone. */
	assert_string_equal(text, "a");
	arena_destroy(arena);
	arena_destroy(NULL);
}

static void arenas_of_workers_last_as_long_as_the_one_they_are_within(void **state)
{
	struct arena *arena = arena_create(64);

	(void)state;
	for (int round = 0; round < 2; round++) {
		struct arena **arenas = arena_create_within(arena, 3, 64);
		char *texts[3];

		for (size_t i = 0; i < 3; i++) {
			texts[i] = arena_bytes(arenas[i], 2000);
			memset(texts[i], (int)i, 2000);
		}
		for (size_t i = 0; i < 3; i++)
			assert_int_equal(texts[i][1999], i);
		/* The sanitizer would see what is kept, or freed twice. */
		arena_reset(arena);
	}
	arena_create_within(*arena_create_within(arena, 1, 64), 2, 64);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_aligned_and_nobody_elses),
		cmocka_unit_test(what_is_forgotten_is_zeroed_again),
		cmocka_unit_test(arrays_grow_and_keep_their_items),
		cmocka_unit_test(an_array_that_was_handed_out_last_grows_where_it_stands),
		cmocka_unit_test(pieces_larger_than_a_block_fit),
		cmocka_unit_test(the_last_owner_frees_it),
		cmocka_unit_test(arenas_of_workers_last_as_long_as_the_one_they_are_within),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
