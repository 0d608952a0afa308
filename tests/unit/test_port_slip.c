#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "check/port_slip.h"

static void the_same_digits_in_another_order_are_a_slip(void **state)
{
	(void)state;
	assert_int_equal(port_slip_of(939, 993), SLIP_ORDER);
	assert_int_equal(port_slip_of(12, 21), SLIP_ORDER);
	assert_int_equal(port_slip_of(433, 443), SLIP_DIGIT);
}

static void a_digit_may_be_lost_doubled_or_mistyped(void **state)
{
	(void)state;
	assert_int_equal(port_slip_of(93, 993), SLIP_LOST);
	assert_int_equal(port_slip_of(44, 443), SLIP_LOST);
	assert_int_equal(port_slip_of(9933, 993), SLIP_DOUBLED);
	assert_int_equal(port_slip_of(4443, 443), SLIP_DOUBLED);
	assert_int_equal(port_slip_of(994, 993), SLIP_DIGIT);
}

static void other_numbers_are_no_slips(void **state)
{
	(void)state;
	assert_int_equal(port_slip_of(993, 993), SLIP_NONE);
	assert_int_equal(port_slip_of(33060, 3306), SLIP_NONE);
	assert_int_equal(port_slip_of(8080, 443), SLIP_NONE);
	assert_int_equal(port_slip_of(2222, 22), SLIP_NONE);
	assert_int_equal(port_slip_of(0, 5), SLIP_LOST);
}

static void the_registry_knows_the_ports_of_services(void **state)
{
	struct arena *arena = arena_create(4096);
	struct str failed;
	const struct port_words *words = port_words_read(arena, "themes/default/ports", &failed);

	(void)state;
	assert_non_null(words);
	assert_true(port_is_known(words, 993));
	assert_true(port_is_known(words, 5025));
	assert_false(port_is_known(words, 939));
	assert_false(port_is_known(words, 99939));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_digits_in_another_order_are_a_slip),
		cmocka_unit_test(a_digit_may_be_lost_doubled_or_mistyped),
		cmocka_unit_test(other_numbers_are_no_slips),
		cmocka_unit_test(the_registry_knows_the_ports_of_services),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
