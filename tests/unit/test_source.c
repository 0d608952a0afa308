#include "content/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"

static int setup(void **state)
{
	*state = arena_create(4096);
	return 0;
}

static int teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

static struct source source_of(struct arena *arena, struct str text)
{
	struct diagnostics found = diagnostics_make(arena);

	return source_make(arena, S("a/guide.en-gb.md"), text, &found);
}

/* Lines of many lengths, of characters of one to four bytes. */
static struct str long_text(struct arena *arena)
{
	static const struct str letters[] = {
		S_INIT("a"), S_INIT("\xC3\xA9"), S_INIT("\xE2\x82\xAC"), S_INIT("\xF0\x9F\x93\xA7")};
	struct buf text = BUF_EMPTY;
	struct str copy;

	for (size_t line = 0; line < 8; line++) {
		for (size_t i = 0; i < line * line * 60; i++)
			buf_add(&text, letters[(i * 7 + line) % COUNT(letters)]);
		buf_add_char(&text, '\n');
	}
	copy = str_copy(arena, buf_str(&text));
	buf_release(&text);
	return copy;
}

static void a_place_leads_back_to_its_offset(void **state)
{
	struct source source = source_of(*state, long_text(*state));

	for (size_t at = 0; at < source.text.len; at++) {
		struct place place;

		if (((unsigned char)source.text.ptr[at] & 0xC0) == 0x80)
			continue;
		place = source_place(&source, at, at);
		assert_int_equal(source_offset(&source, place.line, place.column), at);
	}
}

/* Around the length from which columns are counted by strides. */
static void the_end_of_a_line_has_a_place_whatever_its_length(void **state)
{
	for (size_t length = SOURCE_STRIDE - 3; length < SOURCE_STRIDE + 3; length++) {
		char *line = arena_bytes(*state, length + 1);
		struct source source;
		struct place place;

		memset(line, 'a', length);
		line[length] = '\n';
		source = source_of(*state, str_make(line, length + 1));
		place = source_place(&source, 1, length);
		assert_int_equal(place.column, 2);
		assert_int_equal(place.end_column, length + 1);
		assert_int_equal(source_offset(&source, 1, place.end_column), length);
		assert_int_equal(source_offset(&source, 1, 2 * SOURCE_STRIDE), length + 1);
		source = source_of(*state, str_make(line, length));
		assert_int_equal(source_place(&source, length, length).column, length + 1);
	}
}

static void places_outside_of_the_text_are_its_ends(void **state)
{
	struct source source = source_of(*state, S("ab\ncd"));

	assert_int_equal(source_offset(&source, 0, 1), 0);
	assert_int_equal(source_offset(&source, 9, 1), 5);
	assert_int_equal(source_offset(&source, 1, 99), 3);
	assert_int_equal(source_place(&source, 99, 99).column, 3);
}

static void columns_are_code_points_behind_runs_of_ascii_too(void **state)
{
	struct source source = source_of(*state, S("12345678é1234567890é\n"));

	assert_int_equal(source_offset(&source, 1, 9), 8);
	assert_int_equal(source_offset(&source, 1, 10), 10);
	assert_int_equal(source_offset(&source, 1, 20), 20);
	assert_int_equal(source_offset(&source, 1, 21), 22);
	assert_int_equal(source_offset(&source, 1, 99), 23);
}

/* Among CRLF, which stay. */
static void a_return_alone_is_a_line_feed_wherever_it_stands(void **state)
{
	for (size_t at = 0; at < 60; at++) {
		char text[60], wanted[60];
		struct source source;

		for (size_t i = 0; i < sizeof(text); i++)
			text[i] = i % 20 == 18 ? '\r' : i % 20 == 19 ? '\n' : 'a';
		memcpy(wanted, text, sizeof(text));
		if (at % 20 >= 18)
			continue;
		text[at] = '\r';
		wanted[at] = '\n';
		source = source_of(*state, str_make(text, sizeof(text)));
		assert_true(source.mended);
		assert_memory_equal(source.text.ptr, wanted, sizeof(wanted));
		assert_int_equal(source.line_count, 5);
		text[at] = 'a';
		assert_false(source_of(*state, str_make(text, sizeof(text))).mended);
	}
}

/* "x", "{!> y !}" and "z" are lines; the second stands for two lines of another file. */
static void what_is_included_has_the_place_of_its_line(void **state)
{
	static const struct source_insert insert = {
		.begin = 2, .end = 7, .file_begin = 2, .file_end = 10};
	struct source source = source_of(*state, S("x\n{!> y !}\nz"));
	struct place place;

	source_insert(&source, S("x\nab\ncd\nz"), &insert, 1);
	place = source_place(&source, 0, 1);
	assert_int_equal(place.line, 1);
	place = source_place(&source, 5, 7);
	assert_int_equal(place.line, 2);
	assert_int_equal(place.column, 1);
	assert_int_equal(place.end_line, 2);
	assert_int_equal(place.end_column, 1);
	place = source_place(&source, 8, 9);
	assert_int_equal(place.line, 3);
	assert_int_equal(place.column, 1);
	assert_int_equal(place.end_column, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			columns_are_code_points_behind_runs_of_ascii_too, setup, teardown),
		cmocka_unit_test_setup_teardown(a_place_leads_back_to_its_offset, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_end_of_a_line_has_a_place_whatever_its_length, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_return_alone_is_a_line_feed_wherever_it_stands, setup, teardown),
		cmocka_unit_test_setup_teardown(places_outside_of_the_text_are_its_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_is_included_has_the_place_of_its_line, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
