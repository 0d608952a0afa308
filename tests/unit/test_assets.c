#include "render/assets.h"

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

#define FILES(...)                                                                                 \
	(const struct theme_file[]){__VA_ARGS__},                                                      \
		sizeof((const struct theme_file[]){__VA_ARGS__}) / sizeof(struct theme_file)

static struct assets make(struct arena *arena, const struct theme_file *items, size_t count)
{
	return assets_make(arena, &(struct theme_files){items, count}, S("/guides"));
}

static void assert_str(struct str found, const char *wanted)
{
	assert_int_equal(found.len, strlen(wanted));
	assert_memory_equal(found.ptr, wanted, found.len);
}

static void a_file_is_published_under_its_hash_and_named_by_its_path(void **state)
{
	struct assets assets =
		make(*state, FILES({.path = S("assets/fonts/a.woff2"), .content = S("font")}));
	struct str url = object_get(assets.urls, S("fonts_a_woff2"))->text;

	assert_int_equal(assets.count, 1);
	assert_str(assets.items[0].content, "font");
	assert_true(str_starts(assets.items[0].path, S("assets/fonts/a.")));
	assert_true(str_ends(assets.items[0].path, S(".woff2")));
	assert_true(str_starts(url, S("/guides/assets/")) && str_ends(url, assets.items[0].path));
}

static void a_folder_named_like_a_file_is_one_asset_of_its_parts_in_order(void **state)
{
	struct assets assets =
		make(*state, FILES({.path = S("assets/icon.svg"), .content = S("icon")},
						 {.path = S("assets/site.css/10-a.css"), .content = S("a")},
						 {.path = S("assets/site.css/20-b.css"), .content = S("b\n")},
						 {.path = S("assets/site.js/10-c.js"), .content = S("c\n")}));

	assert_int_equal(assets.count, 3);
	assert_str(assets.items[1].content, "a b\n");
	assert_true(str_starts(assets.items[1].path, S("assets/site.")));
	assert_true(str_ends(assets.items[1].path, S(".css")));
	assert_non_null(object_get(assets.urls, S("site_css")));
	assert_str(assets.items[2].content, "c\n");
	assert_non_null(object_get(assets.urls, S("site_js")));
}

static void a_team_replaces_one_part_and_leaves_another_out(void **state)
{
	struct assets assets =
		make(*state, FILES({.path = S("assets/site.css/10-a.css"), .content = S("ours\n")},
						 {.path = S("assets/site.css/10-a.css"), .content = S("a\n"), .layer = 1},
						 {.path = S("assets/site.css/20-b.css"), .content = S("")},
						 {.path = S("assets/site.css/20-b.css"), .content = S("b\n"), .layer = 1},
						 {.path = S("assets/site.css/30-c.css"), .content = S("c\n"), .layer = 1}));

	assert_int_equal(assets.count, 1);
	assert_str(assets.items[0].content, "ours c\n");
}

static void a_file_in_the_place_of_a_folder_replaces_the_whole(void **state)
{
	struct assets assets =
		make(*state, FILES({.path = S("assets/site.css"), .content = S("whole\n")},
						 {.path = S("assets/site.css/10-a.css"), .content = S("a\n"), .layer = 1}));

	assert_int_equal(assets.count, 1);
	assert_str(assets.items[0].content, "whole\n");
}

static void other_parts_of_a_theme_are_no_assets(void **state)
{
	struct assets assets =
		make(*state, FILES({.path = S("i18n/en.yaml"), .content = S("a: b")},
						 {.path = S("templates/x.css/a.mustache"), .content = S("t")}));

	assert_int_equal(assets.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_published_under_its_hash_and_named_by_its_path),
		cmocka_unit_test(a_folder_named_like_a_file_is_one_asset_of_its_parts_in_order),
		cmocka_unit_test(a_team_replaces_one_part_and_leaves_another_out),
		cmocka_unit_test(a_file_in_the_place_of_a_folder_replaces_the_whole),
		cmocka_unit_test(other_parts_of_a_theme_are_no_assets),
	};

	return cmocka_run_group_tests_name("assets", tests, set_up, tear_down);
}
