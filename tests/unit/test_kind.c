#include "content/kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_name_of_a_file_says_what_it_is(void **state)
{
	static const struct {
		const char *name;
		enum kind kind;
	} rows[] = {{"home.fr-fr.md", KIND_HOME}, {"universe.fr-fr.md", KIND_UNIVERSE},
		{"product.fr-fr.md", KIND_PRODUCT}, {"guide.en-asia.md", KIND_GUIDE},
		{"404.fr-fr.md", KIND_NOT_FOUND}};
	struct locale locale;
	enum kind kind;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_true(kind_of_file(str_of(rows[i].name), &kind, &locale));
		assert_int_equal(kind, rows[i].kind);
		assert_true(str_starts(str_of(rows[i].name), kind_name(kind)));
		assert_true(str_has(str_of(rows[i].name), locale.code));
	}
}

static void any_other_name_is_no_document(void **state)
{
	static const char *const names[] = {"guide.md", "guide.fr.md", "guide.fr-fr.markdown",
		"guide.fr-fr", "guide.fr-fr.md~", "Guide.fr-fr.md", "default.fr-fr.md", "guides.fr-fr.md",
		".fr-fr.md", "guide..fr-fr.md", "guide.fr-fr.x.md", "guide.FR-FR.md", ""};
	struct locale locale;
	enum kind kind;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (kind_of_file(str_of(names[i]), &kind, &locale))
			fail_msg("%s", names[i]);
	}
}

/* Row: the one above; column: the one below. */
static void kinds_hold_what_the_contract_says(void **state)
{
	static const bool wanted[KIND_COUNT][KIND_COUNT] = {
		[KIND_HOME] = {[KIND_UNIVERSE] = true},
		[KIND_UNIVERSE] = {[KIND_UNIVERSE] = true, [KIND_PRODUCT] = true},
		[KIND_PRODUCT] = {[KIND_PRODUCT] = true, [KIND_GUIDE] = true},
		[KIND_GUIDE] = {[KIND_GUIDE] = true},
	};

	(void)state;
	for (int above = 0; above < KIND_COUNT; above++) {
		for (int below = 0; below < KIND_COUNT; below++)
			assert_int_equal(
				kind_may_hold((enum kind)above, (enum kind)below), wanted[above][below]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_name_of_a_file_says_what_it_is),
		cmocka_unit_test(any_other_name_is_no_document),
		cmocka_unit_test(kinds_hold_what_the_contract_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
