#include "image/svg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

static struct svg_head look(const char *text)
{
	size_t root = svg_find(str_of(text));

	assert_int_not_equal(root, STR_NONE);
	return svg_look(str_of(text), root);
}

static void assert_size(const char *attributes, uint32_t width, uint32_t height)
{
	char text[256] = "<?xml version='1.0'?><svg ";
	struct svg_head head;

	strncat(text, attributes, 200);
	strcat(text, "></svg>");
	head = look(text);
	assert_int_equal(head.width, width);
	assert_int_equal(head.height, height);
	assert_null(head.fault);
}

static void the_size_is_that_of_the_attributes_or_the_view_box(void **state)
{
	(void)state;
	assert_size("width=\"120\" height='80px'", 120, 80);
	assert_size("width = \"10.5\" height=\"0.4\"", 11, 0);
	assert_size("viewBox=\"0 0 300,150\"", 300, 150);
	assert_size("viewBox='-5 -5 30.6 15' stroke-width='3'", 31, 15);
	assert_size("width='100%' height='2em' viewBox='0 0 9 9'", 0, 0);
	assert_size("width='99999999999999999999' height='1e9'", 0, 0);
	assert_size("viewBox='1 2 3'", 3, 0);
	assert_size("", 0, 0);
}

/* A drawing that holds this. */
static bool is_active(const char *body)
{
	char text[128];

	snprintf(text, sizeof(text), "<svg>%s</svg>", body);
	return look(text).active;
}

static void what_runs_something_is_active(void **state)
{
	static const char *const bodies[] = {"<script>x</script>", "<s:SCRIPT/>", "<foreignObject/>",
		"<iframe/>", "<g onload='x'/>", "<g ONCLICK = 'x'/>", "<g a='b'onload='x'/>",
		"<g/onload='x'/>", "<a href='javascript:x'/>", "<a href='JavaScript:x'/>",
		"<a href='&#106;avascript:x'/>", "<a href='&#x0006A;avascript:x'/>",
		"<a href='j&#97;vascript:x'/>", "<a href='java\nscript:x'/>",
		"<a href='java&#9;script&#58;x'/>", "<set to='javascript:x'/>", "<!ENTITY a 'b'>"};

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		if (!is_active(bodies[i]))
			fail_msg("%s", bodies[i]);
	}
}

static void a_drawing_is_not_active(void **state)
{
	static const char *const bodies[] = {"<text>on the go = fine, j &amp; k &#45;&gt; l</text>",
		"<g id='onload' class='a on b'/>", "<text>javascript is a language</text>",
		"<text>&#106;&#97;m&#</text>", "<a href='https://example.org/#j'/>",
		"<text>&#00000000000000000000000000000000;</text>", "<descr/>"};

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		if (is_active(bodies[i]))
			fail_msg("%s", bodies[i]);
	}
}

static void what_has_no_end_is_broken(void **state)
{
	(void)state;
	assert_non_null(look("<svg><g>").fault);
	assert_non_null(look("<svg width='1").fault);
	assert_null(look("<svg width='1'/>").fault);
	assert_int_equal(svg_find(S("<svgx>")), STR_NONE);
	assert_int_equal(svg_find(S("<html><p>")), STR_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_size_is_that_of_the_attributes_or_the_view_box),
		cmocka_unit_test(what_runs_something_is_active),
		cmocka_unit_test(a_drawing_is_not_active),
		cmocka_unit_test(what_has_no_end_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
