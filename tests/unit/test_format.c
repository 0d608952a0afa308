#include "report/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/arena.h"

/* A path and a message with all that a format may trip over. */
#define PATH    "a b/100%,\"x\".md"
#define MESSAGE "it says \"50%\\\"\nand, so: on"

struct room {
	struct arena *arena;
	struct diagnostics found;
	struct report report;
	struct sources sources;
	struct format_input input;
	struct buf out;
};

static int set_up(void **state)
{
	struct arena *arena = arena_create(4096);
	struct room *room = arena_new(arena, struct room);
	const struct diagnostics *lists[] = {&room->found};

	room->arena = arena;
	room->found = diagnostics_make(arena);
	diagnostics_add(
		&room->found, RULE_LINK_MISSING, S(PATH), (struct place){3, 4, 3, 9}, "%s", MESSAGE)
		->help = S("do it: 10%");
	diagnostics_add(
		&room->found, RULE_IMAGE_ALT, S(PATH), (struct place){5, 1, 6, 2}, "%s", MESSAGE);
	diagnostics_add(
		&room->found, RULE_IMAGE_ALT, S(PATH), (struct place){7, 1, 7, 2}, "%s", MESSAGE);
	diagnostics_add(&room->found, RULE_ANCHOR_ALIAS, S("theme.css"), (struct place){0}, "note")
		->rooted = true;
	room->report = report_make(arena, lists, 1, 1);
	room->sources.content = "/nowhere/at/all";
	room->input = (struct format_input){
		.content = "docs", .report = &room->report, .sources = &room->sources};
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	buf_release(&room->out);
	sources_release(&room->sources);
	arena_destroy(room->arena);
	return 0;
}

static struct str written(struct room *room, struct str format)
{
	format_fn *write = format_by_name(format);

	assert_non_null(write);
	buf_clear(&room->out);
	write(&room->input, &room->out);
	return buf_str(&room->out);
}

static json_t *parsed(struct room *room, struct str format)
{
	struct str text = written(room, format);
	json_error_t error;
	json_t *json = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);

	if (json == NULL)
		fail_msg("%d:%d: %s", error.line, error.column, error.text);
	return json;
}

static const char *text_at(json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	assert_non_null(text);
	return text;
}

static void formats_are_found_by_their_names(void **state)
{
	struct room *room = *state;
	struct str rest, name;

	buf_clear(&room->out);
	format_list(&room->out);
	rest = buf_str(&room->out);
	assert_true(str_equal(rest, S("text, json, sarif, github, gitlab, rdjson")));
	while (str_next_part(&rest, ',', &name))
		assert_non_null(format_by_name(str_trim(name)));
	assert_null(format_by_name(S("xml")));
}

static void json_says_all_of_a_finding(void **state)
{
	json_t *json = parsed(*state, S("json")), *list = json_object_get(json, "diagnostics"), *first;

	assert_int_equal(json_array_size(list), 4);
	first = json_array_get(list, 0);
	assert_string_equal(text_at(first, "path"), "docs/" PATH);
	assert_string_equal(text_at(first, "message"), MESSAGE);
	assert_string_equal(text_at(first, "rule"), "link-missing");
	assert_string_equal(text_at(first, "severity"), "error");
	assert_int_equal(json_integer_value(json_object_get(first, "line")), 3);
	assert_int_equal(json_integer_value(json_object_get(first, "column")), 4);
	assert_string_equal(text_at(json_array_get(list, 3), "path"), "theme.css");
	json_decref(json);
}

static void every_form_for_machines_is_json_with_each_finding(void **state)
{
	struct room *room = *state;
	json_t *gitlab = parsed(room, S("gitlab")), *rdjson = parsed(room, S("rdjson"));
	json_t *sarif = parsed(room, S("sarif"));

	assert_int_equal(json_array_size(gitlab), 4);
	assert_int_equal(json_array_size(json_object_get(rdjson, "diagnostics")), 4);
	assert_int_equal(json_array_size(json_object_get(
						 json_array_get(json_object_get(sarif, "runs"), 0), "results")),
		4);
	json_decref(gitlab);
	json_decref(rdjson);
	json_decref(sarif);
}

static void a_workflow_command_is_one_line_whatever_is_in_it(void **state)
{
	struct room *room = *state;
	struct str rest = written(room, S("github")), line;
	size_t count = 0;

	while (str_next_line(&rest, &line)) {
		if (count++ == 0)
			assert_string_equal(str_cstr(room->arena, line),
				"::error file=docs/a b/100%25%2C\"x\".md,line=3,endLine=3,col=4,endColumn=9,"
				"title=link-missing::it says \"50%25\\\"%0Aand, so: on%0Ado it: 10%25");
		assert_true(str_starts(line, S("::")));
	}
	assert_int_equal(count, 4);
}

static void fingerprints_stay_when_lines_move_and_differ_among_alike(void **state)
{
	struct room *room = *state;
	uint64_t before[4], after[4];

	format_fingerprints(&room->report, before);
	for (struct diagnostic *at = room->found.first; at != NULL; at = at->next)
		at->place.line += 10;
	format_fingerprints(&room->report, after);
	for (size_t i = 0; i < 4; i++) {
		assert_true(before[i] == after[i]);
		for (size_t j = 0; j < i; j++)
			assert_true(before[i] != before[j]);
	}
}

static void uris_are_encoded(void **state)
{
	struct room *room = *state;

	buf_clear(&room->out);
	format_json_uri("docs", false, S("a b%\xC3\xA9.md"), &room->out);
	assert_true(str_equal(buf_str(&room->out), S("\"docs/a%20b%25%C3%A9.md\"")));
}

static void text_for_people_is_of_errors_alone_when_quiet(void **state)
{
	struct room *room = *state;
	struct str text = written(room, S("text"));

	assert_true(str_has(text, S("3:4")));
	assert_true(str_has(text, S("image-alt")));
	/* Nothing that moves a terminal's cursor. */
	assert_false(str_has(text, S("\033")));
	room->input.quiet = true;
	text = written(room, S("text"));
	assert_true(str_has(text, S("link-missing")));
	assert_false(str_has(text, S("image-alt")));
}

static void any_number_of_workers_writes_the_same_text(void **state)
{
	struct room *room = *state;
	const struct diagnostics *lists[] = {&room->found};
	struct str alone;

	for (unsigned i = 0; i < 9000; i++)
		diagnostics_add(&room->found, RULE_LINK_MISSING, str_format(room->arena, "%u.md", i % 90),
			(struct place){i + 1, 1, i + 1, 2}, "finding %u", i);
	room->report = report_make(room->arena, lists, 1, 1);
	alone = str_copy(room->arena, written(room, S("text")));
	assert_int_equal(str_count_char(alone, '\n'), room->report.count + 1);
	for (unsigned workers = 2; workers < 8; workers++) {
		room->input.workers = workers;
		assert_true(str_equal(written(room, S("text")), alone));
	}
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(formats_are_found_by_their_names),
		CASE(json_says_all_of_a_finding),
		CASE(every_form_for_machines_is_json_with_each_finding),
		CASE(a_workflow_command_is_one_line_whatever_is_in_it),
		CASE(fingerprints_stay_when_lines_move_and_differ_among_alike),
		CASE(uris_are_encoded),
		CASE(text_for_people_is_of_errors_alone_when_quiet),
		CASE(any_number_of_workers_writes_the_same_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
