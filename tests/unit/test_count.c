#include "render/count.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "render/fragment.h"
#include "render/strings.h"

/* The default theme's own strings, so that its data is tested with the code. */
struct languages {
	struct arena *arena;
	struct locale locales[11];
	const struct object *const *strings;
	struct diagnostics found;
};

static const char *const codes[] = {"en-gb", "fr-fr", "de-de", "es-es", "it-it", "nl-nl", "pl-pl",
	"pt-pt", "fi-fi", "lt-lt", "cs-cz"};

static int set_up(void **state)
{
	static struct languages languages;
	const char *folder = "themes/default";
	struct theme_files files;
	struct str failed;

	languages.arena = arena_create(65536);
	languages.found = diagnostics_make(languages.arena);
	for (size_t i = 0; i < COUNT(codes); i++)
		assert_true(locale_parse(str_of(codes[i]), &languages.locales[i]));
	assert_true(theme_files_read(languages.arena, &folder, 1, &files, &failed));
	languages.strings =
		strings_load(languages.arena, &files, languages.locales, COUNT(codes), &languages.found);
	*state = &languages;
	return 0;
}

static int tear_down(void **state)
{
	arena_destroy(((struct languages *)*state)->arena);
	return 0;
}

static const struct object *strings_of(const struct languages *languages, const char *code)
{
	for (size_t i = 0; i < COUNT(codes); i++) {
		if (strcmp(codes[i], code) == 0)
			return languages->strings[i];
	}
	fail_msg("no such locale: %s", code);
	return NULL;
}

static void assert_text(struct str found, const char *wanted)
{
	if (!str_equal(found, str_of(wanted)))
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(found), wanted);
}

/* Samples of CLDR's plurals.json. */
static void numbers_have_the_categories_of_cldr(void **state)
{
	static const struct {
		const char *locale;
		uint64_t number;
		const char *category;
	} samples[] = {{"en-gb", 0, "other"}, {"en-gb", 1, "one"}, {"en-gb", 21, "other"},
		{"fr-fr", 0, "one"}, {"fr-fr", 1, "one"}, {"fr-fr", 2, "other"}, {"fr-fr", 1000000, "many"},
		{"fr-fr", 1000001, "other"}, {"es-es", 0, "other"}, {"es-es", 1, "one"},
		{"es-es", 2000000, "many"}, {"it-it", 1, "one"}, {"it-it", 1000000, "many"},
		{"pt-pt", 0, "other"}, {"pt-pt", 1, "one"}, {"pl-pl", 0, "many"}, {"pl-pl", 1, "one"},
		{"pl-pl", 2, "few"}, {"pl-pl", 5, "many"}, {"pl-pl", 12, "many"}, {"pl-pl", 21, "many"},
		{"pl-pl", 22, "few"}, {"pl-pl", 112, "many"}, {"cs-cz", 1, "one"}, {"cs-cz", 4, "few"},
		{"cs-cz", 5, "other"}, {"cs-cz", 22, "other"}, {"lt-lt", 1, "one"}, {"lt-lt", 21, "one"},
		{"lt-lt", 11, "other"}, {"lt-lt", 2, "few"}, {"lt-lt", 12, "other"}, {"lt-lt", 30, "other"},
		{"fi-fi", 1, "one"}, {"fi-fi", 2, "other"}, {"de-de", 1, "one"}, {"nl-nl", 2, "other"}};

	for (size_t i = 0; i < COUNT(samples); i++)
		assert_text(plural_category(strings_of(*state, samples[i].locale), samples[i].number),
			samples[i].category);
}

static void numbers_are_grouped_as_the_language_does(void **state)
{
	struct languages *languages = *state;

	assert_text(number_text(languages->arena, strings_of(languages, "en-gb"), 999), "999");
	assert_text(number_text(languages->arena, strings_of(languages, "en-gb"), 1234), "1,234");
	assert_text(
		number_text(languages->arena, strings_of(languages, "de-de"), 1234567), "1.234.567");
	assert_text(number_text(languages->arena, strings_of(languages, "es-es"), 1234), "1234");
	assert_text(number_text(languages->arena, strings_of(languages, "es-es"), 12345), "12.345");
	assert_text(
		number_text(languages->arena, strings_of(languages, "fr-fr"), 123456), "123\u202f456");
	assert_text(
		number_text(languages->arena, strings_of(languages, "pl-pl"), 12345), "12\u00a0345");
}

