#include "report/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

static int set_up(void **state)
{
	*state = arena_create(4096);
	return 0;
}

static int tear_down(void **state)
{
	arena_destroy(*state);
	return 0;
}

static struct diagnostic finding_at(struct place place)
{
	return (struct diagnostic){.rule = RULE_LINK_MISSING,
		.severity = SEVERITY_ERROR,
		.path = S("a.md"),
		.place = place,
		.message = S("it is wrong")};
}

static struct str written(
	struct arena *arena, const struct diagnostic *finding, struct str source, bool color)
{
	struct text_style style = {"docs", color};
	struct text_cursor cursor = {0};
	struct buf out = BUF_EMPTY;
	struct str text;

	text_write(&style, finding, source, &cursor, &out);
	text = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return text;
}

/* Of the finding itself, what stands below its first line. */
static void assert_frame(
	struct arena *arena, struct place place, struct str source, const char *wanted)
{
	struct diagnostic finding = finding_at(place);
	struct str rest = written(arena, &finding, source, false), line;

	str_next_line(&rest, &line);
	assert_string_equal(str_cstr(arena, rest), wanted);
}

static void a_finding_is_shown_with_its_line_and_what_to_do(void **state)
{
	struct diagnostic finding = finding_at((struct place){2, 3, 2, 6});

	finding.help = S("mend it");
	assert_string_equal(written(*state, &finding, S("one\na [b](c)\n"), false).ptr,
		"docs/a.md:2:3: error: it is wrong [link-missing]\n"
		"    2 | a [b](c)\n"
		"      |   ^^^\n"
		"  help: mend it\n");
	finding.rooted = true;
	finding.help = S("");
	assert_string_equal(written(*state, &finding, S(""), false).ptr,
		"a.md:2:3: error: it is wrong [link-missing]\n");
}

static void marks_stand_below_what_is_meant(void **state)
{
	/* Numbers of lines stand below each other. */
	assert_frame(*state, (struct place){12, 1, 12, 2}, S("\n\n\n\n\n\n\n\n\n\n\nx"),
		"   12 | x\n      | ^\n");
	/* Letters of two bytes, tabs, a stretch that is empty, one over several lines, a BOM. */
	assert_frame(*state, (struct place){1, 3, 1, 4}, S("\xC3\xA9\xC3\xA9x"),
		"    1 | \xC3\xA9\xC3\xA9x\n      |   ^\n");
	assert_frame(*state, (struct place){1, 2, 1, 3}, S("\tx"), "    1 | \tx\n      | \t^\n");
	assert_frame(*state, (struct place){1, 2, 1, 2}, S("abc"), "    1 | abc\n      |  ^\n");
	assert_frame(*state, (struct place){1, 2, 2, 1}, S("abc\nd"), "    1 | abc\n      |  ^^\n");
	assert_frame(
		*state, (struct place){1, 1, 1, 2}, S("\xEF\xBB\xBFxy"), "    1 | xy\n      | ^\n");
	assert_frame(*state, (struct place){1, 4, 1, 4}, S("abc"), "    1 | abc\n      |    ^\n");
}

static void lines_are_found_whatever_ends_them(void **state)
{
	assert_frame(
		*state, (struct place){4, 1, 4, 2}, S("a\r\nb\rc\nd\r\n"), "    4 | d\n      | ^\n");
	assert_frame(*state, (struct place){9, 1, 9, 2}, S("a\nb\n"), "");
	assert_frame(*state, (struct place){0}, S("a\nb\n"), "");
	assert_frame(*state, (struct place){1, 9, 1, 10}, S("a\nb\n"), "");
}

static void one_cursor_serves_all_findings_of_a_file(void **state)
{
	struct text_style style = {"docs", false};
	struct text_cursor cursor = {0};
	struct buf out = BUF_EMPTY;
	static const uint32_t lines[] = {1, 1, 3, 2};

	for (size_t i = 0; i < COUNT(lines); i++) {
		struct diagnostic finding = finding_at((struct place){lines[i], 1, lines[i], 2});
		struct str wanted = str_format(*state, " | line %u\n", lines[i]);

		buf_clear(&out);
		text_write(&style, &finding, S("line 1\nline 2\nline 3\n"), &cursor, &out);
		assert_true(str_has(buf_str(&out), wanted));
	}
	buf_release(&out);
}

