#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "port_guide.h"

static void options_and_settings_name_ports(void **state)
{
	assert_facts(*state, "en", "```\nssh -p 2222 me@host\niptables --dport 25 -j DROP\n```",
		"ssh - - - 2222; - - - - 25");
	assert_facts(*state, "en",
		"```\nPort 22\nport: 3306\nserver_port=8080\ntargetPort: \"80\"\n```",
		"- - - - 22; - - - - 3306; - - - - 8080; - - - - 80");
}

static void a_container_has_two(void **state)
{
	assert_facts(*state, "en", "```\ndocker run -p 8080:80 x\nEXPOSE 80 443\n```",
		"- - - - 8080; - - - - 80; - - - - 80; - - - - 443");
}

static void spans_of_code_are_read(void **state)
{
	assert_facts(*state, "en", "Run `ssh -p 2222 me@host` now.", "ssh - - - 2222");
}

static void no_heading_says_what_a_command_is_about(void **state)
{
	assert_facts(*state, "en", "## IMAP\n\n```\nport: 3306\n```\n\nPort 993.",
		"- - - - 3306; imap in - - 993");
}

static void what_only_looks_like_a_port_is_none(void **state)
{
	assert_facts(*state, "en",
		"```\nports[0]\nimport 22\nreport: 22\nport = 1.5\n-p 10.0.0.1\nport 99999\nmkdir -p "
		"2024/x\n```",
		"");
}

static void a_host_s_port_is_read_in_code_too(void **state)
{
	const struct document *document =
		port_guide(*state, "en", "```\ncurl http://www.example.org:8080/x\n```");

	assert_int_equal(document->fact_count, 1);
	assert_int_equal(document->facts[0].source, PORT_IN_CODE);
	assert_true(str_equal(document->facts[0].host, S("www.example.org")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_and_settings_name_ports),
		cmocka_unit_test(a_container_has_two),
		cmocka_unit_test(spans_of_code_are_read),
		cmocka_unit_test(no_heading_says_what_a_command_is_about),
		cmocka_unit_test(what_only_looks_like_a_port_is_none),
		cmocka_unit_test(a_host_s_port_is_read_in_code_too),
	};

	return cmocka_run_group_tests(tests, port_guides_set_up, port_guides_tear_down);
}
