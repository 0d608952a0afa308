#include "output/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#define HASH "0123456789abcdef0000000000000001"

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

/* "path path? …", the question mark for what is pending. */
static void assert_entries(struct arena *arena, const struct manifest *manifest, const char *wanted)
{
	struct str text = S("");

	for (size_t i = 0; i < manifest->count; i++)
		text = str_format(arena, STR_FMT "%s" STR_FMT "%s", STR_ARG(text), i > 0 ? " " : "",
			STR_ARG(manifest->entries[i].path), manifest->entries[i].pending ? "?" : "");
	assert_string_equal(str_cstr(arena, text), wanted);
}

static void what_is_written_is_read_again(void **state)
{
	struct manifest_entry entries[] = {
		{S_INIT("a/b c.html"), {0x0123456789abcdef, 1}, 0, false},
		{S_INIT("index.html"), {UINT64_MAX, UINT64_MAX}, 1234567890123, false},
	};
	struct manifest_folder folders[] = {{S("a b/"), {2, UINT64_MAX}}, {S("c/"), {3, 0}}};
	struct buf text = BUF_EMPTY;
	struct manifest manifest = {
		.entries = entries, .count = COUNT(entries), .folders = folders, .folder_count = 2};

	manifest_write(&manifest, &text);
	assert_true(str_has(buf_str(&text), S("\n" HASH " 0 a/b c.html\n")));
	manifest = manifest_parse(*state, buf_str(&text), S(""));
	assert_int_equal(manifest.count, COUNT(entries));
	assert_int_equal(manifest.folder_count, COUNT(folders));
	for (size_t i = 0; i < COUNT(folders); i++) {
		assert_true(str_equal(manifest.folders[i].path, folders[i].path));
		assert_true(hash_equal(manifest.folders[i].key, folders[i].key));
	}
	for (size_t i = 0; i < COUNT(entries); i++) {
		assert_true(str_equal(manifest.entries[i].path, entries[i].path));
		assert_true(hash_equal(manifest.entries[i].hash, entries[i].hash));
		assert_int_equal(manifest.entries[i].size, entries[i].size);
		assert_false(manifest.entries[i].pending);
		assert_ptr_equal(map_get(manifest.by_path, entries[i].path), &manifest.entries[i]);
	}
	buf_release(&text);
}

static void paths_that_leave_the_folder_are_left_out(void **state)
{
	struct manifest manifest = manifest_parse(*state,
		S("portolan manifest 1\n" HASH " 1 /etc/passwd\n" HASH " 1 ../x\n" HASH
		  " 1 a/../../x\n" HASH " 1 .portolan/manifest\n" HASH " 1 a//b\n" HASH " 1 a/./b\n" HASH
		  " 1 \n" HASH " 1 good\n"),
		S("/etc/shadow\n../y\n.portolan/lock\n\nfine\n"));

	assert_entries(*state, &manifest, "fine? good");
}

static void folders_that_are_none_are_left_out(void **state)
{
	struct manifest manifest = manifest_parse(*state,
		S("portolan manifest 1\nmade " HASH " ../x/\nmade " HASH " a\nmade " HASH
		  "\nmade 12 a/\nmade " HASH " /\nmade " HASH " b/\n"),
		S(""));

	assert_int_equal(manifest.count, 0);
	assert_int_equal(manifest.folder_count, 1);
	assert_true(str_equal(manifest.folders[0].path, S("b/")));
}

static void damaged_lines_are_left_out(void **state)
{
	struct manifest manifest = manifest_parse(*state,
		S("portolan manifest 1\nabc 1 short\nG123456789abcdef0000000000000001 1 letters\n" HASH
		  " -1 size\n" HASH " 1\n" HASH "\n\n" HASH " 1 good\n" HASH " 1 cut"),
		S(""));

	assert_entries(*state, &manifest, "cut good");
}

/* Each byte that is no digit, in each place of a hash. */
static void a_hash_is_read_as_it_is_written_or_not_at_all(void **state)
{
	const struct hash written = {0x0123456789abcdef, 0xfedcba9876543210};
	struct buf digits = BUF_EMPTY;
	struct hash read;

	(void)state;
	hash_add(&digits, written);
	assert_true(hash_read(buf_str(&digits), &read));
	assert_true(hash_equal(read, written));
	assert_false(hash_read(str_first(buf_str(&digits), 31), &read));
	for (size_t i = 0; i < digits.len; i++) {
		char digit = digits.ptr[i];

		for (int byte = 0; byte < 256; byte++) {
			digits.ptr[i] = (char)byte;
			assert_int_equal(hash_read(buf_str(&digits), &read),
				(byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f'));
		}
		digits.ptr[i] = digit;
	}
	buf_release(&digits);
}

static void a_manifest_of_another_kind_says_nothing(void **state)
{
	struct manifest manifest =
		manifest_parse(*state, S("portolan manifest 2\n" HASH " 1 a\n"), S("b\n"));

	assert_entries(*state, &manifest, "b?");
}

static void of_a_name_that_is_known_nothing_is_forgotten(void **state)
{
	struct manifest manifest = manifest_parse(
		*state, S("portolan manifest 1\n" HASH " 7 b\n" HASH " 8 b\n"), S("c\nb\na\nc\n"));

	assert_entries(*state, &manifest, "a? b c?");
	assert_int_equal(manifest.entries[1].size, 7);
	assert_ptr_equal(map_get(manifest.by_path, S("c")), &manifest.entries[2]);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_is_written_is_read_again),
		CASE(paths_that_leave_the_folder_are_left_out),
		CASE(folders_that_are_none_are_left_out),
		CASE(damaged_lines_are_left_out),
		CASE(a_hash_is_read_as_it_is_written_or_not_at_all),
		CASE(a_manifest_of_another_kind_says_nothing),
		CASE(of_a_name_that_is_known_nothing_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
