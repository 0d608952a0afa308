#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#define MANY 3000

static void every_key_is_found_again_and_no_other(void **state)
{
	struct arena *arena = arena_create(4096);
	/* Far too small at first. */
	struct map *map = map_create(arena, 0);
	static int values[MANY];

	(void)state;
	for (size_t i = 0; i < MANY; i++)
		assert_ptr_equal(map_add(map, str_format(arena, "key %zu", i), &values[i]), &values[i]);
	assert_int_equal(map_count(map), MANY);
	for (size_t i = 0; i < MANY; i++) {
		assert_ptr_equal(map_get(map, str_format(arena, "key %zu", i)), &values[i]);
		assert_null(map_get(map, str_format(arena, "key %zu ", i)));
	}
	arena_destroy(arena);
}

static void the_first_value_stays_unless_it_is_replaced(void **state)
{
	struct arena *arena = arena_create(4096);
	struct map *map = map_create(arena, 4);
	int first, second;

	(void)state;
	assert_ptr_equal(map_add(map, S("a"), &first), &first);
	assert_ptr_equal(map_add(map, S("a"), &second), &first);
	assert_ptr_equal(map_get(map, S("a")), &first);
	map_set(map, S("a"), &second);
	assert_ptr_equal(map_get(map, S("a")), &second);
	map_set(map, S("b"), &first);
	assert_ptr_equal(map_get(map, S("b")), &first);
	assert_int_equal(map_count(map), 2);
	arena_destroy(arena);
}

static void keys_are_bytes_with_nuls_and_the_empty_one(void **state)
{
	struct arena *arena = arena_create(4096);
	struct map *map = map_create(arena, 4);
	int empty, with_nul, shorter;

	(void)state;
	map_add(map, S(""), &empty);
	map_add(map, S("a\0b"), &with_nul);
	map_add(map, S("a"), &shorter);
	assert_ptr_equal(map_get(map, (struct str){NULL, 0}), &empty);
	assert_ptr_equal(map_get(map, S("a\0b")), &with_nul);
	assert_ptr_equal(map_get(map, S("a")), &shorter);
	assert_null(map_get(map, S("a\0c")));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_is_found_again_and_no_other),
		cmocka_unit_test(the_first_value_stays_unless_it_is_replaced),
		cmocka_unit_test(keys_are_bytes_with_nuls_and_the_empty_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
