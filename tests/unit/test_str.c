#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"

static void order_is_that_of_bytes(void **state)
{
	(void)state;
	assert_true(str_compare(S("a"), S("b")) < 0);
	assert_true(str_compare(S("b"), S("a")) > 0);
	assert_true(str_compare(S("a"), S("a-")) < 0);
	assert_true(str_compare(S("Z"), S("a")) < 0);
	assert_true(str_compare(S("z"), S("\xC3\xA9")) < 0);
	assert_int_equal(str_compare(S("a\0b"), S("a\0b")), 0);
	assert_true(str_compare((struct str){NULL, 0}, S("a")) < 0);
}

static void few_bytes_are_equal_when_each_is(void **state)
{
	char left[24], right[24];

	(void)state;
	for (size_t len = 0; len <= sizeof(left); len++) {
		memset(left, 'a', sizeof(left));
		memset(right, 'a', sizeof(right));
		assert_true(str_equal_few(str_make(left, len), str_make(right, len)));
		assert_false(len > 0 && str_equal_few(str_make(left, len), str_make(right, len - 1)));
		for (size_t at = 0; at < sizeof(left); at++) {
			right[at] = 'b';
			assert_int_equal(str_equal_few(str_make(left, len), str_make(right, len)), at >= len);
			right[at] = 'a';
		}
	}
	assert_true(str_equal_few((struct str){NULL, 0}, S("")));
}

static void capitals_count_as_small_letters_in_ascii_alone(void **state)
{
	(void)state;
	assert_true(str_equal_nocase(S("HTTPS"), S("https")));
	assert_false(str_equal_nocase(S("https"), S("http")));
	assert_false(str_equal_nocase(S("\xC3\x89"), S("\xC3\xA9")));
	assert_true(str_starts_nocase(S("HTTP://x"), S("http:")));
	assert_false(str_starts_nocase(S("ht"), S("http:")));
}

/* Short and long needles are looked for in different ways: both as a person would. */
static void every_needle_is_found_where_it_first_stands(void **state)
{
	const struct str text = S("abaabcabaabcabdabaabcabaabcabdX0123456789abcdefghij\0k");

	(void)state;
	for (size_t begin = 0; begin < text.len; begin++) {
		for (size_t len = 1; begin + len <= text.len; len++) {
			struct str needle = str_make(text.ptr + begin, len);
			size_t first = 0;

			while (memcmp(text.ptr + first, needle.ptr, len) != 0)
				first++;
			assert_int_equal(str_find(text, needle, 0), first);
			assert_int_equal(str_find(text, needle, begin), begin);
		}
	}
	assert_int_equal(str_find(text, S("abx"), 0), STR_NONE);
	assert_int_equal(str_find(text, S("0123456789abcdefghik"), 0), STR_NONE);
	assert_int_equal(str_find(S("ab"), S("abc"), 0), STR_NONE);
	assert_int_equal(str_find(S("ab"), S(""), 2), 2);
	assert_int_equal(str_find(S("ab"), S(""), 3), STR_NONE);
	assert_int_equal(str_find((struct str){NULL, 0}, S("a"), 0), STR_NONE);
}

static void characters_are_found_and_counted(void **state)
{
	(void)state;
	assert_int_equal(str_find_char(S("a,b,"), ',', 0), 1);
	assert_int_equal(str_find_char(S("a,b,"), ',', 2), 3);
	assert_int_equal(str_find_char(S("a,b,"), ',', 4), STR_NONE);
	assert_int_equal(str_find_char(S("a,b,"), ';', 0), STR_NONE);
	assert_int_equal(str_find_digit(S("a1b2"), 2), 3);
	assert_int_equal(str_find_digit(S("a1"), 2), STR_NONE);
	assert_int_equal(str_find_digit(S("/:, eighteen bytes :/ and more 9"), 0), 31);
	assert_int_equal(str_find_digit(S("0/:, eighteen bytes \xB0\xC3\xB9 and more"), 0), 0);
	assert_int_equal(str_find_digit(S("0/:, eighteen bytes \xB0\xC3\xB9 and more"), 1), STR_NONE);
	assert_int_equal(str_count_char(S("a,b,,"), ','), 3);
	assert_int_equal(str_count_char(S(""), ','), 0);
}

static void words_are_whole_and_between_blanks(void **state)
{
	(void)state;
	assert_true(str_has_word(S("thumbnail w-400"), S("thumbnail")));
	assert_true(str_has_word(S("w-400 thumbnail"), S("thumbnail")));
	assert_false(str_has_word(S("thumbnails my-thumbnail"), S("thumbnail")));
	assert_false(str_has_word(S(""), S("thumbnail")));
}

static void blanks_are_taken_off_both_ends(void **state)
{
	(void)state;
	assert_true(str_equal(str_trim(S(" \t\r\n a b \v\f")), S("a b")));
	assert_true(str_equal(str_trim(S("  ")), S("")));
	assert_true(str_equal(str_trim_end(S(" a ")), S(" a")));
	assert_true(str_equal(str_trim(S("\xC2\xA0")), S("\xC2\xA0")));
}

static void lines_end_with_lf_or_crlf(void **state)
{
	static const struct str wanted[] = {S_INIT("a"), S_INIT(""), S_INIT("b\rc"), S_INIT("d")};
	struct str rest = S("a\r\n\nb\rc\nd"), line;
	size_t count = 0;

	(void)state;
	while (str_next_line(&rest, &line)) {
		assert_true(count < COUNT(wanted));
		assert_true(str_equal(line, wanted[count]));
		count++;
	}
	assert_int_equal(count, COUNT(wanted));
	rest = S("a\n");
	assert_true(str_next_line(&rest, &line));
	assert_false(str_next_line(&rest, &line));
}

