#include "content/locale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

static void assert_locale(const char *code, const char *prefix, const char *tag)
{
	struct arena *arena = arena_create(256);
	struct buf added = BUF_EMPTY;
	struct locale locale;

	assert_true(locale_parse(str_of(code), &locale));
	assert_string_equal(str_cstr(arena, locale_prefix(arena, &locale)), prefix);
	assert_string_equal(str_cstr(arena, locale_tag(arena, &locale)), tag);
	locale_add_tag(&locale, &added);
	assert_string_equal(str_cstr(arena, buf_str(&added)), tag);
	buf_release(&added);
	arena_destroy(arena);
}

static void a_locale_gives_the_head_of_urls_and_a_tag(void **state)
{
	(void)state;
	assert_locale("fr-fr", "fr", "fr-FR");
	assert_locale("fr-ca", "ca/fr", "fr-CA");
	assert_locale("en-gb", "gb/en", "en-GB");
	/* No country. */
	assert_locale("en-asia", "asia/en", "en");
}

static void what_is_not_written_like_one_is_none(void **state)
{
	static const char *const codes[] = {"", "fr", "fr-", "-fr", "f-fr", "fra-fr", "fr-f", "fr-FR",
		"FR-fr", "fr-abcde", "fr_fr", "fr-fr-fr", "fr-1a"};
	struct locale locale;

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++)
		assert_false(locale_parse(str_of(codes[i]), &locale));
}

static void some_are_written_from_right_to_left(void **state)
{
	struct locale locale;

	(void)state;
	assert_true(locale_parse(S("ar-ma"), &locale));
	assert_true(locale_is_right_to_left(&locale));
	assert_true(locale_parse(S("fr-ma"), &locale));
	assert_false(locale_is_right_to_left(&locale));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_locale_gives_the_head_of_urls_and_a_tag),
		cmocka_unit_test(what_is_not_written_like_one_is_none),
		cmocka_unit_test(some_are_written_from_right_to_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
