#include "parse/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/*
 * One letter a line: t text, c code, f a fence, b blank; the depth of its quotes
 * before it when there are any.
 */
static void assert_lines(const char *text, const char *wanted)
{
	struct arena *arena = arena_create(4096);
	struct line_list lines = lines_make(arena, str_of(text));
	struct str kinds = S("");

	for (size_t i = 0; i < lines.count; i++) {
		const struct line *line = &lines.items[i];

		if (line->depth > 0)
			kinds = str_format(arena, STR_FMT "%u", STR_ARG(kinds), line->depth);
		kinds = str_format(arena, STR_FMT "%s", STR_ARG(kinds),
			line->fence   ? "f"
			: line->code  ? "c"
			: line->blank ? "b"
						  : "t");
	}
	assert_string_equal(str_cstr(arena, kinds), wanted);
	arena_destroy(arena);
}

static void fences_hide_what_is_between(void **state)
{
	(void)state;
	assert_lines("a\n```\n# b\n\n```\n", "tfccf");
	assert_lines("```bash\n~~~\n``\n````\nb", "fccft");
	assert_lines("~~~\n```\n~~~ \nb", "fcft");
	/* Code in a line, and too short a run. */
	assert_lines("```a``` b\n``\nc", "ttt");
	assert_lines("```\nnever closed\n", "fc");
	assert_lines("- a\n\n  ```\n  # b\n  ```\n", "tbfcf");
}

static void quotes_have_a_depth_and_end_their_fences(void **state)
{
	(void)state;
	assert_lines("> a\n> > b\n>> c\n>\n", "1t2t2t1b");
	assert_lines("> ```\n> # b\n> ```\nc", "1f1c1ft");
	assert_lines("> ```\n> # b\nc\n", "1f1ct");
	/* Inside of a fence a further > is code. */
	assert_lines("```\n> a\n```\n", "fcf");
	assert_lines("> ```\n> > a\n> ```\n", "1f1c1f");
	/* Four spaces begin code, not a quote. */
	assert_lines("    > a", "t");
}

static void raw_html_hides_markdown_up_to_its_end(void **state)
{
	(void)state;
	assert_lines("<pre>\n# a\n</PRE>\nb", "ccct");
	assert_lines("<!-- a -->\nb", "ct");
	assert_lines("<!--\n```\n-->\n# b", "ccct");
	assert_lines("<script>a\n</script>\n<b>c</b>", "cct");
}

static void lines_are_cut_at_all_their_ends(void **state)
{
	struct arena *arena = arena_create(4096);
	struct line_list lines = lines_make(arena, S("> a\r\nbc\n\nd"));

	(void)state;
	assert_int_equal(lines.count, 4);
	assert_true(str_equal(line_content(&lines, 0), S("a")));
	assert_true(str_equal(line_content(&lines, 1), S("bc")));
	assert_true(str_equal(line_content(&lines, 2), S("")));
	assert_true(str_equal(line_content(&lines, 3), S("d")));
	assert_int_equal(lines.items[0].end, 3);
	assert_int_equal(lines.items[0].next, 5);
	assert_int_equal(lines.items[3].next, 10);
	assert_int_equal(lines_make(arena, S("")).count, 0);
	arena_destroy(arena);
}

static void each_quote_of_a_line_has_an_inside(void **state)
{
	struct arena *arena = arena_create(4096);
	struct line_list lines = lines_make(arena, S("> a\n >  >>b > c\n"));

	(void)state;
	assert_int_equal(line_inside(&lines, &lines.items[0], 0), 0);
	assert_int_equal(line_inside(&lines, &lines.items[0], 1), 2);
	assert_int_equal(line_inside(&lines, &lines.items[1], 1), 7);
	assert_int_equal(line_inside(&lines, &lines.items[1], 2), 9);
	assert_int_equal(line_inside(&lines, &lines.items[1], 3), 10);
	assert_int_equal(lines.items[1].content, 10);
	arena_destroy(arena);
}

static void indents_and_markers_are_measured(void **state)
{
	(void)state;
	assert_int_equal(line_indent(S("  a")), 2);
	assert_int_equal(line_indent(S("\ta")), 4);
	assert_int_equal(line_indent(S("  \t a")), 5);
	assert_int_equal(line_list_marker(S("- a")), 1);
	assert_int_equal(line_list_marker(S("  12) a")), 5);
	assert_int_equal(line_list_marker(S("1.")), 2);
	assert_int_equal(line_list_marker(S("*")), 1);
	assert_int_equal(line_list_marker(S("-a")), 0);
	assert_int_equal(line_list_marker(S("1a")), 0);
	assert_int_equal(line_list_marker(S("1")), 0);
	assert_int_equal(line_list_marker(S("")), 0);
	assert_int_equal(line_list_marker(S("1234567890. a")), 0);
	assert_int_equal(line_list_marker(S("**a**")), 0);
}

static void lines_know_their_indents_and_markers(void **state)
{
	struct arena *arena = arena_create(4096);
	struct line_list lines = lines_make(arena, S("> 1. a\n   - b\n"));

	(void)state;
	assert_int_equal(lines.items[0].indent, 0);
	assert_int_equal(lines.items[0].marker, 2);
	assert_int_equal(lines.items[1].indent, 3);
	assert_int_equal(lines.items[1].marker, 4);
	arena_destroy(arena);
}

static void the_lines_that_hold_a_character_are_found(void **state)
{
	struct arena *arena = arena_create(4096);
	struct line_list lines = lines_make(arena, S("a\n\n#a#\n#"));

	(void)state;
	assert_int_equal(line_holding(&lines, 0, '#'), 2);
	assert_int_equal(line_holding(&lines, 2, '#'), 2);
	assert_int_equal(line_holding(&lines, 3, '#'), 3);
	assert_int_equal(line_holding(&lines, 4, '#'), 4);
	assert_int_equal(line_holding(&lines, 0, 'b'), 4);
	arena_destroy(arena);
}

static void a_character_is_looked_for_from_line_to_line(void **state)
{
	struct arena *arena = arena_create(4096);
	struct line_list lines = lines_make(arena, S("|a\n> |\nb\n\nc|d|\n|"));
	static const size_t wanted[] = {0, 5, STR_NONE, STR_NONE, 11, 15};
	struct line_search search = {'|', 0}, sparing = {'|', 0};

	(void)state;
	assert_int_equal(lines.count, COUNT(wanted));
	for (size_t i = 0; i < lines.count; i++) {
		assert_int_equal(line_search_in(&search, &lines, &lines.items[i]), wanted[i]);
		/* Lines may be left out. */
		if (i % 2 == 0)
			assert_int_equal(line_search_in(&sparing, &lines, &lines.items[i]), wanted[i]);
	}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fences_hide_what_is_between),
		cmocka_unit_test(quotes_have_a_depth_and_end_their_fences),
		cmocka_unit_test(raw_html_hides_markdown_up_to_its_end),
		cmocka_unit_test(lines_are_cut_at_all_their_ends),
		cmocka_unit_test(each_quote_of_a_line_has_an_inside),
		cmocka_unit_test(indents_and_markers_are_measured),
		cmocka_unit_test(lines_know_their_indents_and_markers),
		cmocka_unit_test(a_character_is_looked_for_from_line_to_line),
		cmocka_unit_test(the_lines_that_hold_a_character_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
