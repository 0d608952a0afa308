#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "port_guide.h"

static void a_matrix_says_security_in_its_columns(void **state)
{
	assert_facts(*state, "fr",
		"## IMAP\n\n|Ports|SSL activé|SSL "
		"désactivé|\n|---|---|---|\n|Entrant|993|143|\n|Sortant|465|587|\n",
		"imap in tls - 993; imap in none - 143; smtp out tls - 465; smtp out none - 587");
}

static void a_table_without_its_row_of_hyphens_is_one(void **state)
{
	assert_facts(*state, "en", "## POP\n\n| Ports | SSL on | SSL off |\n|Incoming|995|110|\n",
		"pop in tls - 995; pop in none - 110");
}

static void the_head_may_go_on_over_lines(void **state)
{
	assert_facts(*state, "en", "## POP\n\n| Ports | SSL\non | SSL\noff |\n|Incoming|995|110|\n",
		"pop in tls - 995; pop in none - 110");
}

static void a_column_of_ports_takes_the_rest_from_its_row(void **state)
{
	assert_facts(*state, "de",
		"|Typ|Server|Sicherheit|Port|\n|---|---|---|---|\n|IMAP|ssl0.ovh.net|SSL/TLS|993|\n"
		"|Postausgang (SMTP)|ssl0.ovh.net|STARTTLS|587|\n",
		"imap in tls ssl0.ovh.net 993; smtp out starttls ssl0.ovh.net 587");
	assert_facts(*state, "en",
		"|Server|Port (with SSL)|Port (without SSL)|\n|---|---|---|\n|POP|995|110|\n",
		"pop in tls - 995; pop in none - 110");
	assert_facts(*state, "en",
		"|Server type|SSL|Port|\n|---|---|---|\n|IMAP|Yes|993|\n|POP|No|110|\n",
		"imap in tls - 993; pop in none - 110");
}

static void label_rows_take_what_the_rows_above_say(void **state)
{
	assert_facts(*state, "en",
		"|Setting|Value|\n|---|---|\n|Incoming server (IMAP)|a.example.org|\n|Outgoing server "
		"(SMTP)|a.example.org|\n"
		"|Incoming port|993|\n|Outgoing port|Enter port \"465\".|\n",
		"imap in - - 993; smtp out - - 465");
	assert_facts(*state, "de",
		"|Einstellung|Wert|\n|---|---|\n|IMAP-Server|a.example.org|\n|Eingangsport|Tragen Sie "
		"„993“ ein.|\n",
		"imap in - - 993");
}

static void a_cell_holds_clauses_of_its_own(void **state)
{
	assert_facts(*state, "en",
		"|Connection|Use port 21 for FTP.<br>Use port 22 for SFTP.|\n|---|---|\n|a|b|\n",
		"ftp - - - 21; sftp - - - 22");
	assert_facts(*state, "it",
		"| | |\n|---|---|\n|Protocollo **IMAP**<br>\\- Server **ssl0.ovh.net**<br>\\- Porta "
		"**993**<br>\\- SSL **SSL/TLS**|x|\n",
		"imap in tls ssl0.ovh.net 993");
}

static void a_cell_with_one_token_that_is_no_port_is_reported(void **state)
{
	static const struct {
		const char *cell;
		bool wrong;
	} rows[] = {{"99939", true}, {"993l", true}, {"0", true}, {"**70000**", true}, {"993", false},
		{"993 or 143", false}, {"22 (SSH)", false}, {"587/tcp", false}, {"80-90", false},
		{"80, 443", false}, {"", false}, {"none", false}, {"65535", false}};
	struct port_guides *guides = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str body =
			str_format(guides->arena, "|Use|Port|\n|---|---|\n|x|%s|\n", rows[i].cell);
		const struct document *document = port_guide(guides, "en", str_cstr(guides->arena, body));
		bool found =
			document->found.first != NULL && document->found.first->rule == RULE_PORT_RANGE;

		if (found != rows[i].wrong)
			fail_msg("\"%s\"", rows[i].cell);
	}
}

static void a_number_above_65535_is_kept_for_the_rules_alone(void **state)
{
	const struct document *document = port_guide(*state, "en", "IMAP port 99399");

	assert_int_equal(document->fact_count, 1);
	assert_false(port_fact_is_port(&document->facts[0]));
}

static void a_firewall_opens_ports_to_more_than_mail(void **state)
{
	assert_facts(*state, "en",
		"SMTP is closed.\n\n|Direction|Ports|\n|---|---|\n|Incoming|22, 80|\n|Outgoing|22, 443|\n",
		"- in - - 22; - in - - 80; - out - - 22; - out - - 443");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_matrix_says_security_in_its_columns),
		cmocka_unit_test(a_table_without_its_row_of_hyphens_is_one),
		cmocka_unit_test(the_head_may_go_on_over_lines),
		cmocka_unit_test(a_column_of_ports_takes_the_rest_from_its_row),
		cmocka_unit_test(label_rows_take_what_the_rows_above_say),
		cmocka_unit_test(a_cell_holds_clauses_of_its_own),
		cmocka_unit_test(a_cell_with_one_token_that_is_no_port_is_reported),
		cmocka_unit_test(a_number_above_65535_is_kept_for_the_rules_alone),
		cmocka_unit_test(a_firewall_opens_ports_to_more_than_mail),
	};

	return cmocka_run_group_tests(tests, port_guides_set_up, port_guides_tear_down);
}
