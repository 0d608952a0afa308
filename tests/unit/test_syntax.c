#include "parse/syntax.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "parse/code_info.h"

static void assert_str(struct str found, struct str wanted)
{
	if (!str_equal(found, wanted))
		fail_msg("\"" STR_FMT "\" instead of \"" STR_FMT "\"", STR_ARG(found), STR_ARG(wanted));
}

struct fixture {
	struct arena *arena;
	struct buf out;
};

static int setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	fixture->arena = arena_create(4096);
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	buf_release(&fixture->out);
	arena_destroy(fixture->arena);
	free(fixture);
	return 0;
}

static struct str colored(struct fixture *fixture, struct str info, struct str code)
{
	struct code_info read = code_info_read(fixture->arena, info);
	struct code_lines lines;

	buf_clear(&fixture->out);
	lines = code_lines_begin(&fixture->out, read.marked);
	syntax_write(&lines, read.language, code);
	code_lines_end(&lines);
	return buf_str(&fixture->out);
}

#define assert_colored(fixture, info, code, html)                                                  \
	assert_str(colored(fixture, S(info), S(code)), S(html))

static void languages_have_many_names(void **state)
{
	(void)state;
	assert_str(language_of(S("sh"))->title, S("Bash"));
	assert_str(language_of(S("YML"))->title, S("YAML"));
	assert_str(language_of(S("htaccess"))->title, S("Apache"));
	assert_null(language_of(S("")));
	assert_null(language_of(S("klingon")));
	assert_null(language_of(S("bash sh")));
	assert_null(language_of(S("a-name-that-is-longer-than-any")));
}

static void info_strings_have_three_forms(void **state)
{
	struct fixture *fixture = *state;
	struct code_info info = code_info_read(fixture->arena, S("bash hl_lines=\"8 16\""));

	assert_str(info.name, S("bash"));
	assert_int_equal(info.marked.count, 2);
	assert_int_equal(info.marked.items[1].first, 16);
	info = code_info_read(fixture->arena, S("{.python hl_lines=\"1-3 2-5\"}"));
	assert_str(info.name, S("python"));
	assert_int_equal(info.marked.count, 1);
	assert_int_equal(info.marked.items[0].last, 5);
	assert_str(code_info_read(fixture->arena, S(":::php")).name, S("php"));
	info = code_info_read(fixture->arena, S("hl_lines=2"));
	assert_str(info.name, S(""));
	assert_int_equal(info.marked.count, 1);
}

static void lines_that_are_none_are_left_out(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(line_ranges_read(fixture->arena, S("0 -1 x 5-2 9999999999 ,, 7")).count, 1);
	assert_int_equal(line_ranges_read(fixture->arena, S("")).count, 0);
}

static void marked_lines_stand_in_mark(void **state)
{
	struct fixture *fixture = *state;

	assert_colored(fixture, "text hl_lines=\"2\"", "a\nb\nc\n", "a\n<mark>b</mark>\nc\n");
	assert_colored(fixture, "text hl_lines=\"3\"", "a\nb\nc", "a\nb\n<mark>c</mark>");
	assert_colored(fixture, "json hl_lines=\"1-2\"", "[1,\n2]\n",
		"<mark>[<span class=\"p-n\">1</span>,</mark>\n<mark><span "
		"class=\"p-n\">2</span>]</mark>\n");
	/* An empty line has nothing to mark; a line that isn't there neither. */
	assert_colored(fixture, "text hl_lines=\"2 9\"", "a\n\nb\n", "a\n\nb\n");
}

static void shells_know_commands_options_and_variables(void **state)
{
	struct fixture *fixture = *state;

	assert_colored(fixture, "bash", "sudo ls -l $HOME # all",
		"<span class=\"p-k\">sudo</span> <span class=\"p-f\">ls</span> <span "
		"class=\"p-a\">-l</span> "
		"<span class=\"p-v\">$HOME</span> <span class=\"p-c\"># all</span>");
	assert_colored(fixture, "sh", "A=\"x $B\"",
		"<span class=\"p-v\">A</span>=<span class=\"p-s\">&quot;x </span><span "
		"class=\"p-v\">$B</span><span class=\"p-s\">&quot;</span>");
	assert_colored(fixture, "bash", "cat <<END\nif x\nEND\nls",
		"<span class=\"p-f\">cat</span> &lt;&lt;END\n<span class=\"p-s\">if x</span>\n<span "
		"class=\"p-s\">END</span>\n<span class=\"p-f\">ls</span>");
	assert_colored(fixture, "console", "$ ls\nls\n",
		"<span class=\"p-prompt\">$ </span><span class=\"p-f\">ls</span>\nls\n");
}