/* However long lines are, and in whatever steps they are asked for. */
static void lines_of_any_length_are_found(void **state)
{
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	struct text_style style = {"docs", false};

	for (size_t i = 0; i < COUNT(ends); i++) {
		struct buf source = BUF_EMPTY, out = BUF_EMPTY;

		for (unsigned line = 1; line <= 60; line++)
			buf_add_format(&source, "%u%*s.%s", line, (int)(line * 7 % 41), "", ends[i]);
		for (uint32_t step = 1; step < 60; step += 4) {
			struct text_cursor cursor = {0};

			for (uint32_t line = step; line <= 60; line += step) {
				struct diagnostic finding = finding_at((struct place){line, 1, line, 2});
				struct str wanted =
					str_format(*state, " | %u%*s.\n", line, (int)(line * 7 % 41), "");

				buf_clear(&out);
				text_write(&style, &finding, buf_str(&source), &cursor, &out);
				assert_true(str_has(buf_str(&out), wanted));
			}
		}
		buf_release(&source);
		buf_release(&out);
	}
}

static void long_lines_are_cut_around_the_mistake(void **state)
{
	char line[1000];
	struct diagnostic finding = finding_at((struct place){1, 501, 1, 504});
	struct str text;

	memset(line, '.', sizeof(line));
	memcpy(line + 500, "bad", 3);
	text = written(*state, &finding, str_make(line, sizeof(line)), false);
	assert_true(str_has(text, S("bad")));
	assert_true(str_has(text, S("^^^\n")));
	assert_int_equal(str_find(text, S("bad"), 0) - str_find(text, S(" | "), 0),
		str_find(text, S("^^^"), 0) - str_find(text, S("      | "), 0) - 5 + 2);
	assert_true(text.len < 500);
}

static void nothing_reaches_the_terminal_that_moves_it(void **state)
{
	struct diagnostic finding = finding_at((struct place){1, 1, 1, 2});
	struct str text;

	finding.path = S("a\033[2J.md");
	finding.message = S("quotes \033]0;x\007 and \xC2\x9B");
	finding.help = S("\r");
	text = written(*state, &finding, S("a\033[31m\xC2\x9B\x7F\xFF"), false);
	for (size_t i = 0; i < text.len; i++)
		assert_true((unsigned char)text.ptr[i] >= 0x20 || text.ptr[i] == '\n');
	assert_false(str_has(text, S("\xC2\x9B")));
	assert_false(str_has(text, S("\x7F")));
	assert_true(str_has(text, S("\xEF\xBF\xBD[2J.md")));
}

static void colours_are_put_on_and_taken_off(void **state)
{
	struct diagnostic finding = finding_at((struct place){1, 1, 1, 2});
	struct str text = written(*state, &finding, S("ab"), true);
	size_t count = 0;

	assert_true(str_has(text, S("\033[1;31merror: \033[0m")));
	/* By turns. */
	for (size_t at = 0; (at = str_find(text, S("\033["), at)) != STR_NONE; at++) {
		assert_int_equal(str_starts(str_from(text, at), S("\033[0m")), count % 2);
		count++;
	}
	assert_int_equal(count % 2, 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_finding_is_shown_with_its_line_and_what_to_do),
		CASE(marks_stand_below_what_is_meant),
		CASE(lines_are_found_whatever_ends_them),
		CASE(one_cursor_serves_all_findings_of_a_file),
		CASE(long_lines_are_cut_around_the_mistake),
		CASE(nothing_reaches_the_terminal_that_moves_it),
		CASE(lines_of_any_length_are_found),
		CASE(colours_are_put_on_and_taken_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
