/*
 * The public Mustache specification, where it lies beside the project (it is
 * not ours to ship): every case of the modules that templates here may use.
 */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "render/flatten.h"
#include "render/mustache.h"

static struct str text_of(const json_t *json)
{
	return str_make(json_string_value(json), json_string_length(json));
}

static struct value value_of(struct arena *arena, const json_t *json)
{
	char number[32];

	switch (json_typeof(json)) {
	case JSON_STRING: return value_text(text_of(json));
	case JSON_TRUE:
	case JSON_FALSE: return value_bool(json_is_true(json));
	case JSON_INTEGER:
		snprintf(number, sizeof(number), "%lld", (long long)json_integer_value(json));
		return value_text(str_copy(arena, str_of(number)));
	case JSON_REAL:
		snprintf(number, sizeof(number), "%g", json_real_value(json));
		return value_text(str_copy(arena, str_of(number)));
	case JSON_ARRAY: {
		struct value *items = arena_array(arena, struct value, json_array_size(json));

		for (size_t i = 0; i < json_array_size(json); i++)
			items[i] = value_of(arena, json_array_get(json, i));
		return value_list(items, json_array_size(json));
	}
	case JSON_OBJECT: {
		struct object *object = object_create(arena, json_object_size(json));
		const char *name;
		json_t *field;

		/* jansson's loop walks a json_t that it may change. */
		json_object_foreach((json_t *)(uintptr_t)json, name, field)
			object_set(object, str_of(name), value_of(arena, field));
		return value_object(object);
	}
	default: return (struct value){.kind = VALUE_NULL};
	}
}

static bool add_template(
	struct arena *arena, struct templates *templates, struct str name, struct str source)
{
	struct template *template = arena_new(arena, struct template);
	struct template_error error;

	if (!template_parse(arena, name, source, template, &error))
		return false;
	templates_add(templates, name, template);
	return true;
}

/* A template with all that it calls in its place renders as it did. */
static bool renders_flat(
	struct arena *arena, const struct templates *templates, struct value view, struct str expected)
{
	const struct template *flat =
		template_flatten(arena, templates, map_get(templates->by_name, S("(test)")), NULL);
	struct buf out = BUF_EMPTY;
	bool good =
		mustache_render_template(templates, flat, view, &out) && str_equal(buf_str(&out), expected);

	buf_release(&out);
	return good;
}

static bool passes(const json_t *test)
{
	struct arena *arena = arena_create(4096);
	struct templates templates = templates_create(arena);
	struct value view = value_of(arena, json_object_get(test, "data"));
	struct buf out = BUF_EMPTY;
	const char *name;
	json_t *partial;
	bool good = true;

	json_object_foreach(json_object_get(test, "partials"), name, partial) good =
		good && add_template(arena, &templates, str_of(name), text_of(partial));
	good = good &&
		   add_template(arena, &templates, S("(test)"), text_of(json_object_get(test, "template")));
	good = good && mustache_render(&templates, S("(test)"), view, &out) &&
		   str_equal(buf_str(&out), text_of(json_object_get(test, "expected"))) &&
		   renders_flat(arena, &templates, view, buf_str(&out));
	if (!good)
		print_error("%s\n  template %s\n  expected %s\n  got      %.*s\n",
			json_string_value(json_object_get(test, "name")),
			json_string_value(json_object_get(test, "template")),
			json_string_value(json_object_get(test, "expected")), STR_ARG(buf_str(&out)));
	buf_release(&out);
	arena_destroy(arena);
	return good;
}

static void passes_every_case_of(const char *module)
{
	const char *shared = getenv("PORTOLAN_SHARED");
	char path[1000];
	json_t *cases, *tests;
	size_t failed = 0;

	snprintf(
		path, sizeof(path), "%s/mustache/%s.json", shared == NULL ? "../shared" : shared, module);
	cases = json_load_file(path, 0, NULL);
	if (cases == NULL) {
		print_message("no %s: the specification's cases are skipped\n", path);
		skip();
	}
	tests = json_object_get(cases, "tests");
	assert_true(json_array_size(tests) > 0);
	for (size_t i = 0; i < json_array_size(tests); i++)
		failed += !passes(json_array_get(tests, i));
	json_decref(cases);
	assert_int_equal(failed, 0);
}

#define MODULE(name, file)                                                                         \
	static void name(void **state)                                                                 \
	{                                                                                              \
		(void)state;                                                                               \
		passes_every_case_of(file);                                                                \
	}

MODULE(comments_are_left_out, "comments")
MODULE(delimiters_can_be_changed, "delimiters")
MODULE(names_can_be_looked_up, "dynamic-names")
MODULE(blocks_are_inherited, "inheritance")
MODULE(variables_are_interpolated, "interpolation")
MODULE(inverted_sections_show_what_is_absent, "inverted")
MODULE(partials_are_included, "partials")
MODULE(sections_repeat_and_nest, "sections")

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_are_left_out),
		cmocka_unit_test(delimiters_can_be_changed),
		cmocka_unit_test(names_can_be_looked_up),
		cmocka_unit_test(blocks_are_inherited),
		cmocka_unit_test(variables_are_interpolated),
		cmocka_unit_test(inverted_sections_show_what_is_absent),
		cmocka_unit_test(partials_are_included),
		cmocka_unit_test(sections_repeat_and_nest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
