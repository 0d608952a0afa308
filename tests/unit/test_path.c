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

static void slashes_at_the_end_say_nothing(void **state)
{
	(void)state;
	assert_true(str_equal(path_without_slash(S("a/b//")), S("a/b")));
	assert_true(str_equal(path_without_slash(S("/a")), S("/a")));
	assert_int_equal(path_without_slash(S("//")).len, 0);
	assert_int_equal(path_without_slash(S("")).len, 0);
}

static void the_parts_of_a_path(void **state)
{
	struct arena *arena = arena_create(256);

	(void)state;
	assert_true(str_equal(path_directory(S("a/b/c.md")), S("a/b")));
	assert_true(str_equal(path_directory(S("c.md")), S("")));
	assert_true(str_equal(path_name(S("a/b/c.md")), S("c.md")));
	assert_true(str_equal(path_name(S("c.md")), S("c.md")));
	assert_true(str_equal(path_extension(S("a.b/c.tar.gz")), S("gz")));
	assert_true(str_equal(path_extension(S("a.b/c")), S("")));
	assert_true(str_equal(path_extension(S("a/.gitignore")), S("")));
	assert_true(str_equal(path_join(arena, S("a"), S("b")), S("a/b")));
	assert_true(str_equal(path_join(arena, S(""), S("b")), S("b")));
	assert_true(str_equal(path_join(arena, S("a"), S("")), S("a")));
	arena_destroy(arena);
}

static void a_way_out_of_the_root_leads_nowhere(void **state)
{
	static const struct {
		struct str directory, way;
		const char *wanted; /* NULL: refused */
	} rows[] = {
		{S_INIT("a/b"), S_INIT("./c//d/../e"), "a/b/c/e"},
		{S_INIT("a/b"), S_INIT("../.."), ""},
		{S_INIT("a/b"), S_INIT("../../.."), NULL},
		{S_INIT("a/b"), S_INIT("../../../a/b"), NULL},
		{S_INIT(""), S_INIT("../a"), NULL},
		{S_INIT("a"), S_INIT("/etc/passwd"), NULL},
		{S_INIT("a"), S_INIT("b\0c"), NULL},
		{S_INIT("a"), S_INIT("..."), "a/..."},
	};
	struct arena *arena = arena_create(256);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str resolved;
		bool good = path_resolve(arena, rows[i].directory, rows[i].way, &resolved);

		assert_int_equal(good, rows[i].wanted != NULL);
		if (good)
			assert_string_equal(str_cstr(arena, resolved), rows[i].wanted);
	}
	arena_destroy(arena);
}

/* However long the parts are, and wherever among them the odd one stands. */
static void odd_parts_are_seen_anywhere(void **state)
{
	static const char *const odd[] = {"", ".", "..", ".x"};
	struct arena *arena = arena_create(4096);

	(void)state;
	for (size_t len = 1; len < 40; len++) {
		for (size_t i = 0; i < COUNT(odd); i++) {
			struct str a = str_first(S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), len);
			struct str way = str_format(arena, "b/" STR_FMT "/%s/c/%s", STR_ARG(a), odd[i], odd[i]);
			struct str resolved, wanted[] = {str_format(arena, "b/" STR_FMT "/c", STR_ARG(a)),
									 str_format(arena, "b/" STR_FMT "/c", STR_ARG(a)), S("b"), way};

			assert_true(path_resolve(arena, S(""), way, &resolved));
			assert_string_equal(str_cstr(arena, resolved), str_cstr(arena, wanted[i]));
		}
	}
	arena_destroy(arena);
}

static void the_last_slash_is_found_wherever_it_stands(void **state)
{
	char path[40];

	(void)state;
	for (size_t at = 0; at < sizeof(path); at++) {
		for (size_t before = 0; before < at; before++) {
			memset(path, 'x', sizeof(path));
			path[before] = path[at] = '/';
			assert_int_equal(path_directory(str_make(path, sizeof(path))).len, at);
			assert_int_equal(path_name(str_make(path, sizeof(path))).len, sizeof(path) - at - 1);
			assert_int_equal(path_name(str_make(path, at)).len, at - before - 1);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_way_goes_up_and_down_again),
		cmocka_unit_test(a_folder_whose_name_begins_like_another_is_another),
		cmocka_unit_test(a_way_leads_where_it_says),
		cmocka_unit_test(slashes_at_the_end_say_nothing),
		cmocka_unit_test(the_parts_of_a_path),
		cmocka_unit_test(odd_parts_are_seen_anywhere),
		cmocka_unit_test(the_last_slash_is_found_wherever_it_stands),
		cmocka_unit_test(a_way_out_of_the_root_leads_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
