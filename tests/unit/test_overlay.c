#include "content/overlay.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

/* "a/ a/b(3)" of a list. */
static struct str describe(struct arena *arena, const struct file_list *list)
{
	struct str text = S("");

	for (size_t i = 0; i < list->count; i++) {
		const struct file_entry *entry = &list->entries[i];

		text = str_format(
			arena, STR_FMT "%s" STR_FMT, STR_ARG(text), i > 0 ? " " : "", STR_ARG(entry->path));
		text = entry->is_directory
				   ? str_concat(arena, text, S("/"))
				   : str_format(arena, STR_FMT "(%u)", STR_ARG(text), (unsigned)entry->size);
	}
	return text;
}

static void files_take_the_place_of_the_folders_own(void **state)
{
	static const struct overlay_file files[] = {
		{S_INIT("a/b"), S_INIT("1234"), false},
		{S_INIT("c"), {NULL, 0}, true},
		{S_INIT("new/deep/x"), S_INIT("12"), false},
		{S_INIT("new/y"), S_INIT("1"), false},
		{S_INIT("not/there"), {NULL, 0}, true},
	};
	struct file_entry entries[] = {{.path = S("a"), .is_directory = true},
		{.path = S("a/b"), .size = 9}, {.path = S("c"), .size = 9}, {.path = S("d"), .size = 9}};
	struct file_list list = {entries, COUNT(entries), true};
	struct arena *arena = arena_create(4096);
	struct overlay overlay = overlay_make(arena, files, COUNT(files));

	(void)state;
	overlay_apply(arena, &overlay, &list);
	assert_string_equal(str_cstr(arena, describe(arena, &list)),
		"a/ a/b(4) d(9) new/ new/deep/ new/deep/x(2) new/y(1)");
	assert_true(list.has_links);
	arena_destroy(arena);
}

static void a_file_is_found_by_its_path_alone(void **state)
{
	static const struct overlay_file files[] = {
		{S_INIT("a/b"), S_INIT("1"), false}, {S_INIT("a/b"), S_INIT("2"), false}};
	struct arena *arena = arena_create(4096);
	struct overlay overlay = overlay_make(arena, files, COUNT(files));

	(void)state;
	assert_ptr_equal(overlay_find(&overlay, S("a/b")), &files[1]);
	assert_null(overlay_find(&overlay, S("b")));
	assert_null(overlay_find(NULL, S("a/b")));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_take_the_place_of_the_folders_own),
		cmocka_unit_test(a_file_is_found_by_its_path_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
