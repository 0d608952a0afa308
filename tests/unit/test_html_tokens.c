#include "parse/html_tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "<a href=[x] b>" for a start tag, "</a>", "text" as it is, "!" for what is passed over; `|`
 * between. */
static struct str describe(struct arena *arena, const char *html)
{
	struct str text = str_of(html), all = S("");
	struct html_token token;
	size_t at = 0, last = 0;

	while (html_token_next(arena, text, &at, &token)) {
		struct str one = str_range(text.ptr + token.begin, text.ptr + token.end);

		assert_int_equal(token.begin, last);
		assert_true(token.end > token.begin);
		last = token.end;
		if (token.kind == HTML_PASSED)
			one = S("!");
		if (token.kind == HTML_START_TAG || token.kind == HTML_END_TAG) {
			one = str_concat(arena, token.kind == HTML_START_TAG ? S("<") : S("</"), token.name);
			for (const struct html_attribute *a = token.attributes; a != NULL; a = a->next)
				one = str_format(arena, STR_FMT " " STR_FMT "=[" STR_FMT "]", STR_ARG(one),
					STR_ARG(a->name), STR_ARG(a->value));
			one = str_concat(arena, one, S(">"));
		}
		all = str_concat3(arena, all, all.len > 0 ? S("|") : S(""), one);
	}
	assert_int_equal(last, text.len);
	return all;
}

static void assert_tokens(const char *html, const char *wanted)
{
	struct arena *arena = arena_create(4096);

	assert_string_equal(str_cstr(arena, describe(arena, html)), wanted);
	arena_destroy(arena);
}

static void tags_are_read_with_their_attributes(void **state)
{
	(void)state;
	assert_tokens("a<B HREF='x y' c>d</B >", "a|<b href=[x y] c=[]>|d|</b>");
	assert_tokens("<img src=a/b alt = \"1 > 0\"/>", "<img src=[a/b] alt=[1 > 0]>");
	assert_tokens("<br/><br / >", "<br>|<br>");
	assert_tokens("<a href=\"1\" HREF=\"2\">", "<a href=[1]>");
	assert_tokens("<a =x>", "<a =x=[]>");
}

static void what_is_no_tag_is_text(void **state)
{
	(void)state;
	assert_tokens("1 < 2 <3> <", "1 |< 2 |<3> |<");
	assert_tokens("", "");
}

static void what_a_browser_passes_over_is_passed_over(void **state)
{
	(void)state;
	assert_tokens("a<!-- <b> -- -->c", "a|!|c");
	assert_tokens("<!-->a<!--->b", "!|a|!|b");
	assert_tokens("<!-- a --!>b", "!|b");
	assert_tokens("<!-- never", "!");
	assert_tokens("<!DOCTYPE html><?php x ?>a", "!|!|a");
	assert_tokens("<![CDATA[a>b]]>", "!|b]]>");
	assert_tokens("</ a>b", "!|b");
	assert_tokens("a<b href=\"x>y", "a|!");
}

static void values_are_decoded_as_a_browser_does(void **state)
{
	(void)state;
	assert_tokens("<a href='java&#115;cript&colon;x'>", "<a href=[javascript:x]>");
	assert_tokens("<a href='j&#x61;va&Tab;script'>", "<a href=[java\tscript]>");
	assert_tokens("<a href='&#106&#97'>", "<a href=[ja]>");
	assert_tokens("<a href='?a&copy=1&amp;b&lt'>", "<a href=[?a&copy=1&b<]>");
}

static void assert_decoded(const char *text, const char *wanted)
{
	struct arena *arena = arena_create(256);

	assert_string_equal(str_cstr(arena, html_decode(arena, str_of(text), false)), wanted);
	arena_destroy(arena);
}

static void entities_are_decoded(void **state)
{
	(void)state;
	assert_decoded("a&nbsp;b", "a\xC2\xA0"
							   "b");
	assert_decoded("&copy=1 &amp &unknown; & &;", "\xC2\xA9=1 & &unknown; & &;");
	assert_decoded("&#0;&#x110000;&#99999999999;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_decoded("&#;&#x;&#xg", "&#;&#x;&#xg");
}

static void places_are_those_of_values(void **state)
{
	struct arena *arena = arena_create(256);
	struct str text = S("x<a href=\"y\" b=z c>");
	struct html_token token;
	const struct html_attribute *attribute;
	size_t at = 1;

	(void)state;
	assert_true(html_token_next(arena, text, &at, &token));
	attribute = token.attributes;
	assert_int_equal(attribute->begin, 10);
	assert_int_equal(attribute->end, 11);
	attribute = attribute->next;
	assert_int_equal(attribute->begin, 15);
	assert_int_equal(attribute->end, 16);
	attribute = attribute->next;
	assert_int_equal(attribute->begin, 17);
	assert_int_equal(attribute->end, 18);
	arena_destroy(arena);
}

static void attributes_are_bounded(void **state)
{
	struct arena *arena = arena_create(4096);
	struct str text = S("<a");
	struct html_token token;
	size_t at = 0, count = 0;

	(void)state;
	for (unsigned i = 0; i < 100; i++)
		text = str_format(arena, STR_FMT " a%u", STR_ARG(text), i);
	text = str_concat(arena, text, S(">b"));
	assert_true(html_token_next(arena, text, &at, &token));
	assert_int_equal(token.kind, HTML_START_TAG);
	for (const struct html_attribute *a = token.attributes; a != NULL; a = a->next)
		count++;
	assert_int_equal(count, 64);
	assert_int_equal(at, text.len - 1);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_are_read_with_their_attributes),
		cmocka_unit_test(what_is_no_tag_is_text),
		cmocka_unit_test(what_a_browser_passes_over_is_passed_over),
		cmocka_unit_test(values_are_decoded_as_a_browser_does),
		cmocka_unit_test(entities_are_decoded),
		cmocka_unit_test(places_are_those_of_values),
		cmocka_unit_test(attributes_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
