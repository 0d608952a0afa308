#include "render/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

static int set_up(void **state)
{
	*state = arena_create(4096);
	return 0;
}

static int tear_down(void **state)
{
	arena_destroy(*state);
	return 0;
}

/* Strings with this pattern, `months` names of a month, and what {day} is on the first. */
static const struct object *strings_of(
	struct arena *arena, const char *pattern, size_t months, const char *first_day)
{
	struct object *strings = object_create(arena, 1), *date = object_create(arena, 3);
	struct value *names = arena_array(arena, struct value, 12);

	for (size_t i = 0; i < months; i++)
		names[i] = value_text(str_format(arena, "month %zu", i + 1));
	object_set_text(date, S("pattern"), str_of(pattern));
	object_set(date, S("months"), value_list(names, months));
	object_set_text(date, S("first_day"), str_of(first_day));
	object_set_object(strings, S("date"), date);
	return strings;
}

static void assert_date(
	struct arena *arena, const struct object *strings, const char *iso, const char *wanted)
{
	assert_string_equal(str_cstr(arena, date_text(arena, strings, str_of(iso))), wanted);
}

static void a_date_is_written_as_the_pattern_says(void **state)
{
	const struct object *words = strings_of(*state, "the {day} of {month}, {year}", 12, "");
	const struct object *numbers = strings_of(*state, "{day2}.{month2}.{year} {month2}", 0, "");

	assert_date(*state, words, "2024-02-09", "the 9 of month 2, 2024");
	assert_date(*state, words, "2024-12-31", "the 31 of month 12, 2024");
	assert_date(*state, numbers, "2024-02-09", "09.02.2024 02");
}

static void the_first_of_a_month_may_have_a_form_of_its_own(void **state)
{
	const struct object *strings = strings_of(*state, "{day} {month} {day2}", 12, "1er");

	assert_date(*state, strings, "2024-07-01", "1er month 7 01");
	assert_date(*state, strings, "2024-07-11", "11 month 7 11");
}

static void other_braces_stay(void **state)
{
	const struct object *strings = strings_of(*state, "{x} {day} {} {", 12, "");

	assert_date(*state, strings, "2024-07-02", "{x} 2 {} {");
}

static void where_something_is_absent_the_date_is_as_it_was(void **state)
{
	const struct object *strings = strings_of(*state, "{day} {month}", 12, "");

	assert_date(*state, strings_of(*state, "{day} {month}", 11, ""), "2024-07-02", "2 07");
	assert_date(*state, strings_of(*state, "", 12, ""), "2024-07-02", "2024-07-02");
	assert_date(*state, object_create(*state, 1), "2024-07-02", "2024-07-02");
	assert_date(*state, strings, "2024-13-02", "2024-13-02");
	assert_date(*state, strings, "2024-07-00", "2024-07-00");
	assert_date(*state, strings, "2024-7-2", "2024-7-2");
	assert_date(*state, strings, "", "");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_date_is_written_as_the_pattern_says),
		CASE(the_first_of_a_month_may_have_a_form_of_its_own),
		CASE(other_braces_stay),
		CASE(where_something_is_absent_the_date_is_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
