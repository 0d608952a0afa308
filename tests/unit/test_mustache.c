#include "render/mustache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "base/arena.h"

struct room {
	struct arena *arena;
	struct templates templates;
	struct buf out;
};

static int set_up(void **state)
{
	struct room *room = calloc(1, sizeof(*room));

	assert_non_null(room);
	room->arena = arena_create(4096);
	room->templates = templates_create(room->arena);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	buf_release(&room->out);
	arena_destroy(room->arena);
	free(room);
	return 0;
}

static void add(struct room *room, const char *name, struct str text)
{
	struct template *parsed = arena_new(room->arena, struct template);
	struct template_error error;

	assert_true(template_parse(room->arena, str_of(name), text, parsed, &error));
	templates_add(&room->templates, str_of(name), parsed);
}

/* `list` has so many items. */
static bool render(struct room *room, size_t items)
{
	struct object *view = object_create(room->arena, 1);
	struct value *list = arena_array(room->arena, struct value, items);

	for (size_t i = 0; i < items; i++)
		list[i] = value_text(S("x"));
	object_set(view, S("list"), value_list(list, items));
	return mustache_render(&room->templates, S("page"), value_object(view), &room->out);
}

static void templates_that_call_each_other_come_to_an_end(void **state)
{
	struct room *room = *state;

	add(room, "page", S("a{{> other}}"));
	add(room, "other", S("b{{> page}}"));
	assert_false(render(room, 0));
	assert_true(str_starts(buf_str(&room->out), S("abab")));
}

static void lists_within_lists_come_to_an_end(void **state)
{
	struct room *room = *state;
	struct buf text = BUF_EMPTY;

	for (size_t i = 0; i < 60; i++)
		buf_add_lit(&text, "{{#list}}");
	for (size_t i = 0; i < 60; i++)
		buf_add_lit(&text, "{{/list}}");
	add(room, "page", buf_str(&text));
	assert_false(render(room, 2));
	buf_release(&text);
}

static void what_is_shown_many_times_has_an_end_in_bytes(void **state)
{
	struct room *room = *state;
	struct buf text = BUF_EMPTY;

	buf_add_lit(&text, "{{#list}}{{#list}}");
	for (size_t i = 0; i < 60000; i++)
		buf_add_lit(&text, "0123456789");
	buf_add_lit(&text, "{{#list}}{{/list}}{{/list}}{{/list}}");
	add(room, "page", buf_str(&text));
	assert_false(render(room, 40));
	assert_in_range(room->out.len, 128 * 1024 * 1024, 130 * 1024 * 1024);
	buf_release(&text);
}

static void a_long_list_is_shown_whole(void **state)
{
	struct room *room = *state;

	add(room, "page", S("{{#list}}{{.}}{{/list}}"));
	assert_true(render(room, 200000));
	assert_int_equal(room->out.len, 200000);
}

static void write_pair(const void *context, struct buf *out)
{
	buf_add_lit(out, "<b>");
	buf_add(out, *(const struct str *)context);
}

static void a_text_is_made_where_it_stands(void **state)
{
	struct room *room = *state;
	struct object *view = object_create(room->arena, 1);
	struct str name = S("&");
	struct value_writer writer = {write_pair, &name};

	object_set(view, S("made"), value_writer(&writer));
	add(room, "page", S("{{{made}}} {{made}}{{#made}} {{{.}}}{{/made}}{{^made}}none{{/made}}"));
	assert_true(mustache_render(&room->templates, S("page"), value_object(view), &room->out));
	assert_true(str_equal(buf_str(&room->out), S("<b>& &lt;b&gt;&amp; <b>&")));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(templates_that_call_each_other_come_to_an_end),
		CASE(lists_within_lists_come_to_an_end),
		CASE(what_is_shown_many_times_has_an_end_in_bytes),
		CASE(a_long_list_is_shown_whole),
		CASE(a_text_is_made_where_it_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
