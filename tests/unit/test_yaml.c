#include "base/yaml.h"

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

static struct yaml_node parsed(struct arena *arena, struct str text)
{
	struct yaml_error error = {0};
	struct yaml_node root;

	if (!yaml_parse(arena, text, 4, &root, &error))
		fail_msg("%s", str_cstr(arena, error.message));
	return root;
}

static void assert_refused(
	struct arena *arena, const char *text, size_t begin, const char *message, bool too_deep)
{
	struct yaml_error error = {0};
	struct yaml_node root;

	assert_false(yaml_parse(arena, str_of(text), 4, &root, &error));
	assert_string_equal(str_cstr(arena, error.message), message);
	assert_int_equal(error.place.begin, begin);
	assert_int_equal(error.too_deep, too_deep);
}

static void assert_text(struct arena *arena, const struct yaml_node *node, const char *wanted)
{
	assert_non_null(node);
	assert_int_equal(node->kind, YAML_SCALAR);
	assert_string_equal(str_cstr(arena, node->text), wanted);
}

static void scalars_are_texts_as_they_are_written(void **state)
{
	struct yaml_node root = parsed(*state, S("a: 08\nb: no\nc: ~\nd: \"x: y\"\ne:\n"));

	assert_int_equal(root.kind, YAML_MAPPING);
	assert_int_equal(root.count, 5);
	assert_text(*state, yaml_get(&root, S("a")), "08");
	assert_text(*state, yaml_get(&root, S("b")), "no");
	assert_text(*state, yaml_get(&root, S("c")), "~");
	assert_text(*state, yaml_get(&root, S("d")), "x: y");
	assert_text(*state, yaml_get(&root, S("e")), "");
	assert_false(yaml_get(&root, S("a"))->quoted);
	assert_true(yaml_get(&root, S("d"))->quoted);
}

static void lists_and_mappings_keep_their_order_however_long(void **state)
{
	struct str text = S("list:\n"), key;
	struct yaml_node root;
	const struct yaml_node *list;

	for (unsigned i = 0; i < 50; i++)
		text = str_format(*state, STR_FMT "  - %u\n", STR_ARG(text), i);
	for (unsigned i = 0; i < 50; i++)
		text = str_format(*state, STR_FMT "k%u: {v: %u}\n", STR_ARG(text), i, i);
	root = parsed(*state, text);
	assert_int_equal(root.count, 51);
	list = yaml_get(&root, S("list"));
	assert_int_equal(list->kind, YAML_SEQUENCE);
	assert_int_equal(list->count, 50);
	for (unsigned i = 0; i < 50; i++) {
		key = str_format(*state, "k%u", i);
		assert_text(*state, &list->items[i], str_format(*state, "%u", i).ptr);
		assert_true(str_equal(root.pairs[i + 1].key, key));
		assert_text(
			*state, yaml_get(yaml_get(&root, key), S("v")), str_format(*state, "%u", i).ptr);
	}
}

/* Behind letters of two and four bytes, which libyaml counts as one each. */
static void places_are_bytes(void **state)
{
	struct str text = S("\xC3\xA9: \xF0\x9F\x93\xA7\nb: 'c'\n");
	struct yaml_node root = parsed(*state, text);

	assert_int_equal(root.pairs[0].key_place.begin, 0);
	assert_int_equal(root.pairs[0].key_place.end, 2);
	assert_int_equal(root.pairs[0].value.place.begin, 4);
	assert_int_equal(root.pairs[0].value.place.end, 8);
	assert_int_equal(root.pairs[1].value.place.begin, 12);
	assert_int_equal(root.pairs[1].value.place.end, 15);
}

static void of_a_key_that_stands_twice_both_are_kept_and_the_first_is_found(void **state)
{
	struct yaml_node root = parsed(*state, S("a: 1\na: 2\n"));

	assert_int_equal(root.count, 2);
	assert_text(*state, yaml_get(&root, S("a")), "1");
	assert_text(*state, &root.pairs[1].value, "2");
}

static void nothing_is_an_empty_mapping(void **state)
{
	static const char *const texts[] = {"", "\n\n", "# only a comment\n", "---\n"};

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct yaml_node root = parsed(*state, str_of(texts[i]));

		assert_int_equal(root.kind, YAML_MAPPING);
		assert_int_equal(root.count, 0);
	}
}

static void what_can_multiply_or_surprise_is_refused_where_it_stands(void **state)
{
	assert_refused(*state, "a: &x 1\n", 3, "an anchor (&name) is not allowed here", false);
	assert_refused(*state, "a: &x [1]\n", 3, "an anchor (&name) is not allowed here", false);
	assert_refused(*state, "a: *x\n", 3, "an alias (*name) is not allowed here", false);
	assert_refused(*state, "a: !!int 1\n", 3, "a tag (!name) is not allowed here", false);
	assert_refused(*state, "a: !x {b: 1}\n", 3, "a tag (!name) is not allowed here", false);
	assert_refused(*state, "a: 1\n--- \nb: 2\n", 5, "only one document is allowed here", false);
	assert_refused(
		*state, "? [a, b]\n: 1\n", 2, "a key is a plain text, not a list or a mapping", false);
}

static void nesting_ends_at_the_limit(void **state)
{
	struct yaml_node root = parsed(*state, S("a: {b: {c: [1]}}"));

	assert_non_null(yaml_get(yaml_get(yaml_get(&root, S("a")), S("b")), S("c")));
	assert_refused(*state, "a: {b: {c: [[1]]}}", 12, "this is nested too deep", true);
	/* Side by side is not nested. */
	parsed(*state, S("[[[[1], [2]], [[3]]], [[[4]]]]"));
}

static void mistakes_are_told_in_words_where_they_begin(void **state)
{
	assert_refused(*state, "a: b: c\n", 4,
		"a colon with a space behind it needs quotes around the value", false);
	assert_refused(*state, "a: \"b\nc: d\n", 3, "this quote has no end", false);
	assert_refused(*state, "x: 1\na: [b, c\nd: e\n", 8, "this [ has no ] that fits it", false);
	assert_refused(*state, "a: %b\n", 3, "a value cannot begin with this character", false);
	assert_refused(*state, "a: \x01\n", 3, "a control character stands here", false);
}

static void what_is_no_mapping_has_no_values(void **state)
{
	struct yaml_node list = parsed(*state, S("- a\n- b\n"));

	assert_int_equal(list.kind, YAML_SEQUENCE);
	assert_null(yaml_get(&list, S("a")));
	assert_null(yaml_get(NULL, S("a")));
	assert_true(str_equal(yaml_text(&list, S("none")), S("none")));
	assert_true(str_equal(yaml_text(NULL, S("none")), S("none")));
	assert_true(str_equal(yaml_text(&list.items[1], S("none")), S("b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars_are_texts_as_they_are_written),
		cmocka_unit_test(lists_and_mappings_keep_their_order_however_long),
		cmocka_unit_test(places_are_bytes),
		cmocka_unit_test(of_a_key_that_stands_twice_both_are_kept_and_the_first_is_found),
		cmocka_unit_test(nothing_is_an_empty_mapping),
		cmocka_unit_test(what_can_multiply_or_surprise_is_refused_where_it_stands),
		cmocka_unit_test(nesting_ends_at_the_limit),
		cmocka_unit_test(mistakes_are_told_in_words_where_they_begin),
		cmocka_unit_test(what_is_no_mapping_has_no_values),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
