#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "port_site.h"

#define MATRIX "|Ports|SSL on|SSL off|\n|---|---|---|\n"

static void the_other_protocol_s_port_is_no_port_of_this_one(void **state)
{
	assert_findings(*state, "en", "IMAP port 995", "port-role gb:1:11");
	assert_findings(*state, "en", "## POP\n\nUse port 993.", "port-role gb:3:10");
	assert_findings(*state, "en", "IMAP port 993, POP port 995", "");
	assert_findings(*state, "en", "IMAP port 993, 80 for HTTP", "");
}

static void a_slip_for_a_mail_port_is_told_below_its_heading(void **state)
{
	assert_findings(*state, "en", "## IMAP\n\nUse port 939.", "port-role gb:3:10");
	assert_findings(*state, "en", "## IMAP\n\nUse port 8006.", "");
}

static void without_ssl_the_ports_of_ssl_are_wrong(void **state)
{
	assert_findings(*state, "en", "## IMAP\n\n" MATRIX "|Incoming|993|993|\n", "port-role gb:5:15");
	assert_findings(*state, "en", MATRIX "|Outgoing (SMTP)|587|587|\n", "");
}

static void incoming_rows_hold_no_port_of_outgoing_mail(void **state)
{
	assert_findings(*state, "en", "## IMAP\n\n" MATRIX "|Incoming|993|587|\n|Outgoing|465|587|\n",
		"port-role gb:5:15");
}

static void two_cells_that_change_places_are_one_finding(void **state)
{
	assert_findings(*state, "en", "## POP\n\n" MATRIX "|Incoming|110|995|\n", "port-role gb:5:11");
	assert_findings(*state, "en", "## POP\n\n" MATRIX "|Incoming|465|110|\n|Outgoing|995|587|\n",
		"port-role gb:5:11");
	assert_findings(*state, "en", "## POP\n\n" MATRIX "|Incoming|995|110|\n|Outgoing|587|465|\n",
		"port-role gb:6:11");
}

static void system_ports_are_not_given_to_other_services(void **state)
{
	assert_findings(*state, "en", "SSH is on port 23.", "port-role gb:1:16");
	assert_findings(*state, "en", "SSH is on port 32.", "port-role gb:1:16");
	assert_findings(*state, "en", "SSH is on port 2222.", "");
	assert_findings(*state, "fr", "MySQL répond sur le port 3360.", "port-role fr:1:26");
}

static void code_and_urls_are_free(void **state)
{
	assert_findings(*state, "en", "```\nssh -p 443 a\n```\n\nSee http://a.example.org:22/", "");
}

static void a_label_that_contradicts_its_table_is_not_believed(void **state)
{
	assert_findings(*state, "en",
		"- **SMTP**\n\n|Information|Description|\n|---|---|\n|Server "
		"(incoming)|smtp.example.org|\n|Port|465|\n",
		"");
}

static void known_hosts_offer_what_they_offer(void **state)
{
	assert_findings(*state, "en", "SMTP: pro2.mail.ovh.net, port 465", "port-host gb:1:31");
	assert_findings(*state, "en", "SMTP: ssl0.ovh.net, port 465", "");
	assert_findings(*state, "en", "SMTP: a.example.org, port 465", "");
}

static void starttls_begins_in_clear(void **state)
{
	assert_findings(*state, "en", "SMTP port 465 with STARTTLS", "port-security gb:1:11");
	assert_findings(*state, "en", "IMAP port 143 with SSL", "port-security gb:1:11");
	assert_findings(*state, "en", "SMTP port 587 with SSL", "");
	assert_findings(*state, "en", "IMAP port 143 or 993 with SSL", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_other_protocol_s_port_is_no_port_of_this_one),
		cmocka_unit_test(a_slip_for_a_mail_port_is_told_below_its_heading),
		cmocka_unit_test(without_ssl_the_ports_of_ssl_are_wrong),
		cmocka_unit_test(incoming_rows_hold_no_port_of_outgoing_mail),
		cmocka_unit_test(two_cells_that_change_places_are_one_finding),
		cmocka_unit_test(system_ports_are_not_given_to_other_services),
		cmocka_unit_test(code_and_urls_are_free),
		cmocka_unit_test(a_label_that_contradicts_its_table_is_not_believed),
		cmocka_unit_test(known_hosts_offer_what_they_offer),
		cmocka_unit_test(starttls_begins_in_clear),
	};

	return cmocka_run_group_tests(tests, port_guides_set_up, port_guides_tear_down);
}
