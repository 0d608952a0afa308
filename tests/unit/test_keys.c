#include "content/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void keys_are_found_in_any_case(void **state)
{
	(void)state;
	assert_int_equal(front_key_by_name(S("title")), FRONT_TITLE);
	assert_int_equal(front_key_by_name(S("Legacy_Guide_NUMBER")), FRONT_LEGACY_GUIDE_NUMBER);
	assert_int_equal(front_key_by_name(S("titles")), FRONT_KEY_COUNT);
	assert_int_equal(front_key_by_name(S("")), FRONT_KEY_COUNT);
	for (int i = 0; i < FRONT_KEY_COUNT; i++)
		assert_int_equal(front_key_by_name(front_key_name((enum front_key)i)), i);
}

static void slips_of_the_pen_have_a_nearest_key(void **state)
{
	struct arena *arena = arena_create(256);

	(void)state;
	assert_true(str_equal(front_key_nearest(arena, S("Tilte")), S("title")));
	assert_true(str_equal(front_key_nearest(arena, S("excerp")), S("excerpt")));
	assert_true(str_equal(front_key_nearest(arena, S("zzzzzzzz")), S("")));
	arena_destroy(arena);
}

static void dates_are_days_that_the_calendar_has(void **state)
{
	static const char *const good[] = {"2024-02-29", "2000-02-29", "2023-12-31", "0001-01-01"};
	static const char *const bad[] = {"2023-02-29", "1900-02-29", "2023-04-31", "2023-13-01",
		"2023-00-10", "2023-01-00", "0000-01-01", "23-01-01", "2023/01/01", "2023-1-01",
		"2023-01-1x", "2023-01-01 ", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(front_type_fits(FRONT_TYPE_DATE, str_of(good[i]), &(bool){false}));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(front_type_fits(FRONT_TYPE_DATE, str_of(bad[i]), &(bool){false}));
}

static void flags_are_what_people_write(void **state)
{
	static const char *const words[][2] = {
		{"true", "false"}, {"Yes", "No"}, {"ON", "OFF"}, {"1", "0"}};
	bool flag;

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		assert_true(front_type_fits(FRONT_TYPE_FLAG, str_of(words[i][0]), &flag));
		assert_true(flag);
		assert_true(front_type_fits(FRONT_TYPE_FLAG, str_of(words[i][1]), &flag));
		assert_false(flag);
	}
	assert_false(front_type_fits(FRONT_TYPE_FLAG, S("y"), &flag));
	assert_false(front_type_fits(FRONT_TYPE_FLAG, S(""), &flag));
	assert_true(front_type_fits(FRONT_TYPE_TEXT, S("anything"), &flag));
}

static void assert_clean(enum front_type type, struct str text, const char *wanted)
{
	struct arena *arena = arena_create(256);

	assert_string_equal(str_cstr(arena, front_type_clean(arena, type, text)), wanted);
	arena_destroy(arena);
}

static void prose_has_its_entities_decoded_and_texts_keep_them(void **state)
{
	(void)state;
	assert_clean(FRONT_TYPE_PROSE, S("A &amp; B &#233; &#xE9; &lt;b&gt; &quot;&apos;"),
		"A & B \xC3\xA9 \xC3\xA9 <b> \"'");
	assert_clean(FRONT_TYPE_TEXT, S("A &amp; B"), "A &amp; B");
	/* Neither a control character nor what no character is, nor a name that is unknown. */
	assert_clean(FRONT_TYPE_PROSE, S("&#7; &#x85; &#1114112; &#; &#xZ; &eacute; &amp &"),
		"&#7; &#x85; &#1114112; &#; &#xZ; &eacute; &amp &");
}

static void blanks_are_single_and_control_characters_gone(void **state)
{
	(void)state;
	assert_clean(FRONT_TYPE_TEXT, S(" \n a\t\n b \x01\x7F\0 c "), "a b c");
	assert_clean(FRONT_TYPE_TEXT, S(" \t "), "");
	assert_clean(FRONT_TYPE_TEXT, S("\xC3\xA9"), "\xC3\xA9");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_found_in_any_case),
		cmocka_unit_test(slips_of_the_pen_have_a_nearest_key),
		cmocka_unit_test(dates_are_days_that_the_calendar_has),
		cmocka_unit_test(flags_are_what_people_write),
		cmocka_unit_test(prose_has_its_entities_decoded_and_texts_keep_them),
		cmocka_unit_test(blanks_are_single_and_control_characters_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
