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

/* The least number of changes, one cell of the table after the other. */
static size_t counted(struct str a, struct str b)
{
	size_t cells[101][101];

	for (size_t i = 0; i <= a.len; i++) {
		for (size_t j = 0; j <= b.len; j++) {
			size_t least = i + j;

			if (i > 0 && cells[i - 1][j] + 1 < least)
				least = cells[i - 1][j] + 1;
			if (j > 0 && cells[i][j - 1] + 1 < least)
				least = cells[i][j - 1] + 1;
			if (i > 0 && j > 0 && cells[i - 1][j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]) < least)
				least = cells[i - 1][j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
			cells[i][j] = least;
		}
	}
	return cells[a.len][b.len];
}

static void texts_of_any_length_are_compared_alike(void **state)
{
	uint64_t random = 1;
	char bytes[2][100];

	(void)state;
	for (size_t round = 0; round < 3000; round++) {
		struct str texts[2];

		for (size_t i = 0; i < 2; i++) {
			for (size_t at = 0; at < sizeof(bytes[i]); at++) {
				random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
				bytes[i][at] = (char)('a' + (random >> 33) % (2 + round % 7));
			}
			texts[i] = str_make(bytes[i], (size_t)(random >> 20) % (sizeof(bytes[i]) + 1));
		}
		assert_int_equal(edit_distance(texts[0], texts[1]), counted(texts[0], texts[1]));
	}
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
		cmocka_unit_test(texts_of_any_length_are_compared_alike),
		cmocka_unit_test(likeness_is_one_for_equal_texts_and_none_for_different_ones),
		cmocka_unit_test(the_nearest_name_is_near_enough_or_none),
		cmocka_unit_test(digits_are_the_same_in_the_same_order_whatever_stands_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
