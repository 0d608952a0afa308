#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

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

static struct diagnostic *add(struct diagnostics *list, enum rule rule, const char *path,
	uint32_t line, uint32_t column, const char *message)
{
	return diagnostics_add(
		list, rule, str_of(path), (struct place){line, column, line, column + 1}, "%s", message);
}

/* The order of messages. */
static void assert_order(struct arena *arena, const struct report *report, const char *wanted)
{
	struct str text = S("");

	for (size_t i = 0; i < report->count; i++)
		text = str_concat(arena, text, report->items[i]->message);
	assert_string_equal(str_cstr(arena, text), wanted);
}

static void a_report_is_in_order_however_it_was_found(void **state)
{
	struct diagnostics one = diagnostics_make(*state), other = diagnostics_make(*state);
	const struct diagnostics *forward[] = {&one, &other}, *backward[] = {&other, &one};
	struct report report;

	add(&one, RULE_LINK_MISSING, "b.md", 1, 1, "g");
	add(&one, RULE_LINK_MISSING, "a.md", 10, 1, "f");
	add(&one, RULE_LINK_MISSING, "a.md", 9, 2, "e");
	add(&other, RULE_LINK_MISSING, "a.md", 9, 1, "c");
	add(&other, RULE_LINK_MISSING, "a.md", 9, 1, "d");
	add(&other, RULE_ANCHOR_MISSING, "a.md", 9, 1, "b");
	add(&other, RULE_LINK_MISSING, "a.md", 0, 0, "a");
	report = report_make(*state, forward, 2, 1);
	assert_order(*state, &report, "abcdefg");
	report = report_make(*state, backward, 2, 1);
	assert_order(*state, &report, "abcdefg");
	assert_int_equal(report.files, 2);
}

static void a_report_knows_the_findings_of_each_file(void **state)
{
	struct diagnostics list = diagnostics_make(*state);
	const struct diagnostics *lists[] = {&list};
	struct report report = report_make(*state, NULL, 0, 1);

	assert_null(report_find(&report, S("a.md")));
	add(&list, RULE_LINK_MISSING, "c.md", 1, 1, "d");
	add(&list, RULE_LINK_MISSING, "a.md", 2, 1, "b");
	add(&list, RULE_LINK_MISSING, "b.md", 1, 1, "c");
	add(&list, RULE_LINK_MISSING, "a.md", 1, 1, "a");
	report = report_make(*state, lists, 1, 1);
	assert_order(*state, &report, "abcd");
	assert_int_equal(report_find(&report, S("a.md"))->count, 2);
	assert_ptr_equal(report_find(&report, S("b.md"))->items[0], report.items[2]);
	assert_ptr_equal(report_find(&report, S("c.md")), &report.by_path[2]);
	assert_null(report_find(&report, S("b")));
}

/* The same findings, where some lists of a former report are others now. */
static void assert_follows(struct arena *arena, const struct diagnostics *const *before,
	size_t before_count, const struct diagnostics *const *after, size_t after_count)
{
	struct report former = report_make(arena, before, before_count, 1);
	struct report made = report_make(arena, after, after_count, 1);
	struct report followed = report_follow(arena, &former, after, after_count);

	assert_int_equal(followed.count, made.count);
	assert_int_equal(followed.files, made.files);
	assert_int_equal(followed.errors, made.errors);
	assert_int_equal(followed.warnings, made.warnings);
	assert_int_equal(followed.notes, made.notes);
	assert_memory_equal(followed.items, made.items, made.count * sizeof(*made.items));
	for (size_t i = 0; i < made.files; i++) {
		assert_true(str_equal(followed.by_path[i].path, made.by_path[i].path));
		assert_int_equal(followed.by_path[i].count, made.by_path[i].count);
		assert_ptr_equal(*followed.by_path[i].items, *made.by_path[i].items);
	}
}

