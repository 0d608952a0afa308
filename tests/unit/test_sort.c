#include "base/sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#define MOST 300

struct item {
	unsigned key;
	unsigned given; /* its place at first */
	char filler[16];
};

static unsigned comparisons;

static int compare_keys(const void *left, const void *right)
{
	const struct item *a = left, *b = right;

	comparisons++;
	return (a->key > b->key) - (a->key < b->key);
}

/* In order, equal ones as they were given; each of those that were given is there once. */
static void assert_sorted(const unsigned *keys, size_t count)
{
	struct arena *arena = arena_create(4096);
	struct item items[MOST] = {{0}};
	bool seen[MOST] = {false};

	for (size_t i = 0; i < count; i++)
		items[i] = (struct item){.key = keys[i], .given = (unsigned)i};
	sort_stretches(arena, items, count, sizeof(*items), compare_keys);
	for (size_t i = 0; i < count; i++) {
		assert_true(items[i].given < count);
		assert_false(seen[items[i].given]);
		seen[items[i].given] = true;
		assert_int_equal(items[i].key, keys[items[i].given]);
		if (i > 0)
			assert_true(items[i - 1].key < items[i].key ||
						(items[i - 1].key == items[i].key && items[i - 1].given < items[i].given));
	}
	arena_destroy(arena);
}

static void all_of_few_items_come_in_order(void **state)
{
	unsigned keys[6];

	(void)state;
	for (size_t count = 0; count <= 6; count++) {
		size_t ways = 1;

		for (size_t i = 0; i < count; i++)
			ways *= 4;
		for (size_t way = 0; way < ways; way++) {
			for (size_t i = 0; i < count; i++)
				keys[i] = (unsigned)(way >> (2 * i)) & 3;
			assert_sorted(keys, count);
		}
	}
}

static void many_items_come_in_order(void **state)
{
	unsigned keys[MOST], seed = 1;

	(void)state;
	for (size_t count = 0; count <= MOST; count += 7) {
		for (unsigned kinds = 1; kinds < 1000; kinds *= 5) {
			for (size_t i = 0; i < count; i++) {
				seed = seed * 1103515245 + 12345;
				keys[i] = (seed >> 16) % kinds;
			}
			assert_sorted(keys, count);
		}
	}
}

static void what_is_in_order_is_looked_at_once(void **state)
{
	unsigned keys[MOST];

	(void)state;
	for (size_t i = 0; i < MOST; i++)
		keys[i] = (unsigned)i / 2;
	comparisons = 0;
	assert_sorted(keys, MOST);
	assert_int_equal(comparisons, MOST - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_few_items_come_in_order),
		cmocka_unit_test(many_items_come_in_order),
		cmocka_unit_test(what_is_in_order_is_looked_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
