#include "search/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void folds(const char *word, const char *expected)
{
	struct arena *arena = arena_create(1024);
	struct fold fold = fold_make(arena);

	assert_true(str_equal(fold_word(&fold, str_of(word)), str_of(expected)));
	arena_destroy(arena);
}

static void latin_letters_lose_their_accents(void **state)
{
	(void)state;
	folds("imap", "imap");
	folds("étè", "ete");
	folds("łódź", "lodz");
	folds("œuvre", "oeuvre");
	folds("straße", "strasse");
	folds("ąčęėįšųūž", "aceeisuuz");
	folds("e\u0301te\u0301", "ete");
	folds("1º", "1o");
}

static void other_scripts_stay(void **state)
{
	(void)state;
	folds("почта", "почта");
	folds("邮", "邮");
}

static void the_table_holds_what_was_met(void **state)
{
	struct arena *arena = arena_create(1024);
	struct fold fold = fold_make(arena);
	struct buf out = BUF_EMPTY;

	(void)state;
	fold_write_json(&fold, &out);
	assert_true(str_equal(buf_str(&out), S("{}")));
	buf_clear(&out);
	fold_word(&fold, S("śœ"));
	fold_word(&fold, S("été"));
	fold_word(&fold, S("é邮"));
	fold_write_json(&fold, &out);
	assert_true(
		str_equal(buf_str(&out), S("{\"é\":\"e\",\"œ\":\"oe\",\"ś\":\"s\",\"邮\":\"邮\"}")));
	buf_release(&out);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(latin_letters_lose_their_accents),
		cmocka_unit_test(other_scripts_stay),
		cmocka_unit_test(the_table_holds_what_was_met),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
