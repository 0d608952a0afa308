#include "render/ledger_diff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "port_guide.h"

static struct ledger ledger_of(struct port_guides *guides, const char *body)
{
	const struct document **documents = arena_array(guides->arena, const struct document *, 1);

	documents[0] = port_guide(guides, "en", body);
	return ledger_make(guides->arena, documents, 1);
}

static const char *text_of(struct port_guides *guides, struct buf *out)
{
	const char *text = str_cstr(guides->arena, buf_str(out));

	buf_release(out);
	return text;
}

static void json_says_null_where_nothing_is_known(void **state)
{
	struct ledger ledger = ledger_of(*state, "# A \"b\"\n\nPort: 7000\n");
	struct buf out = BUF_EMPTY;

	ledger_write_json(&ledger, NULL, &out);
	assert_string_equal(text_of(*state, &out),
		"{\"version\":1,\"facts\":[\n{\"path\":\"a/b/guide.en-gb.md\",\"line\":6,\"column\":7,"
		"\"locale\":\"en-gb\",\"heading\":[\"A \\\"b\\\"\"],\"source\":\"label\",\"protocol\":null,"
		"\"direction\":null,\"security\":null,\"host\":null,\"port\":7000}]}\n");
}

static void csv_quotes_what_rfc_4180_wants_quoted(void **state)
{
	struct ledger ledger =
		ledger_of(*state, "# A, \"b\"\n\nIMAP on ssl0.ovh.net, port 993, uses SSL.\n");
	struct buf out = BUF_EMPTY;

	ledger_write_csv(&ledger, "content/", &out);
	assert_string_equal(text_of(*state, &out),
		"path,line,column,locale,heading,source,protocol,direction,security,host,port\r\n"
		"content/a/b/guide.en-gb.md,6,28,en-gb,\"A, "
		"\"\"b\"\"\",prose,imap,incoming,tls,ssl0.ovh.net,993\r\n");
}

static void numbers_that_are_no_ports_are_left_out(void **state)
{
	struct ledger ledger = ledger_of(*state, "IMAP port 99399, SMTP port 465");

	assert_int_equal(ledger.count, 1);
}

static void headings_are_those_above_from_the_outermost(void **state)
{
	struct ledger ledger = ledger_of(*state, "# A\n\n## B\n\n## C\n\n### D\n\nPort: 993\n");
	struct str headings[6];

	assert_int_equal(ledger_headings(&ledger.entries[0], headings), 3);
	assert_true(str_equal(headings[0], S("A")));
	assert_true(str_equal(headings[1], S("C")));
	assert_true(str_equal(headings[2], S("D")));
}

static void assert_diff(
	struct port_guides *guides, const char *before, const char *after, const char *wanted)
{
	struct ledger former = ledger_of(guides, before), present = ledger_of(guides, after);
	struct ledger_diff diff = ledger_diff_make(guides->arena, &former, &present);
	struct buf out = BUF_EMPTY;

	ledger_diff_write_table(&diff, NULL, &out);
	assert_string_equal(text_of(guides, &out), wanted);
}

static void a_port_that_only_moved_is_no_change(void **state)
{
	assert_diff(*state, "IMAP port 993\n", "# New\n\nWords.\n\nIMAP port 993\n", "");
	assert_diff(*state, "IMAP port 993\n\nSSH port 22\n", "SSH port 22\n\nIMAP port 993\n", "");
}

static void what_came_went_and_changed_is_told_by_line(void **state)
{
	assert_diff(*state, "IMAP port 993\n\nSSH port 22\n", "IMAP port 143\n\nMySQL port 3306\n",
		"a/b/guide.en-gb.md\n~     4: 993 -> 143 imap incoming - -\n-     6: 22 ssh - - -\n"
		"+     6: 3306 mysql - - -\n");
}

static void a_new_word_about_a_port_is_a_change(void **state)
{
	assert_diff(*state, "IMAP port 143 with STARTTLS\n", "IMAP port 143\n",
		"a/b/guide.en-gb.md\n~     4: 143 imap incoming starttls - -> 143 imap incoming - -\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_says_null_where_nothing_is_known),
		cmocka_unit_test(csv_quotes_what_rfc_4180_wants_quoted),
		cmocka_unit_test(numbers_that_are_no_ports_are_left_out),
		cmocka_unit_test(headings_are_those_above_from_the_outermost),
		cmocka_unit_test(a_port_that_only_moved_is_no_change),
		cmocka_unit_test(what_came_went_and_changed_is_told_by_line),
		cmocka_unit_test(a_new_word_about_a_port_is_a_change),
	};

	return cmocka_run_group_tests(tests, port_guides_set_up, port_guides_tear_down);
}