static void a_count_takes_the_form_of_its_number(void **state)
{
	struct languages *languages = *state;
	struct str key = S("guides.count");

	assert_text(count_text(languages->arena, strings_of(languages, "en-gb"), key, 1), "1 guide");
	assert_text(
		count_text(languages->arena, strings_of(languages, "en-gb"), key, 1200), "1,200 guides");
	assert_text(
		count_text(languages->arena, strings_of(languages, "pl-pl"), key, 3), "3 przewodniki");
	assert_text(
		count_text(languages->arena, strings_of(languages, "pl-pl"), key, 5), "5 przewodników");
	assert_text(count_text(languages->arena, strings_of(languages, "cs-cz"), key, 2), "2 návody");
	assert_text(
		count_text(languages->arena, strings_of(languages, "lt-lt"), key, 21), "21 vadovas");
	assert_text(count_text(languages->arena, strings_of(languages, "en-gb"), S("no.such"), 2), "");
}

/* A form that is lacking would be shown as "other", which is wrong in these languages. */
static void every_count_has_every_form_that_its_language_knows(void **state)
{
	static const char *const counts[] = {"guides.count", "search.results"};
	struct languages *languages = *state;

	for (size_t i = 0; i < COUNT(codes); i++) {
		const struct value *rules = object_get(languages->strings[i], S("plural"));

		assert_non_null(rules);
		for (size_t j = 0; j < COUNT(counts); j++) {
			for (size_t k = 0; k < rules->object->count; k++) {
				struct str form = fragment_word(
					languages->strings[i], str_concat3(languages->arena, str_of(counts[j]), S("."),
											   rules->object->fields[k].name));

				if (!str_has(form, S("{count}")))
					fail_msg("%s lacks the form " STR_FMT " of %s", codes[i],
						STR_ARG(rules->object->fields[k].name), counts[j]);
			}
		}
	}
}

static void a_rule_that_cannot_be_read_says_why(void **state)
{
	static const char *const wrong[] = {
		"", "n", "n =", "n = 1..", "x = 1", "n % 0 = 1", "n = 1 und n = 2", "n = 1 and", "n == 1"};
	struct str reason;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_false(plural_rule_check(str_of(wrong[i]), &reason));
		assert_true(reason.len > 0);
	}
	assert_true(plural_rule_check(S("n % 10 = 2..4,6 and n % 100 != 12..14 or v = 0"), &reason));
}

static void a_language_never_takes_forms_of_another(void **state)
{
	static const struct theme_file items[] = {
		{.path = S_INIT("i18n/en.yaml"),
			.source = S_INIT("en.yaml"),
			.content = S_INIT("plural:\n  one: \"i = 1\"\nn:\n  one: one\n  other: many\n")},
		{.path = S_INIT("i18n/ja.yaml"),
			.source = S_INIT("ja.yaml"),
			.content = S_INIT("plural: {}\nn:\n  other: \"{count} 件\"\n")},
	};
	struct languages *languages = *state;
	struct theme_files files = {items, COUNT(items)};
	struct diagnostics found = diagnostics_make(languages->arena);
	const struct object *const *strings;
	struct locale locale;

	assert_true(locale_parse(S("ja-jp"), &locale));
	strings = strings_load(languages->arena, &files, &locale, 1, &found);
	assert_text(count_text(languages->arena, strings[0], S("n"), 1), "1 件");
}

static void a_wrong_rule_of_a_theme_is_a_finding_at_its_place(void **state)
{
	static const struct theme_file items[] = {{.path = S_INIT("i18n/en.yaml"),
		.source = S_INIT("en.yaml"),
		.content = S_INIT("plural:\n  one: \"i is 1\"\n")}};
	struct languages *languages = *state;
	struct theme_files files = {items, COUNT(items)};
	struct diagnostics found = diagnostics_make(languages->arena);

	strings_load(languages->arena, &files, languages->locales, 1, &found);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.first->rule, RULE_THEME_SYNTAX);
	assert_int_equal(found.first->place.line, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_the_categories_of_cldr),
		cmocka_unit_test(numbers_are_grouped_as_the_language_does),
		cmocka_unit_test(a_count_takes_the_form_of_its_number),
		cmocka_unit_test(every_count_has_every_form_that_its_language_knows),
		cmocka_unit_test(a_rule_that_cannot_be_read_says_why),
		cmocka_unit_test(a_language_never_takes_forms_of_another),
		cmocka_unit_test(a_wrong_rule_of_a_theme_is_a_finding_at_its_place),
	};

	return cmocka_run_group_tests_name("count", tests, set_up, tear_down);
}
