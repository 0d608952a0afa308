#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "port_guide.h"

static void numbers_in_a_list_are_ports_until_the_sentence_ends(void **state)
{
	assert_facts(*state, "en", "Open the ports 80, 443 and 8443. 22 people did.",
		"- - - - 80; - - - - 443; - - - - 8443");
}

static void a_number_far_from_the_word_is_none(void **state)
{
	assert_facts(*state, "en",
		"The port of call of all those ships that once sailed around the cape was 22 miles away.",
		"");
}

static void a_service_stands_before_its_number_or_behind_it(void **state)
{
	assert_facts(*state, "en", "IMAP port 993", "imap in - - 993");
	assert_facts(
		*state, "en", "port 993 for IMAP, 465 for SMTP", "imap in - - 993; smtp out - - 465");
	assert_facts(*state, "en", "SFTP is FTP on port 22", "sftp - - - 22");
}

static void a_sentence_names_directions_before_or_behind(void **state)
{
	assert_facts(*state, "en", "SMTP: outgoing port 465, incoming port 993",
		"smtp out - - 465; - in - - 993");
	assert_facts(*state, "de", "Port 993 für eingehende, Port 465 für ausgehende Post (SMTP)",
		"- in - - 993; smtp out - - 465");
}

static void security_is_of_the_clause_of_the_number(void **state)
{
	assert_facts(*state, "en", "IMAP: port 993 (SSL) or 143", "imap in tls - 993; imap in - - 143");
	assert_facts(*state, "en", "With SSL disabled, IMAP has port 143", "imap in none - 143");
	assert_facts(*state, "en", "SMTP: port 587 with STARTTLS, port 465 with SSL/TLS",
		"smtp out starttls - 587; smtp out tls - 465");
	assert_facts(*state, "en", "Ports 110 and 143 have no SSL", "- - none - 110; - - none - 143");
	assert_facts(*state, "pt", "O IMAP usa SSL no servidor, porta 993", "imap in tls - 993");
}

static void the_name_of_a_host_says_nothing_of_security(void **state)
{
	assert_facts(*state, "en", "IMAP on SSL0.OVH.NET, port 993", "imap in - ssl0.ovh.net 993");
	assert_facts(
		*state, "en", "pro?.mail.ovh.net, IMAP port 993", "imap in - pro?.mail.ovh.net 993");
}

static void a_host_is_that_of_the_paragraph(void **state)
{
	assert_facts(*state, "en", "ex3.mail.ovh.net, IMAP port 993, SMTP port 587",
		"imap in - ex3.mail.ovh.net 993; smtp out - ex3.mail.ovh.net 587");
	assert_facts(*state, "en", "Take IMAP port 993 of ssl0.ovh.net", "imap in - ssl0.ovh.net 993");
	assert_facts(*state, "en", "a.example.org and b.example.org, IMAP port 993, SMTP port 587",
		"imap in - b.example.org 993; smtp out - - 587");
}

static void labels_take_what_the_lines_above_say(void **state)
{
	assert_facts(*state, "fr",
		"- **Protocole** : IMAP\n- **Serveur entrant** : a.example.org\n- **Port** : 993\n\n"
		"- **Protocole** : SMTP\n- **Port** : 465\n",
		"imap in - - 993; smtp out - - 465");
	assert_facts(*state, "en", "Incoming server (POP): a.example.org\nPort: 995\n",
		"pop in - a.example.org 995");
}

static void a_break_is_the_end_of_a_line(void **state)
{
	assert_facts(*state, "en", "- **IMAP**<br>- **Port**: 993<br/>- **SMTP**<br />- **Port**: 465",
		"imap in - - 993; smtp out - - 465");
}

static void a_transport_makes_a_port(void **state)
{
	assert_facts(*state, "en", "Allow 587/tcp and UDP 6100; keep 3 TCP connections",
		"- - - - 587; - - - - 6100");
}

static void in_some_languages_the_word_stands_behind(void **state)
{
	assert_facts(
		*state, "lt", "blokuoja 21 ar 22 prievadą; yra 24 prievadai", "- - - - 21; - - - - 22");
}

static void years_prices_sizes_times_and_indices_are_no_ports(void **state)
{
	assert_facts(*state, "en",
		"A port of the new switch of the year 2024 costs 15,99 or 20 €, at 10:00, with 10 Gbit/s.",
		"");
	assert_facts(
		*state, "en", "`ports[0]` and port :00, port 1.5, port 12-34, port #7, port 50%.", "");
}

static void commas_without_spaces_join_a_list_or_a_number(void **state)
{
	assert_facts(*state, "en", "Ports 25,465,587 and port 80,443.",
		"- - - - 25; - - - - 465; - - - - 587; - - - - 80; - - - - 443");
	assert_facts(*state, "en", "Ports: 15,99", "");
	assert_facts(
		*state, "en", "IMAP ports: 993/143, since 1/2/2024", "imap in - - 993; imap in - - 143");
}

static void numbers_inherit_what_their_section_says_of_them(void **state)
{
	assert_facts(*state, "en",
		"## POP\n\nIncoming port: 995\n\nOutgoing port (SMTP): 465\n\nPorts 995 and 465 have "
		"SSL.\n",
		"pop in - - 995; smtp out - - 465; pop in tls - 995; smtp out tls - 465");
}

static void a_heading_never_names_the_service_of_a_submission_port(void **state)
{
	assert_facts(
		*state, "en", "## IMAP\n\nPort 993 and port 465.\n", "imap in - - 993; - - - - 465");
	assert_facts(*state, "pl", "## Poprzednia strona\n\nPort 993.\n", "- - - - 993");
	assert_facts(*state, "en", "## IMAP and POP\n\nPort 993.\n", "- - - - 993");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_in_a_list_are_ports_until_the_sentence_ends),
		cmocka_unit_test(a_number_far_from_the_word_is_none),
		cmocka_unit_test(a_service_stands_before_its_number_or_behind_it),
		cmocka_unit_test(a_sentence_names_directions_before_or_behind),
		cmocka_unit_test(security_is_of_the_clause_of_the_number),
		cmocka_unit_test(the_name_of_a_host_says_nothing_of_security),
		cmocka_unit_test(a_host_is_that_of_the_paragraph),
		cmocka_unit_test(labels_take_what_the_lines_above_say),
		cmocka_unit_test(a_break_is_the_end_of_a_line),
		cmocka_unit_test(a_transport_makes_a_port),
		cmocka_unit_test(in_some_languages_the_word_stands_behind),
		cmocka_unit_test(years_prices_sizes_times_and_indices_are_no_ports),
		cmocka_unit_test(commas_without_spaces_join_a_list_or_a_number),
		cmocka_unit_test(numbers_inherit_what_their_section_says_of_them),
		cmocka_unit_test(a_heading_never_names_the_service_of_a_submission_port),
	};

	return cmocka_run_group_tests(tests, port_guides_set_up, port_guides_tear_down);
}
