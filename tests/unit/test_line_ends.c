#include "base/line_ends.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Every line feed, and then the length for ever. */
static void assert_ends(struct str text)
{
	struct line_ends ends = line_ends_of(text);

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			assert_int_equal(line_ends_next(&ends), i);
	}
	assert_int_equal(line_ends_next(&ends), text.len);
	assert_int_equal(line_ends_next(&ends), text.len);
}

/* Texts of each length up to several times sixteen, with lines of each length. */
static void line_feeds_are_found_wherever_they_stand(void **state)
{
	char text[70];

	(void)state;
	for (size_t line = 1; line <= sizeof(text) + 1; line++) {
		for (size_t i = 0; i < sizeof(text); i++)
			text[i] = (i + 1) % line == 0 ? '\n' : 'a';
		for (size_t len = 0; len <= sizeof(text); len++)
			assert_ends(str_make(text + sizeof(text) - len, len));
	}
	assert_ends(S(""));
	assert_ends((struct str){NULL, 0});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_feeds_are_found_wherever_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
