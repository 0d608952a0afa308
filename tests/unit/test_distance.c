#include "base/distance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void inserted_removed_and_replaced_letters_count_one_each(void **state)
{
	(void)state;
	assert_int_equal(edit_distance(S("compte"), S("compte")), 0);
	assert_int_equal(edit_distance(S("compte"), S("compt")), 1);
	assert_int_equal(edit_distance(S("compt"), S("compte")), 1);
	assert_int_equal(edit_distance(S("compte"), S("conpte")), 1);
	assert_int_equal(edit_distance(S(""), S("abc")), 3);
	assert_int_equal(edit_distance(S("kitten"), S("sitting")), 3);
	assert_int_equal(edit_distance(S("abab"), S("ab")), 2);
	assert_int_equal(edit_distance(S("xaby"), S("xy")), 2);
}

static void likeness_is_one_for_equal_texts_and_none_for_different_ones(void **state)
{
	(void)state;
	assert_true(similarity(S("abc"), S("abc")) > 0.999);
	assert_true(similarity(S("abc"), S("xyz")) < 0.001);
	assert_true(similarity(S("abcdefghij"), S("abcdefghi")) > 0.89);
}

static void the_nearest_name_is_near_enough_or_none(void **state)
{
	const struct str names[] = {S_INIT("title"), S_INIT("excerpt"), S_INIT("section")};

	(void)state;
	assert_int_equal(nearest_name(S("excertp"), names, COUNT(names), 0.6), 1);
	assert_int_equal(nearest_name(S("titel"), names, COUNT(names), 0.6), 0);
	assert_true(nearest_name(S("colour"), names, COUNT(names), 0.6) == STR_NONE);
}

static void digits_are_the_same_in_the_same_order_whatever_stands_between(void **state)
{
	(void)state;
	assert_true(have_same_digits(S("img_1305.jpg"), S("img_1305_new.jpg")));
	assert_true(have_same_digits(S("step"), S("stepp")));
	assert_true(have_same_digits(S("a1b2"), S("12")));
	assert_false(have_same_digits(S("step1"), S("step2")));
	assert_false(have_same_digits(S("step1"), S("step")));
	assert_false(have_same_digits(S("12"), S("21")));
	assert_false(have_same_digits(S("1"), S("11")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inserted_removed_and_replaced_letters_count_one_each),
		cmocka_unit_test(likeness_is_one_for_equal_texts_and_none_for_different_ones),
		cmocka_unit_test(the_nearest_name_is_near_enough_or_none),
		cmocka_unit_test(digits_are_the_same_in_the_same_order_whatever_stands_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
