/* What a change gained and lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "preview/difference.h"

static void add(struct diagnostics *list, enum rule rule, const char *path, uint32_t line)
{
	diagnostics_add(list, rule, str_of(path), (struct place){line, 1, line, 2}, "of %s", path);
}

static void difference_is(
	struct diagnostics *before, struct diagnostics *after, size_t gained, size_t lost)
{
	const struct diagnostics *lists[] = {before, after};
	struct report old_report = report_make(before->arena, &lists[0], 1, 1);
	struct report new_report = report_make(before->arena, &lists[1], 1, 1);
	struct difference difference = difference_of(before->arena, &old_report, &new_report);

	assert_int_equal(difference.gained, gained);
	assert_int_equal(difference.lost, lost);
}

static void findings_that_moved_are_the_same(void **state)
{
	struct arena *arena = arena_create(1024);
	struct diagnostics before = diagnostics_make(arena), after = diagnostics_make(arena);

	(void)state;
	difference_is(&before, &after, 0, 0);
	add(&before, RULE_LINK_MISSING, "a", 1);
	add(&before, RULE_ANCHOR_MISSING, "a", 9);
	add(&after, RULE_ANCHOR_MISSING, "a", 2);
	add(&after, RULE_LINK_MISSING, "a", 8);
	difference_is(&before, &after, 0, 0);
	arena_destroy(arena);
}

static void each_finding_counts_once(void **state)
{
	struct arena *arena = arena_create(1024);
	struct diagnostics before = diagnostics_make(arena), after = diagnostics_make(arena);

	(void)state;
	add(&before, RULE_LINK_MISSING, "a", 1);
	add(&before, RULE_LINK_MISSING, "b", 1);
	add(&before, RULE_LINK_MISSING, "b", 2);
	add(&after, RULE_LINK_MISSING, "b", 2);
	add(&after, RULE_ANCHOR_MISSING, "b", 3);
	add(&after, RULE_LINK_MISSING, "c", 1);
	difference_is(&before, &after, 2, 2);
	difference_is(&after, &before, 2, 2);
	arena_destroy(arena);
}

static void notes_count_for_nothing(void **state)
{
	struct arena *arena = arena_create(1024);
	struct diagnostics before = diagnostics_make(arena), after = diagnostics_make(arena);

	(void)state;
	add(&after, RULE_ANCHOR_ALIAS, "a", 1);
	difference_is(&before, &after, 0, 0);
	difference_is(&after, &before, 0, 0);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_that_moved_are_the_same),
		cmocka_unit_test(each_finding_counts_once),
		cmocka_unit_test(notes_count_for_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