static void a_report_that_follows_is_one_made_anew(void **state)
{
	struct diagnostics lists[6];
	const struct diagnostics *all[COUNT(lists)];

	for (size_t i = 0; i < COUNT(lists); i++)
		lists[i] = diagnostics_make(*state);
	add(&lists[0], RULE_LINK_MISSING, "b.md", 3, 1, "a");
	add(&lists[0], RULE_LINK_MISSING, "a.md", 1, 1, "b");
	add(&lists[1], RULE_ANCHOR_ALIAS, "b.md", 2, 1, "c");
	add(&lists[2], RULE_ANCHOR_MISSING, "c.md", 1, 1, "d");
	add(&lists[3], RULE_LINK_MISSING, "b.md", 1, 1, "e")->severity = SEVERITY_OFF;
	add(&lists[3], RULE_LINK_MISSING, "b.md", 4, 1, "f");
	add(&lists[5], RULE_HEADING_ORDER, "0.md", 4, 1, "g");
	/* Each choice of lists after each other one; the bits say which, the highest turns them. */
	for (unsigned before = 0; before < 128; before++) {
		const struct diagnostics *former[COUNT(lists)];
		size_t former_count = 0;

		for (size_t i = 0; i < COUNT(lists); i++) {
			if (before & (1u << i))
				former[former_count++] = &lists[before & 64 ? COUNT(lists) - 1 - i : i];
		}
		for (unsigned after = 0; after < 64; after++) {
			size_t count = 0;

			for (size_t i = 0; i < COUNT(lists); i++) {
				if (after & (1u << i))
					all[count++] = &lists[i];
			}
			assert_follows(*state, former, former_count, all, count);
		}
	}
}

static void levels_are_counted_and_those_that_are_off_left_out(void **state)
{
	struct diagnostics list = diagnostics_make(*state);
	const struct diagnostics *lists[] = {&list};
	struct report report;

	add(&list, RULE_LINK_MISSING, "a.md", 1, 1, "e");
	add(&list, RULE_IMAGE_ALT, "a.md", 2, 1, "w");
	add(&list, RULE_IMAGE_ALT, "c.md", 3, 1, "x");
	add(&list, RULE_ANCHOR_ALIAS, "b.md", 4, 1, "n");
	add(&list, RULE_LINK_MISSING, "d.md", 1, 1, "off")->severity = SEVERITY_OFF;
	report = report_make(*state, lists, 1, 1);
	assert_order(*state, &report, "ewnx");
	assert_int_equal(report.errors, 1);
	assert_int_equal(report.warnings, 2);
	assert_int_equal(report.notes, 1);
	assert_int_equal(report.files, 3);
}

/* By path, line and column; those of one place in the order in which they were added. */
static int compare_wanted(const void *left, const void *right)
{
	const struct diagnostic *a = *(const struct diagnostic *const *)left;
	const struct diagnostic *b = *(const struct diagnostic *const *)right;
	int order = str_compare(a->path, b->path);

	if (order == 0)
		order = (a->place.line > b->place.line) - (a->place.line < b->place.line);
	if (order == 0)
		order = (a->place.column > b->place.column) - (a->place.column < b->place.column);
	/* The end of a place counts nowhere: here it says when a finding was added. */
	return order != 0 ? order : a->place.end_line < b->place.end_line ? -1 : 1;
}

static void many_findings_are_in_the_same_order_whatever_the_workers(void **state)
{
	enum { LISTS = 3000, FINDINGS = 20000, PATHS = 1500 };
	struct diagnostics *found = arena_array(*state, struct diagnostics, LISTS);
	const struct diagnostics **lists = arena_array(*state, const struct diagnostics *, LISTS);
	struct diagnostic **wanted = arena_array(*state, struct diagnostic *, FINDINGS);
	uint32_t random = 1;
	size_t count = 0, added = 0;

	for (size_t i = 0; i < LISTS; i++) {
		found[i] = diagnostics_make(*state);
		lists[i] = &found[i];
	}
	/* Long, short and empty lists; of one path, or of several in turns. */
	while (added < FINDINGS) {
		struct diagnostic *last;
		size_t list, of_one;

		random = random * 1664525 + 1013904223;
		list = (random >> 8) % LISTS;
		list = list % 3 == 0 ? list / 30 : list;
		of_one = list % 7 == 0 ? (random >> 20) % 100 : list;
		last = diagnostics_add(&found[list], RULE_LINK_MISSING,
			str_format(*state, "%zu.md", of_one % PATHS),
			(struct place){(random >> 12) % 10, (random >> 24) % 2, 0, 0}, "same");
		if (added++ % 11 == 0)
			last->severity = SEVERITY_OFF;
	}
	for (size_t i = 0; i < LISTS; i++) {
		for (struct diagnostic *at = found[i].first; at != NULL; at = at->next) {
			if (at->severity == SEVERITY_OFF)
				continue;
			at->place.end_line = (uint32_t)count;
			wanted[count++] = at;
		}
	}
	qsort(wanted, count, sizeof(*wanted), compare_wanted);
	for (unsigned workers = 1; workers <= 4; workers += 3) {
		struct report report = report_make(*state, lists, LISTS, workers);
		struct diagnostic **item = report.items;

		assert_int_equal(report.count, count);
		assert_int_equal(report.errors, count);
		assert_memory_equal(report.items, wanted, count * sizeof(*wanted));
		for (size_t i = 0; i < report.files; i++) {
			assert_ptr_equal(report.by_path[i].items, item);
			assert_true(str_equal(report.by_path[i].path, (*item)->path));
			item += report.by_path[i].count;
		}
		assert_ptr_equal(item, report.items + count);
	}
}

