#include "search/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena *arena;
static struct buf room;

static int open_room(void **state)
{
	(void)state;
	arena = arena_create(1024);
	return 0;
}

static int close_room(void **state)
{
	(void)state;
	arena_destroy(arena);
	buf_release(&room);
	room = BUF_EMPTY;
	return 0;
}

/* "anchor|heading|text" of each section, a line each. */
static void reads(const char *before, const char *html, const char *expected)
{
	struct plain plain = plain_read(arena, &room, str_of(before), str_of(html));
	struct buf out = BUF_EMPTY;

	for (size_t i = 0; i < plain.count; i++)
		buf_add_format(&out, STR_FMT "|" STR_FMT "|" STR_FMT "\n",
			STR_ARG(plain.sections[i].anchor), STR_ARG(plain.sections[i].heading),
			STR_ARG(plain.sections[i].text));
	buf_add_char(&out, '\0');
	assert_string_equal(out.ptr, expected);
	buf_release(&out);
}

static void text_has_single_spaces_and_no_tags(void **state)
{
	(void)state;
	reads("", "", "||\n");
	reads("", "<p>One  two\n\tthree</p>\n<p>four</p>\n", "||One two three four\n");
	reads("", "<p>a<strong>b</strong><em>c</em> <code>d</code></p>", "||abc d\n");
	reads("", "<table><tr><th>Port</th><td>993</td></tr></table>", "||Port 993\n");
	reads("", "a {\n  b \n c\n\n  d", "||a { b c d\n");
	reads("", "a<br>\n  b<b>\n </b> <i>  c</i>", "||a b c\n");
	reads("", "x<br>y<img src=\"a>b.png\" alt=\"not shown\">z", "||x y z\n");
}

static void tags_inside_of_a_line_part_no_words(void **state)
{
	static const char *const names[] = {"a", "strong", "span", "code", "em", "b", "i", "mark", "u",
		"s", "del", "ins", "sub", "sup", "kbd", "small", "abbr", "wbr"};
	static const char *const others[] = {
		"p", "br", "img", "td", "li", "strongs", "smallest", "aa", "abbreviation", "h1", "x-b", ""};
	char html[64];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(html, sizeof(html), "x<%s>y</%s>z<%s k=\"v\">", names[i], names[i], names[i]);
		reads("", html, "||xyz\n");
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		snprintf(html, sizeof(html), "x<%s>y</%s>z<%s k=\"v\">", others[i], others[i], others[i]);
		reads("", html, "||x y z\n");
	}
}

/* What stands where and how long it is makes no difference. */
static void text_is_the_same_wherever_it_stands(void **state)
{
	char html[400], expected[400];

	(void)state;
	for (int length = 1; length < 150; length++) {
		snprintf(html, sizeof(html),
			"<p>%0*d</p>\n\n<p class=\"%0*d>'\" id='>\"'>a  b <b>c</b>&amp;\"<i>", length, 7,
			length, 7);
		snprintf(expected, sizeof(expected), "||%0*d a b c&\\\"\n", length, 7);
		reads("", html, expected);
	}
}

static void the_excerpt_stands_before(void **state)
{
	(void)state;
	reads("In short", "<p>Text</p>", "||In short Text\n");
}

static void headings_with_an_id_begin_sections(void **state)
{
	(void)state;
	reads("",
		"<p>Intro</p>\n<h2 id=\"a\">First <code>one</code></h2>\n<p>Text</p>\n<h3>No id</h3>\n<h2 "
		"id=\"b\">Second</h2>",
		"||Intro\na|First one|Text No id\nb|Second|\n");
	reads("", "<h2 class=\"x\" id=\"&eacute;t&#233;\">T</h2>", "||\nété|T|\n");
	/* A heading without end is one up to the end of the body. */
	reads("", "<h2 id=\"a\">T<p>x</p>", "||\na|T x|\n");
}

static void entities_are_decoded(void **state)
{
	(void)state;
	reads("", "a &amp; b &lt;c&gt; &#39;d&#39; &nbsp;&eacute; &nosuch; &",
		"||a & b <c> 'd' \u00A0é &nosuch; &\n");
}

static void it_is_the_inside_of_a_json_string(void **state)
{
	(void)state;
	reads("say \"x\"", "C:\\dir &quot;q&quot; \x01 &#7;", "||say \\\"x\\\" C:\\\\dir \\\"q\\\"\n");
	reads("", "<h2 id=\"a\">A \"b\" \\</h2>", "||\na|A \\\"b\\\" \\\\|\n");
}

static void what_is_no_html_does_no_harm(void **state)
{
	(void)state;
	reads("", "a < b", "||a\n");
	reads("", "<", "||\n");
	reads("", "<p title='>", "||\n");
	reads("", "<h2 id=\"a", "||\n");
	reads("", "&#x110000; &#xD800;", "||\uFFFD \uFFFD\n");
}

/* Whatever stands there, from anywhere on: it ends, and reads nothing behind it. */
static void takes_any_bytes(void **state)
{
	static const char parts[] = "<>\"'&; /\nab\\h2=i\x80\x01";
	uint32_t random = 3;

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		size_t length = i % 150;
		char *html = malloc(length);
		struct plain plain;

		for (size_t j = 0; j < length; j++) {
			random = random * 1664525 + 1013904223;
			html[j] = parts[(random >> 16) % (sizeof(parts) - 1)];
		}
		plain = plain_read(arena, &room, S(""), (struct str){length > 0 ? html : NULL, length});
		for (size_t j = 0; j < plain.count; j++) {
			assert_false(str_has(plain.sections[j].text, S("  ")));
			assert_false(str_has(plain.sections[j].text, S("\n")));
		}
		free(html);
		arena_reset(arena);
	}
}

static void titles_are_read_the_same_way(void **state)
{
	struct str text = plain_text(arena, &room, S("  A \"b\" &amp;  c "));

	(void)state;
	assert_true(str_equal(text, S("A \\\"b\\\" &amp; c")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_has_single_spaces_and_no_tags),
		cmocka_unit_test(tags_inside_of_a_line_part_no_words),
		cmocka_unit_test(text_is_the_same_wherever_it_stands),
		cmocka_unit_test(the_excerpt_stands_before),
		cmocka_unit_test(headings_with_an_id_begin_sections),
		cmocka_unit_test(entities_are_decoded),
		cmocka_unit_test(it_is_the_inside_of_a_json_string),
		cmocka_unit_test(what_is_no_html_does_no_harm),
		cmocka_unit_test(takes_any_bytes),
		cmocka_unit_test(titles_are_read_the_same_way),
	};

	return cmocka_run_group_tests(tests, open_room, close_room);
}
