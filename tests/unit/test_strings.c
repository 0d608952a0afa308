#include "render/strings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

struct room {
	struct arena *arena;
	struct theme_file files[8];
	size_t count;
	struct diagnostics found;
};

static int set_up(void **state)
{
	struct arena *arena = arena_create(4096);
	struct room *room = arena_new(arena, struct room);

	room->arena = arena;
	room->found = diagnostics_make(arena);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	arena_destroy(((struct room *)*state)->arena);
	return 0;
}

static void add_file(struct room *room, size_t layer, const char *path, const char *content)
{
	room->files[room->count++] = (struct theme_file){
		.path = str_of(path), .source = str_of(path), .content = str_of(content), .layer = layer};
}

static const struct object *load(struct room *room, const char *code)
{
	struct theme_files files = {room->files, room->count};
	struct locale locale;

	assert_true(locale_parse(str_of(code), &locale));
	room->found = diagnostics_make(room->arena);
	return *strings_load(room->arena, &files, &locale, 1, &room->found);
}

static void assert_string(
	struct room *room, const struct object *strings, const char *name, const char *wanted)
{
	const struct value *value = object_get(strings, str_of(name));

	assert_non_null(value);
	assert_string_equal(str_cstr(room->arena, value->text), wanted);
}

static void a_string_is_of_the_zone_the_language_or_english(void **state)
{
	struct room *room = *state;
	const struct object *strings;

	add_file(room, 0, "i18n/en.yaml", "a: en a\nb: en b\nc: en c\n");
	add_file(room, 0, "i18n/fr.yaml", "a: fr a\nb: fr b\nc: fr c\nzones:\n  ca:\n    a: ca a\n");
	strings = load(room, "fr-ca");
	assert_string(room, strings, "a", "ca a");
	assert_string(room, strings, "b", "fr b");
	assert_null(object_get(strings, S("zones")));
	assert_string(room, load(room, "fr-fr"), "a", "fr a");
	assert_int_equal(room->found.count, 0);
	assert_string(room, load(room, "en-gb"), "a", "en a");
}

static void the_teams_theme_comes_before_the_default_one(void **state)
{
	struct room *room = *state;
	const struct object *strings;

	add_file(room, 1, "i18n/en.yaml", "a: default\nb: default\nd:\n  x: default\n  y: default\n");
	add_file(room, 0, "i18n/en.yaml", "a: team\nd:\n  x: team\n");
	strings = load(room, "en-gb");
	assert_string(room, strings, "a", "team");
	assert_string(room, strings, "b", "default");
	strings = object_get(strings, S("d"))->object;
	assert_string(room, strings, "x", "team");
	assert_string(room, strings, "y", "default");
}

static void what_a_language_lacks_is_told_once_and_english_shown(void **state)
{
	struct room *room = *state;
	const struct object *strings;
	const struct diagnostic *at;

	add_file(room, 0, "i18n/en.yaml", "a: en a\nd:\n  x: en x\n  y: en y\nlocales:\n  fr-fr: F\n");
	add_file(room, 0, "i18n/de.yaml", "d:\n  x: de x\n");
	strings = load(room, "de-de");
	assert_string(room, strings, "a", "en a");
	assert_string(room, object_get(strings, S("d"))->object, "x", "de x");
	assert_string(room, object_get(strings, S("d"))->object, "y", "en y");
	assert_int_equal(room->found.count, 2);
	at = room->found.first;
	assert_int_equal(at->rule, RULE_STRING_MISSING);
	assert_true(str_has(at->message, S("\"a\"")));
	assert_true(str_equal(at->path, S("i18n/de.yaml")));
	assert_true(str_has(at->next->message, S("\"d.y\"")));
}

static void a_language_without_a_file_is_told(void **state)
{
	struct room *room = *state;

	add_file(room, 0, "i18n/en.yaml", "a: en a\nb: en b\n");
	assert_string(room, load(room, "de-de"), "b", "en b");
	assert_int_equal(room->found.count, 1);
	assert_true(str_has(room->found.first->message, S("language \"de\"")));
}

static void forms_of_plurals_are_not_mixed(void **state)
{
	struct room *room = *state;
	const struct object *pages;

	add_file(room, 0, "i18n/en.yaml", "pages:\n  one: one page\n  other: pages\n");
	add_file(room, 0, "i18n/fi.yaml", "pages:\n  other: sivua\n");
	pages = object_get(load(room, "fi-fi"), S("pages"))->object;
	assert_string(room, pages, "other", "sivua");
	assert_null(object_get(pages, S("one")));
	assert_int_equal(room->found.count, 0);
}

static void a_broken_file_is_told_and_left_out(void **state)
{
	struct room *room = *state;

	add_file(room, 0, "i18n/en.yaml", "a: en a\n");
	add_file(room, 0, "i18n/fr.yaml", "a: b\nc: \"d\n");
	assert_string(room, load(room, "fr-fr"), "a", "en a");
	assert_int_equal(room->found.first->rule, RULE_THEME_SYNTAX);
	assert_int_equal(room->found.first->place.line, 2);
	assert_true(str_equal(room->found.first->path, S("i18n/fr.yaml")));
}

static void a_plural_rule_that_is_none_is_told_where_it_stands(void **state)
{
	struct room *room = *state;

	add_file(room, 0, "i18n/en.yaml", "plural:\n  one: n = 1\n  few: n is 2\n");
	load(room, "en-gb");
	assert_int_equal(room->found.count, 1);
	assert_int_equal(room->found.first->rule, RULE_THEME_SYNTAX);
	assert_int_equal(room->found.first->place.line, 3);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_string_is_of_the_zone_the_language_or_english),
		CASE(the_teams_theme_comes_before_the_default_one),
		CASE(what_a_language_lacks_is_told_once_and_english_shown),
		CASE(a_language_without_a_file_is_told),
		CASE(forms_of_plurals_are_not_mixed),
		CASE(a_broken_file_is_told_and_left_out),
		CASE(a_plural_rule_that_is_none_is_told_where_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