static void a_site_sets_levels_and_leaves_the_others(void **state)
{
	struct diagnostics list = diagnostics_make(*state);
	enum severity levels[RULE_COUNT];
	struct diagnostic *changed, *own, *kept;

	for (int i = 0; i < RULE_COUNT; i++)
		levels[i] = rule_level((enum rule)i);
	levels[RULE_IMAGE_ALT] = SEVERITY_ERROR;
	changed = add(&list, RULE_IMAGE_ALT, "a.md", 1, 1, "a");
	kept = add(&list, RULE_LINK_MISSING, "a.md", 1, 1, "b");
	own = add(&list, RULE_LINK_MISSING, "a.md", 1, 1, "c");
	own->severity = SEVERITY_NOTE;
	diagnostics_set_levels(&list, levels);
	assert_int_equal(changed->severity, SEVERITY_ERROR);
	assert_int_equal(kept->severity, SEVERITY_ERROR);
	assert_int_equal(own->severity, SEVERITY_NOTE);
}

static void a_finding_is_repeated_in_another_list_alone(void **state)
{
	struct diagnostics list = diagnostics_make(*state), other = diagnostics_make(*state);

	add(&list, RULE_LINK_MISSING, "a.md", 1, 1, "a")->help = S("help");
	add(&list, RULE_LINK_MISSING, "a.md", 2, 1, "b");
	diagnostics_repeat(&other, list.first);
	assert_int_equal(other.count, 1);
	assert_null(other.first->next);
	assert_true(str_equal(other.first->help, S("help")));
	assert_int_equal(list.count, 2);
	assert_ptr_not_equal(list.first->next, NULL);
}

static void messages_are_as_long_as_they_are(void **state)
{
	struct diagnostics list = diagnostics_make(*state);
	char text[3000];

	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	diagnostics_add(&list, RULE_LIMIT, S("a.md"), (struct place){0}, "%s %d", text, 42);
	assert_int_equal(list.first->message.len, sizeof(text) - 1 + 3);
	assert_true(str_ends(list.first->message, S("x 42")));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static void what_is_quoted_stands_behind_the_message(void **state)
{
	struct diagnostics list = diagnostics_make(*state);
	struct diagnostic *found = diagnostics_add_quoted(
		&list, RULE_LINK_MISSING, S("a.md"), (struct place){3, 4, 3, 9}, "no:", S("x%sy"));

	assert_true(str_equal(found->message, S("no: \"x%sy\"")));
	assert_int_equal(found->place.line, 3);
	assert_ptr_equal(list.first, found);
	found = diagnostics_add_quoted(&list, RULE_LINK_MISSING, S("a.md"), (struct place){3, 4, 3, 9},
		"no:", (struct str){NULL, 0});
	assert_true(str_equal(found->message, S("no: \"\"")));
	assert_int_equal(list.count, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_report_is_in_order_however_it_was_found),
		CASE(a_report_knows_the_findings_of_each_file),
		CASE(a_report_that_follows_is_one_made_anew),
		CASE(levels_are_counted_and_those_that_are_off_left_out),
		CASE(many_findings_are_in_the_same_order_whatever_the_workers),
		CASE(a_site_sets_levels_and_leaves_the_others),
		CASE(a_finding_is_repeated_in_another_list_alone),
		CASE(what_is_quoted_stands_behind_the_message),
		CASE(messages_are_as_long_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
