#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_code_point_is_read_as_it_is_written(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		size_t len, at = 0;

		if (c == 0xD800)
			c = 0xE000;
		len = utf8_encode(c, bytes);
		if (utf8_next(str_make(bytes, len), &at) != c || at != len ||
			utf8_valid_length(str_make(bytes, len)) != len)
			fail_msg("U+%04X", c);
	}
}

/* RFC 3629, sections 3 and 4. */
static void what_is_no_utf8_is_passed_byte_by_byte(void **state)
{
	static const struct str rows[] = {S_INIT("\x80"), S_INIT("\xBF"), S_INIT("\xC0\xAF"),
		S_INIT("\xC1\xBF"), S_INIT("\xC3"), S_INIT("\xC3("), S_INIT("\xE0\x80\xAF"),
		S_INIT("\xE2\x82"), S_INIT("\xED\xA0\x80"), S_INIT("\xED\xBF\xBF"),
		S_INIT("\xF0\x80\x80\xAF"), S_INIT("\xF0\x9F\x93"), S_INIT("\xF4\x90\x80\x80"),
		S_INIT("\xF5\x80\x80\x80"), S_INIT("\xFE"), S_INIT("\xFF")};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t at = 0;

		assert_int_equal(utf8_valid_length(rows[i]), 0);
		assert_int_equal(utf8_next(rows[i], &at), 0xFFFD);
		assert_int_equal(at, 1);
	}
}

static void the_first_bad_byte_is_found_wherever_it_stands(void **state)
{
	char text[40];

	(void)state;
	for (size_t at = 0; at < sizeof(text); at++) {
		memset(text, 'a', sizeof(text));
		text[at] = '\xFF';
		assert_int_equal(utf8_valid_length(str_make(text, sizeof(text))), at);
		/* Behind a letter of two bytes, which ends a run of ASCII. */
		if (at >= 2) {
			memcpy(text + at - 2, "\xC3\xA9", 2);
			assert_int_equal(utf8_valid_length(str_make(text, sizeof(text))), at);
		}
	}
	assert_int_equal(utf8_valid_length(S("")), 0);
}

static void letters_are_counted(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(S("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x93\xA7")), 4);
	assert_int_equal(utf8_count(S("a\xFF\xC3")), 3);
	assert_int_equal(utf8_count(S("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_is_read_as_it_is_written),
		cmocka_unit_test(what_is_no_utf8_is_passed_byte_by_byte),
		cmocka_unit_test(the_first_bad_byte_is_found_wherever_it_stands),
		cmocka_unit_test(letters_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
