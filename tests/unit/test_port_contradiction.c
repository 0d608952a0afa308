#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "port_site.h"

#define TABLE "\n\n|Server|Protocol|Port|\n|---|---|---|\n|a.example.org|SMTP|465|\n"

static void text_and_table_of_a_section_agree(void **state)
{
	assert_findings(
		*state, "en", "## A\n\nThe SMTP port is 587." TABLE, "port-contradiction gb:3:18");
	assert_findings(*state, "en", "## A\n\nThe SMTP port is 465." TABLE, "");
	assert_findings(*state, "en", "## A\n\nThe SMTP port is 587.\n\n## B" TABLE, "");
}

static void a_table_may_say_more_than_its_text(void **state)
{
	assert_findings(
		*state, "en", "## A\n\nThe SMTP port is 465." TABLE "|a.example.org|SMTP|587|\n", "");
}

static void a_number_that_is_reported_contradicts_nothing(void **state)
{
	assert_findings(*state, "en",
		"## A\n\nThe IMAP port is "
		"993.\n\n|Server|Protocol|Port|\n|---|---|---|\n|a.example.org|IMAP|995|\n",
		"port-role gb:7:21");
}

static void a_number_stands_once_in_a_list(void **state)
{
	assert_findings(*state, "en", "Set the ports 993 and 993.", "port-contradiction gb:1:23");
	assert_findings(*state, "en", "Set the ports 587 and 587.", "port-contradiction gb:1:15");
	assert_findings(*state, "en", "Set the ports 993 and 465.", "");
}

static void of_a_pair_with_and_without_tls_the_first_is_the_wrong_one(void **state)
{
	assert_findings(*state, "en", "Set the ports 110 or 110.", "port-contradiction gb:1:15");
	assert_findings(*state, "en", "Set the ports 143 or 143.", "port-contradiction gb:1:15");
	assert_findings(*state, "en", "Set the ports 995 or 995.", "port-contradiction gb:1:22");
	assert_findings(*state, "en", "Set the ports 995 or 110.", "");
}

static void a_slip_for_what_the_guide_says_elsewhere_is_told(void **state)
{
	assert_findings(
		*state, "en", "Open port 443.\n\nThen close port 434.", "port-contradiction gb:3:17");
	assert_findings(*state, "en", "Open port 443.\n\nThen close port 4443.", "");
	assert_findings(*state, "en", "Open port 443.\n\nClose port 434.\n\nUse port 434.", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_table_of_a_section_agree),
		cmocka_unit_test(a_table_may_say_more_than_its_text),
		cmocka_unit_test(a_number_that_is_reported_contradicts_nothing),
		cmocka_unit_test(a_number_stands_once_in_a_list),
		cmocka_unit_test(of_a_pair_with_and_without_tls_the_first_is_the_wrong_one),
		cmocka_unit_test(a_slip_for_what_the_guide_says_elsewhere_is_told),
	};

	return cmocka_run_group_tests(tests, port_guides_set_up, port_guides_tear_down);
}
