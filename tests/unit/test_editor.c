/* Links of findings into editors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "preview/editor.h"

static void a_known_editor_gives_its_own_links(void **state)
{
	(void)state;
	assert_string_equal(editor_pattern("code"), "vscode://file{path}:{line}:{column}");
	assert_string_equal(editor_pattern("/usr/bin/code --wait"), editor_pattern("code"));
	assert_string_equal(
		editor_pattern("idea"), "idea://open?file={path}&line={line}&column={column}");
	assert_string_equal(editor_pattern("mine:{path}#{line}"), "mine:{path}#{line}");
}

static void an_editor_in_a_terminal_has_none(void **state)
{
	(void)state;
	assert_null(editor_pattern("vim"));
	assert_null(editor_pattern(""));
	assert_null(editor_pattern(NULL));
	assert_null(editor_pattern("javascript:alert(1)"));
}

static void link_is(const char *pattern, const char *path, const char *expected)
{
	struct buf link = BUF_EMPTY;

	editor_link(pattern, str_of(path), &(struct place){12, 5, 12, 9}, &link);
	buf_add_char(&link, '\0');
	assert_string_equal(link.ptr, expected);
	buf_release(&link);
}

static void a_link_has_the_whole_path_encoded(void **state)
{
	const char *pattern = "vscode://file{path}:{line}:{column}";

	(void)state;
	assert_int_equal(chdir("/tmp"), 0);
	link_is(pattern, "/a/guide.md", "vscode://file/a/guide.md:12:5");
	link_is(pattern, "content/guide.md", "vscode://file/tmp/content/guide.md:12:5");
	link_is(pattern, "../a b/é.md", "vscode://file/a%20b/%C3%A9.md:12:5");
	link_is("x:{line}{path}{other}", "/a", "x:12/a{other}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_known_editor_gives_its_own_links),
		cmocka_unit_test(an_editor_in_a_terminal_has_none),
		cmocka_unit_test(a_link_has_the_whole_path_encoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
