#include "content/front_matter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define DEPTH 4

struct read {
	struct arena *arena;
	struct front_matter front;
	struct diagnostics found;
	struct source source;
	size_t body;
};

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

static struct read read_text(struct arena *arena, const char *text)
{
	struct read read = {.arena = arena, .found = diagnostics_make(arena)};
	struct arena *scratch = arena_create(256);

	read.source = source_make(arena, S("a/guide.en-gb.md"), str_of(text), &read.found);
	read.front = front_matter_read(arena, scratch, &read.source, DEPTH, &read.found, &read.body);
	/* Nothing that is kept may lie there. */
	arena_destroy(scratch);
	return read;
}

/* "rule 2:1-2:6" of each finding. */
static void assert_found(const struct read *read, const char *wanted)
{
	struct str text = S("");

	for (const struct diagnostic *at = read->found.first; at != NULL; at = at->next)
		text = str_format(read->arena, STR_FMT "%s" STR_FMT " %u:%u-%u:%u", STR_ARG(text),
			text.len > 0 ? "; " : "", STR_ARG(rule_name(at->rule)), at->place.line,
			at->place.column, at->place.end_line, at->place.end_column);
	assert_string_equal(str_cstr(read->arena, text), wanted);
}

static void assert_value(const struct read *read, enum front_key key, const char *wanted)
{
	assert_string_equal(str_cstr(read->arena, front_text(&read->front, key)), wanted);
}

static void assert_body(const struct read *read, const char *wanted)
{
	assert_string_equal(str_cstr(read->arena, str_from(read->source.text, read->body)), wanted);
}

static void values_are_read_and_the_body_begins_behind(void **state)
{
	struct read read = read_text(
		*state, "---\nTitle: A &amp; B\nslug:  x/y \norder: 08\nhidden: yes\n---\n\nText");
	struct place place = front_place(&read.front, FRONT_SLUG);

	assert_found(&read, "");
	assert_value(&read, FRONT_TITLE, "A & B");
	assert_value(&read, FRONT_SLUG, "x/y");
	assert_value(&read, FRONT_ORDER, "08");
	assert_value(&read, FRONT_EXCERPT, "");
	assert_true(front_flag(&read.front, FRONT_HIDDEN, false));
	assert_true(front_flag(&read.front, FRONT_PUBLISHED, true));
	assert_null(front_value(&read.front, FRONT_PUBLISHED));
	assert_body(&read, "\nText");
	assert_int_equal(place.line, 3);
	assert_int_equal(place.column, 8);
	assert_false(read.front.faulty);
}

static void lists_are_read_in_both_spellings(void **state)
{
	static const char *const texts[] = {"---\ntitle: x\naliases: [/a/, /b/]\n---\n",
		"---\ntitle: x\naliases: \" /a/ ,, /b/\"\n---\n"};

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct read read = read_text(*state, texts[i]);
		struct str list = front_text(&read.front, FRONT_ALIASES), item;

		assert_found(&read, "");
		assert_true(front_next_item(&list, &item));
		assert_true(str_equal(item, S("/a/")));
		assert_true(front_next_item(&list, &item));
		assert_true(str_equal(item, S("/b/")));
		assert_false(front_next_item(&list, &item));
	}
}

static void mistakes_are_told_where_they_stand(void **state)
{
	struct read read = read_text(*state,
		"---\ntitle: x\nslugg: y\nupdated: 2023-02-29\nhidden: maybe\ntitle: z\norder: [1]\n---\n");

	assert_found(&read, "front-key 3:1-3:6; front-value 4:10-4:20; front-value 5:9-5:14; "
						"front-duplicate 6:1-6:6; front-value 7:8-7:11");
	assert_string_equal(str_cstr(*state, read.found.first->help), "did you mean \"slug\"?");
	assert_value(&read, FRONT_TITLE, "x");
	assert_null(front_value(&read.front, FRONT_UPDATED));
	assert_false(front_flag(&read.front, FRONT_HIDDEN, false));
}

static void a_title_that_is_absent_or_misspelt_is_one_mistake(void **state)
{
	struct read read = read_text(*state, "---\nslug: y\n---\n");

	assert_found(&read, "title-missing 1:1-1:4");
	read = read_text(*state, "---\ntitel: y\n---\n");
	assert_found(&read, "title-missing 1:1-1:4");
	assert_true(str_has(read.found.first->help, S("\"titel\"")));
	read = read_text(*state, "---\ntitle: \"\"\n---\n");
	assert_found(&read, "title-missing 1:1-1:4");
}

static void a_file_without_front_matter_is_all_body(void **state)
{
	struct read read = read_text(*state, "# Text\n---\n");

	assert_found(&read, "front-missing 1:1-1:1");
	assert_body(&read, "# Text\n---\n");
	read = read_text(*state, "");
	assert_found(&read, "front-missing 1:1-1:1");
	assert_int_equal(read.front.count, 0);
}

static void of_what_is_no_yaml_the_lines_are_read(void **state)
{
	struct read read =
		read_text(*state, "---\ntitle: \"A\nslug: b: c\nupdated: 2023-02-30\n---\nText");

	assert_int_equal(read.found.count, 1);
	assert_int_equal(read.found.first->rule, RULE_FRONT_SYNTAX);
	assert_true(read.front.faulty);
	assert_value(&read, FRONT_TITLE, "A");
	assert_value(&read, FRONT_SLUG, "b");
	assert_null(front_value(&read.front, FRONT_UPDATED));
	assert_body(&read, "Text");
}

static void without_its_end_it_ends_at_the_blank_line(void **state)
{
	struct read read = read_text(*state, "---\ntitle: x\nslug: y\n\nText: z\n");

	assert_int_equal(read.found.count, 1);
	assert_int_equal(read.found.first->rule, RULE_FRONT_SYNTAX);
	assert_value(&read, FRONT_TITLE, "x");
	assert_value(&read, FRONT_SLUG, "y");
	assert_body(&read, "\nText: z\n");
}

static void fences_may_have_blanks_and_the_last_one_text(void **state)
{
	struct read read = read_text(*state, "--- \ntitle: x\n---Text");

	assert_found(&read, "");
	assert_body(&read, "Text");
	read = read_text(*state, "---\r\ntitle: x\r\n--- \r\nText");
	assert_found(&read, "");
	assert_value(&read, FRONT_TITLE, "x");
	assert_body(&read, "Text");
}

static void control_characters_never_get_through(void **state)
{
	struct read read = read_text(*state, "---\ntitle: \"a\\0b\\e[1m\\nc\"\n---\n");

	assert_value(&read, FRONT_TITLE, "ab[1m c");
}

static void nesting_is_bounded(void **state)
{
	struct read read = read_text(*state, "---\ntitle: x\nlinks: [[[[[1]]]]]\n---\n");

	assert_int_equal(read.found.count, 1);
	assert_int_equal(read.found.first->rule, RULE_FRONT_SYNTAX);
	assert_value(&read, FRONT_TITLE, "x");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(values_are_read_and_the_body_begins_behind),
		CASE(lists_are_read_in_both_spellings),
		CASE(mistakes_are_told_where_they_stand),
		CASE(a_title_that_is_absent_or_misspelt_is_one_mistake),
		CASE(a_file_without_front_matter_is_all_body),
		CASE(of_what_is_no_yaml_the_lines_are_read),
		CASE(without_its_end_it_ends_at_the_blank_line),
		CASE(fences_may_have_blanks_and_the_last_one_text),
		CASE(control_characters_never_get_through),
		CASE(nesting_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