static void parts_are_as_many_as_separators_and_one(void **state)
{
	static const struct {
		const char *text;
		size_t parts;
	} rows[] = {{"a,,b", 3}, {"a", 1}, {"", 1}, {",", 2}, {"a,b,", 3}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str rest = str_of(rows[i].text), part;
		size_t count = 0;

		while (str_next_part(&rest, ',', &part))
			count++;
		assert_int_equal(count, rows[i].parts);
	}
}

static void a_number_is_digits_within_its_limit(void **state)
{
	static const char *const bad[] = {
		"", "-1", "+1", " 1", "1 ", "1a", "0x10", "65536", "655350", "99999999999999999999999"};
	uint64_t number = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(str_to_number(str_of(bad[i]), 65535, &number));
	assert_int_equal(number, 7);
	assert_true(str_to_number(S("65535"), 65535, &number));
	assert_int_equal(number, 65535);
	assert_true(str_to_number(S("000080"), 65535, &number));
	assert_int_equal(number, 80);
	assert_true(str_to_number(S("18446744073709551615"), UINT64_MAX, &number));
	assert_true(number == UINT64_MAX);
	assert_false(str_to_number(S("18446744073709551616"), UINT64_MAX, &number));
	assert_false(str_to_number(S("8"), 5, &number));
}

static void copies_are_terminated_and_their_own(void **state)
{
	struct arena *arena = arena_create(64);
	char text[] = "Ab\xC3\x89";
	struct str copy = str_copy(arena, str_of(text)), lower = str_lower(arena, str_of(text));

	(void)state;
	text[0] = 'x';
	assert_string_equal(copy.ptr, "Ab\xC3\x89");
	assert_string_equal(lower.ptr, "ab\xC3\x89");
	assert_string_equal(str_upper(arena, S("ab\xC3\xA9")).ptr, "AB\xC3\xA9");
	assert_string_equal(str_concat3(arena, S("a"), (struct str){NULL, 0}, S("b")).ptr, "ab");
	assert_string_equal(str_concat(arena, S(""), S("")).ptr, "");
	assert_string_equal(str_format(arena, "%d-" STR_FMT, 7, STR_ARG(S("x"))).ptr, "7-x");
	arena_destroy(arena);
}

static void a_hash_looks_at_every_byte(void **state)
{
	char bytes[40];

	(void)state;
	for (size_t len = 1; len <= sizeof(bytes); len++) {
		uint64_t hash;

		memset(bytes, 'a', sizeof(bytes));
		hash = str_hash(str_make(bytes, len));
		assert_true(hash != str_hash(str_make(bytes, len - 1)));
		for (size_t i = 0; i < len; i++) {
			bytes[i] = 'b';
			assert_true(hash != str_hash(str_make(bytes, len)));
			bytes[i] = 'a';
		}
		assert_true(hash == str_hash(str_make(bytes, len)));
	}
}

static void capitals_become_small_letters_wherever_they_stand(void **state)
{
	struct arena *arena = arena_create(256);
	char text[37];

	(void)state;
	for (size_t at = 0; at < sizeof(text); at++) {
		for (unsigned byte = 0; byte < 256; byte++) {
			struct str lower;

			memset(text, '-', sizeof(text));
			text[at] = (char)byte;
			lower = str_lower(arena, str_make(text, sizeof(text)));
			text[at] = ascii_lower((char)byte);
			assert_memory_equal(lower.ptr, text, sizeof(text));
			arena_reset(arena);
		}
	}
	arena_destroy(arena);
}

static void two_texts_have_a_head_in_common(void **state)
{
	char a[50], b[50];

	(void)state;
	memset(a, 'x', sizeof(a));
	memset(b, 'x', sizeof(b));
	for (size_t at = 0; at < sizeof(a); at++) {
		for (size_t len = 0; len <= sizeof(a); len++) {
			size_t wanted = len < at ? len : at;

			b[at] = '\x80';
			assert_int_equal(str_common_head(str_make(a, len), str_make(b, sizeof(b))), wanted);
			assert_int_equal(str_common_head(str_make(b, sizeof(b)), str_make(a, len)), wanted);
			b[at] = 'x';
		}
	}
	assert_int_equal(str_common_head(str_make(a, 37), str_make(b, sizeof(b))), 37);
	assert_int_equal(str_common_head((struct str){NULL, 0}, S("a")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_that_of_bytes),
		cmocka_unit_test(few_bytes_are_equal_when_each_is),
		cmocka_unit_test(capitals_count_as_small_letters_in_ascii_alone),
		cmocka_unit_test(every_needle_is_found_where_it_first_stands),
		cmocka_unit_test(characters_are_found_and_counted),
		cmocka_unit_test(words_are_whole_and_between_blanks),
		cmocka_unit_test(blanks_are_taken_off_both_ends),
		cmocka_unit_test(lines_end_with_lf_or_crlf),
		cmocka_unit_test(parts_are_as_many_as_separators_and_one),
		cmocka_unit_test(a_number_is_digits_within_its_limit),
		cmocka_unit_test(copies_are_terminated_and_their_own),
		cmocka_unit_test(capitals_become_small_letters_wherever_they_stand),
		cmocka_unit_test(two_texts_have_a_head_in_common),
		cmocka_unit_test(a_hash_looks_at_every_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
