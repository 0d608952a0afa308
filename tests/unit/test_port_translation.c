#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "port_site.h"

static void assert_family(
	struct port_guides *guides, const char *const (*translations)[2], const char *wanted)
{
	assert_string_equal(str_cstr(guides->arena, port_findings(guides, translations)), wanted);
}

static void a_majority_outvotes_one(void **state)
{
	assert_family(*state,
		(const char *const[][2]){{"de", "Port 7000, dann Port 9000."},
			{"en", "Port 7001, then port 9000."}, {"fr", "Le port 7000, puis le port 9000."},
			{NULL, NULL}},
		"port-translation gb:1:6");
}

static void two_that_disagree_are_a_warning(void **state)
{
	assert_family(*state,
		(const char *const[][2]){{"de", "Port 7000, dann Port 9000."},
			{"en", "Port 7001, then port 9000."}, {NULL, NULL}},
		"warning port-translation de:1:6");
}

static void one_translation_knows_better_than_a_slip(void **state)
{
	assert_family(*state,
		(const char *const[][2]){
			{"de", "Port 434, dann Port 9000."}, {"en", "Port 443, then port 9000."}, {NULL, NULL}},
		"port-translation de:1:6");
}

static void another_order_is_no_disagreement(void **state)
{
	assert_family(*state,
		(const char *const[][2]){{"de", "Port 7000.\n\nPort 9000.\n"},
			{"en", "Port 9000.\n\nPort 7000.\n"}, {"fr", "Port 7000.\n\nPort 9000.\n"},
			{NULL, NULL}},
		"");
}

static void what_a_role_allows_is_no_disagreement(void **state)
{
	assert_family(*state,
		(const char *const[][2]){{"de", "SMTP: Port 465"}, {"en", "SMTP: port 587"}, {NULL, NULL}},
		"");
}

static void a_longer_translation_says_more(void **state)
{
	assert_family(*state,
		(const char *const[][2]){{"de", "Port 7000."},
			{"en", "Port 7000.\n\nPort 7001.\n\nPort 7002.\n"}, {"fr", "Port 7000."}, {NULL, NULL}},
		"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_majority_outvotes_one),
		cmocka_unit_test(two_that_disagree_are_a_warning),
		cmocka_unit_test(one_translation_knows_better_than_a_slip),
		cmocka_unit_test(another_order_is_no_disagreement),
		cmocka_unit_test(what_a_role_allows_is_no_disagreement),
		cmocka_unit_test(a_longer_translation_says_more),
	};

	return cmocka_run_group_tests(tests, port_guides_set_up, port_guides_tear_down);
}
