#include "render/css.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_short(const char *css, const char *wanted)
{
	struct buf out = BUF_EMPTY;

	buf_add_lit(&out, "x;"); /* what stood there before counts for nothing */
	css_shorten(str_of(css), &out);
	if (!str_equal(str_from(buf_str(&out), 2), str_of(wanted)))
		fail_msg("\"%.*s\" is not \"%s\"", (int)out.len - 2, out.ptr + 2, wanted);
	buf_release(&out);
}

static void comments_go_and_licences_stay(void **state)
{
	(void)state;
	assert_short("/* a */ p { color: red; } /* b", "p{color: red}\n");
	assert_short("/*! MIT */\np{}", "/*! MIT */ p{}\n");
	assert_short("a/**/b { c: d/* e */f }", "a b{c: d f}\n");
}

static void white_space_stays_where_it_means_something(void **state)
{
	(void)state;
	assert_short("a :hover,\n b > c [d] { }", "a :hover,b > c [d]{}\n");
	assert_short("a {\n  width: calc(1px + 2px) ;\n}\n", "a{width: calc(1px + 2px)}\n");
	assert_short("@media (min-width: 1px) and (x) {\n a { b: c }\n}",
		"@media (min-width: 1px) and (x){a{b: c}}\n");
	assert_short("a { margin: 0 -1px; }", "a{margin: 0 -1px}\n");
}

static void strings_stay_as_they_are(void **state)
{
	(void)state;
	assert_short(
		"a::after { content: \"  /* x */ ; }\" }", "a::after{content: \"  /* x */ ; }\"}\n");
	assert_short("a { content: 'it\\'s  {' }", "a{content: 'it\\'s  {'}\n");
	assert_short("a { content: \"  ", "a{content: \"  \n");
	assert_short("a { content: \"\\", "a{content: \"\\\n");
}

static void nothing_is_nothing(void **state)
{
	(void)state;
	assert_short("", "");
	assert_short(" /* */ \n", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_go_and_licences_stay),
		cmocka_unit_test(white_space_stays_where_it_means_something),
		cmocka_unit_test(strings_stay_as_they_are),
		cmocka_unit_test(nothing_is_nothing),
	};

	return cmocka_run_group_tests_name("css", tests, NULL, NULL);
}
