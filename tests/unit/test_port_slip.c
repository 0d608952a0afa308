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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_digits_in_another_order_are_a_slip),
		cmocka_unit_test(a_digit_may_be_lost_doubled_or_mistyped),
		cmocka_unit_test(other_numbers_are_no_slips),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
