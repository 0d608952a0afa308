/* What strangers may ask the preview for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "serve/request.h"

static void this_machine_s_names_are_served_and_no_other(void **state)
{
	static const char *const own[] = {"localhost", "localhost:8000", "LOCALHOST:8000", "127.0.0.1",
		"127.0.0.1:8000", "127.1.2.3:80", "[::1]", "[::1]:8000", "192.168.1.4:8000"};
	static const char *const strange[] = {"", "evil.example", "evil.example:8000",
		"localhost.evil.example", "127.0.0.1.evil.example", "127.evil.0.1", "[::2]:8000",
		"localhost:8000.evil.example", "192.168.1.5", ":8000", "127.0.0.1@evil.example"};

	(void)state;
	for (size_t i = 0; i < COUNT(own); i++)
		assert_true(request_is_own_host(own[i], S("192.168.1.4")));
	for (size_t i = 0; i < COUNT(strange); i++)
		assert_false(request_is_own_host(strange[i], S("192.168.1.4")));
	assert_false(request_is_own_host(NULL, S("127.0.0.1")));
	assert_true(request_is_own_host("[fe80::1]:8000", S("fe80::1")));
	assert_false(request_is_own_host("[fe80::2]:8000", S("fe80::1")));
}

static void on_all_addresses_each_is_served_and_no_name(void **state)
{
	(void)state;
	assert_true(request_is_own_host("192.168.1.5:8000", S("0.0.0.0")));
	assert_true(request_is_own_host("[fe80::2]:8000", S("::")));
	assert_false(request_is_own_host("evil.example:8000", S("0.0.0.0")));
	assert_false(request_is_own_host("1.2.3.4.evil.example", S("0.0.0.0")));
	assert_false(request_is_own_host("192.168.1.5:8000", S("127.0.0.1")));
}

static bool path_is(const char *target, const char *expected)
{
	struct arena *arena = arena_create(256);
	struct str path;
	bool good = request_path(arena, str_of(target), &path) &&
				(expected == NULL || str_equal(path, str_of(expected)));

	arena_destroy(arena);
	return good;
}

static void paths_are_decoded_once(void **state)
{
	(void)state;
	assert_true(path_is("/", "/"));
	assert_true(path_is("/fr/caf%C3%A9/", "/fr/café/"));
	assert_true(path_is("/a%2fb", "/a/b"));
	assert_true(path_is("/a%252e%252e/", "/a%2e%2e/"));
	assert_true(path_is("/a..b/...c/", "/a..b/...c/"));
	assert_true(path_is("//a//b", "//a//b"));
	assert_true(path_is("/100%", "/100%"));
}

static void paths_that_climb_are_refused_however_they_are_written(void **state)
{
	static const char *const targets[] = {"", "a", "http://evil.example/", "*", "/..", "/../",
		"/../etc/passwd", "/a/../b", "/a/..", "/./a", "/a/.", "/%2e%2e/a", "/.%2e/a", "/%2E./a",
		"/a%2f..%2fb", "/a%2f%2e%2e", "/..%2fa", "/a\\b", "/..%5ca", "/%5c..%5ca", "/a%00", "/%00",
		"/a%0d%0ab", "/a%7f", "/a%09"};

	(void)state;
	for (size_t i = 0; i < COUNT(targets); i++)
		assert_false(path_is(targets[i], NULL));
}

static void paths_have_an_end(void **state)
{
	char target[5000];

	(void)state;
	memset(target, 'a', sizeof(target) - 1);
	target[0] = '/';
	target[4097] = '\0';
	assert_false(path_is(target, NULL));
	target[4096] = '\0';
	assert_true(path_is(target, NULL));
}

static void check_range(
	const char *header, size_t size, enum request_range expected, size_t first, size_t last)
{
	size_t begin = 0, end = 0;

	assert_int_equal(request_range(header, size, &begin, &end), expected);
	if (expected != RANGE_PART)
		return;
	assert_int_equal(begin, first);
	assert_int_equal(end, last);
}

static void a_range_is_what_rfc_9110_says(void **state)
{
	(void)state;
	check_range("bytes=0-0", 10, RANGE_PART, 0, 0);
	check_range("bytes=2-5", 10, RANGE_PART, 2, 5);
	check_range("bytes=2-", 10, RANGE_PART, 2, 9);
	check_range("bytes=2-99", 10, RANGE_PART, 2, 9);
	check_range("bytes=-3", 10, RANGE_PART, 7, 9);
	check_range("bytes=-99", 10, RANGE_PART, 0, 9);
	check_range("Bytes=1-1", 10, RANGE_PART, 1, 1);
	check_range("bytes=10-", 10, RANGE_OUTSIDE, 0, 0);
	check_range("bytes=99-100", 10, RANGE_OUTSIDE, 0, 0);
	check_range("bytes=-0", 10, RANGE_OUTSIDE, 0, 0);
	check_range("bytes=0-", 0, RANGE_OUTSIDE, 0, 0);
	check_range("bytes=-1", 0, RANGE_OUTSIDE, 0, 0);
}

static void what_is_no_single_range_is_none(void **state)
{
	static const char *const headers[] = {"bytes=", "bytes=-", "bytes=5-2", "bytes=a-b",
		"bytes=1-2,4-5", "lines=1-2", "bytes 1-2", "bytes=1", "bytes=--1", "bytes=1-2x",
		"bytes=99999999999999999999999-", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(headers); i++)
		check_range(headers[i], 10, RANGE_NONE, 0, 0);
	check_range(NULL, 10, RANGE_NONE, 0, 0);
}

static void a_tag_is_found_in_a_list(void **state)
{
	struct str tag = S("\"abc\"");

	(void)state;
	assert_true(request_has_tag("\"abc\"", tag));
	assert_true(request_has_tag("\"x\", W/\"abc\"", tag));
	assert_true(request_has_tag("*", tag));
	assert_false(request_has_tag("\"abcd\"", tag));
	assert_false(request_has_tag("abc", tag));
	assert_false(request_has_tag("", tag));
	assert_false(request_has_tag(NULL, tag));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(this_machine_s_names_are_served_and_no_other),
		cmocka_unit_test(on_all_addresses_each_is_served_and_no_name),
		cmocka_unit_test(paths_are_decoded_once),
		cmocka_unit_test(paths_that_climb_are_refused_however_they_are_written),
		cmocka_unit_test(paths_have_an_end),
		cmocka_unit_test(a_range_is_what_rfc_9110_says),
		cmocka_unit_test(what_is_no_single_range_is_none),
		cmocka_unit_test(a_tag_is_found_in_a_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
