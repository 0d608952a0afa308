#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"

static void assert_relative(const char *directory, const char *path, const char *wanted)
{
	struct arena *arena = arena_create(256);
	struct str found = path_relative(arena, str_of(directory), str_of(path));

	assert_string_equal(str_cstr(arena, found), wanted);
	arena_destroy(arena);
}

static void a_way_goes_up_and_down_again(void **state)
{
	(void)state;
	assert_relative("a/b", "a/c/d.md", "../c/d.md");
	assert_relative("a/b", "a/b/d.md", "d.md");
	assert_relative("a/b", "a/d.md", "../d.md");
	assert_relative("a/b", "c/d.md", "../../c/d.md");
	assert_relative("", "c/d.md", "c/d.md");
}

static void a_folder_whose_name_begins_like_another_is_another(void **state)
{
	(void)state;
	assert_relative("a/bc", "a/b/d.md", "../b/d.md");
	assert_relative("a/b", "a/bc/d.md", "../bc/d.md");
}

static void a_way_leads_where_it_says(void **state)
{
	static const char *const paths[] = {"d.md", "a/d.md", "a/b/d.md", "a/b/c/d.md", "x/y/z.md"};
	static const char *const directories[] = {"", "a", "a/b", "a/b/c", "x"};
	struct arena *arena = arena_create(256);

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		for (size_t j = 0; j < COUNT(directories); j++) {
			struct str directory = str_of(directories[j]), resolved;
			struct str way = path_relative(arena, directory, str_of(paths[i]));

			assert_true(path_resolve(arena, directory, way, &resolved));
			assert_string_equal(str_cstr(arena, resolved), paths[i]);
		}
	}
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_way_goes_up_and_down_again),
		cmocka_unit_test(a_folder_whose_name_begins_like_another_is_another),
		cmocka_unit_test(a_way_leads_where_it_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
