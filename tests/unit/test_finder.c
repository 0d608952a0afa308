#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/finder.h"

/* Any bytes, the same each time. */
static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 16;
}

static void every_place_is_found_in_order(void **state)
{
	char bytes[100];
	uint32_t random = 7;

	(void)state;
	for (size_t round = 0; round < 3000; round++) {
		struct str text = {bytes, next_random(&random) % (sizeof(bytes) + 1)};
		size_t from = text.len == 0 ? 0 : next_random(&random) % (text.len + 1);
		size_t seldom = 1 + next_random(&random) % 20;
		struct finder finder = finder_make(text, '\n', from);

		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = next_random(&random) % seldom == 0 ? '\n' : 'a';
		for (size_t at = from; at < text.len; at++) {
			if (bytes[at] == '\n')
				assert_int_equal(finder_next(&finder), at);
		}
		assert_int_equal(finder_next(&finder), STR_NONE);
		assert_int_equal(finder_next(&finder), STR_NONE);
	}
}

static void nothing_is_found_in_no_text(void **state)
{
	struct finder finder = finder_make((struct str){NULL, 0}, 'a', 0);

	(void)state;
	assert_int_equal(finder_next(&finder), STR_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_place_is_found_in_order),
		cmocka_unit_test(nothing_is_found_in_no_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