static void data_has_keys(void **state)
{
	struct fixture *fixture = *state;

	assert_colored(fixture, "json", "{\"a\": \"b\"}",
		"{<span class=\"p-a\">&quot;a&quot;</span>: <span class=\"p-s\">&quot;b&quot;</span>}");
	assert_colored(fixture, "yaml", "- a b: http://c#d # e",
		"- <span class=\"p-a\">a b</span>: http://c#d <span class=\"p-c\"># e</span>");
	assert_colored(fixture, "ini", "[a]\nb=1",
		"<span class=\"p-f\">[a]</span>\n<span class=\"p-a\">b</span>=<span "
		"class=\"p-n\">1</span>");
}

static void markup_holds_other_languages(void **state)
{
	struct fixture *fixture = *state;

	assert_colored(fixture, "html", "<b id=\"c\">&amp;</b>",
		"<span class=\"p-f\">&lt;b</span> <span class=\"p-a\">id</span>=<span "
		"class=\"p-s\">&quot;c&quot;</span><span class=\"p-f\">&gt;</span><span "
		"class=\"p-n\">&amp;amp;</span><span class=\"p-f\">&lt;/b&gt;</span>");
	assert_colored(fixture, "php", "<?php $a ?><i>",
		"<span class=\"p-m\">&lt;?php</span> <span class=\"p-v\">$a</span> <span "
		"class=\"p-m\">?&gt;</span><span class=\"p-f\">&lt;i&gt;</span>");
	assert_colored(fixture, "html", "<script>var</script>",
		"<span class=\"p-f\">&lt;script&gt;</span><span class=\"p-k\">var</span><span "
		"class=\"p-f\">&lt;/script&gt;</span>");
}

/* The text of colored code, without its spans and marks; entities stay. */
static void add_text(struct buf *text, struct str html)
{
	for (size_t i = 0; i < html.len; i++) {
		if (html.ptr[i] == '<')
			i = str_find_char(html, '>', i);
		else
			buf_add_char(text, html.ptr[i]);
	}
}

/* Whatever it takes for a token, no byte is lost, moved or invented, and no line end is covered. */
static void no_code_loses_a_byte(void **state)
{
	static const struct str names[] = {S_INIT("bash"), S_INIT("console"), S_INIT("powershell"),
		S_INIT("batch"), S_INIT("json"), S_INIT("yaml"), S_INIT("toml"), S_INIT("ini"),
		S_INIT("apache"), S_INIT("nginx"), S_INIT("docker"), S_INIT("php"), S_INIT("html"),
		S_INIT("css"), S_INIT("js"), S_INIT("ts"), S_INIT("python"), S_INIT("sql"), S_INIT("c"),
		S_INIT("cpp"), S_INIT("cs"), S_INIT("java"), S_INIT("go"), S_INIT("rust"), S_INIT("ruby"),
		S_INIT("perl"), S_INIT("r"), S_INIT("lua"), S_INIT("hcl"), S_INIT("make"), S_INIT("http"),
		S_INIT("diff"), S_INIT("text"), S_INIT("nobody's")};
	static const char alphabet[] = "ab1 \n\n\t\"'`$${}()[]<<>>?!-/*#\\:=;@.,|&%~^_\xC3\xA9"
								   "EOF<?php ?></script><!--";
	struct fixture *fixture = *state;
	uint32_t random = 1;

	for (size_t round = 0; round < 3000; round++) {
		struct buf wanted = BUF_EMPTY, text = BUF_EMPTY;
		char code[80];
		size_t len;

		for (len = 0; len < sizeof(code); len++) {
			random = random * 1664525 + 1013904223;
			code[len] = alphabet[(random >> 8) % (sizeof(alphabet) - 1)];
		}
		buf_add_html(&wanted, str_make(code, len));
		add_text(&text, colored(fixture, names[round % COUNT(names)], str_make(code, len)));
		assert_str(buf_str(&text), buf_str(&wanted));
		buf_release(&wanted);
		buf_release(&text);
	}
}

static void no_span_goes_over_a_line_end(void **state)
{
	struct fixture *fixture = *state;
	struct str rest =
				   colored(fixture, S("python hl_lines=\"1-9\""), S("\"\"\"a\nb\n\"\"\" # c\nd\n")),
			   line;

	while (str_next_line(&rest, &line)) {
		size_t opened = 0, closed = 0;

		for (size_t i = 0; i + 1 < line.len; i++) {
			opened += line.ptr[i] == '<' && line.ptr[i + 1] != '/';
			closed += line.ptr[i] == '<' && line.ptr[i + 1] == '/';
		}
		assert_int_equal(opened, closed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_have_many_names),
		cmocka_unit_test_setup_teardown(info_strings_have_three_forms, setup, teardown),
		cmocka_unit_test_setup_teardown(lines_that_are_none_are_left_out, setup, teardown),
		cmocka_unit_test_setup_teardown(marked_lines_stand_in_mark, setup, teardown),
		cmocka_unit_test_setup_teardown(
			shells_know_commands_options_and_variables, setup, teardown),
		cmocka_unit_test_setup_teardown(data_has_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(markup_holds_other_languages, setup, teardown),
		cmocka_unit_test_setup_teardown(no_code_loses_a_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(no_span_goes_over_a_line_end, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
