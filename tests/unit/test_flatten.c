#include "render/flatten.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

struct room {
	struct arena *arena;
	struct templates templates;
	struct object *constants;
	struct object *view; /* has more, and in `own`, too */
	struct buf out;
};

static void add(struct room *room, const char *name, const char *source)
{
	struct template *template = arena_new(room->arena, struct template);
	struct template_error error;

	assert_true(template_parse(room->arena, str_of(name), str_of(source), template, &error));
	templates_add(&room->templates, str_of(name), template);
}

static void set_all(struct room *room, struct object *object, bool view)
{
	struct object *own = object_create(room->arena, 2);
	struct value *items = arena_array(room->arena, struct value, 1);

	items[0] = value_text(S("i"));
	object_set_text(own, S("name"), S("<n>"));
	object_set_text(object, S("word"), S("a&b"));
	object_set_bool(object, S("yes"), true);
	object_set_bool(object, S("no"), false);
	object_set_text(object, S("empty"), S(""));
	object_set_text(object, S("lines"), S("1\n2"));
	object_set_object(object, S("own"), own);
	object_set(object, S("list"), value_list(items, 1));
	if (!view)
		return;
	object_set_text(own, S("more"), S("m"));
	object_set_text(own, S("word"), S("hidden"));
	object_set_text(object, S("other"), S("o"));
}

static int set_up(void **state)
{
	struct arena *arena = arena_create(4096);
	struct room *room = arena_new(arena, struct room);

	room->arena = arena;
	room->templates = templates_create(arena);
	room->constants = object_create(arena, 8);
	room->view = object_create(arena, 8);
	set_all(room, room->constants, false);
	set_all(room, room->view, true);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	buf_release(&room->out);
	arena_destroy(room->arena);
	return 0;
}

static struct str rendered(struct room *room, const struct template *template)
{
	buf_clear(&room->out);
	assert_true(
		mustache_render_template(&room->templates, template, value_object(room->view), &room->out));
	return str_copy(room->arena, buf_str(&room->out));
}

/* "main", flattened: it must render as before, and be of as many nodes. */
static void assert_flat(struct room *room, size_t nodes)
{
	const struct template *main = map_get(room->templates.by_name, S("main")), *flat;
	struct str wanted = rendered(room, main);

	flat = template_flatten(room->arena, &room->templates, main, NULL);
	assert_string_equal(str_cstr(room->arena, rendered(room, flat)), str_cstr(room->arena, wanted));
	flat = template_flatten(room->arena, &room->templates, flat, room->constants);
	assert_string_equal(str_cstr(room->arena, rendered(room, flat)), str_cstr(room->arena, wanted));
	assert_int_equal(flat->count, nodes);
}

static void what_is_always_the_same_is_written_already(void **state)
{
	add(*state, "main",
		"x {{word}} {{{word}}} {{own.name}}{{#yes}} y{{/yes}}{{^yes}} n{{/yes}}\n"
		"{{#no}}n{{/no}}{{^no}}y{{/no}}{{#word}}{{.}}{{/word}}\n");
	assert_flat(*state, 1);
}

static void what_may_differ_is_looked_up(void **state)
{
	add(*state, "main", "{{word}}{{other}}{{own.more}}{{lacking}}");
	assert_flat(*state, 4);
}

static void names_within_objects_are_the_objects(void **state)
{
	/* `own` has a word of its own in the view. */
	add(*state, "main", "{{#own}}{{word}}{{name}}{{/own}}{{#list}}{{.}}{{word}}{{/list}}");
	assert_flat(*state, 6);
}

static void what_is_called_stands_in_its_place(void **state)
{
	add(*state, "main", "{{<frame}}{{$body}}<b>{{>part}}</b>{{/body}}{{/frame}}");
	add(*state, "frame", "{{>head}}\n{{$title}}t{{/title}}|{{$body}}{{/body}}|{{other}}\n");
	add(*state, "head", "{{word}}!{{>absent}}\n");
	add(*state, "part", "{{#other}}p{{/other}}");
	assert_flat(*state, 6);
}

static void calls_without_an_end_stay_calls(void **state)
{
	struct room *room = *state;
	const struct template *flat;

	add(room, "main", "{{word}}{{>twig}}");
	add(room, "twig", "({{#no}}{{>twig}}{{/no}})");
	/* Once more at each turn: ends, since nothing asks for it. */
	assert_flat(room, 1);
	add(room, "loop", "{{other}}{{>loop}}");
	flat = template_flatten(
		room->arena, &room->templates, map_get(room->templates.by_name, S("loop")), NULL);
	assert_false(
		mustache_render_template(&room->templates, flat, value_object(room->view), &room->out));
}

static void what_lines_are_indented_by_is_kept(void **state)
{
	struct room *room = *state;

	add(room, "main", "{{empty}}\n{{lines}}\n  {{>part}}\nend\n");
	add(room, "part", "1\n{{word}}\n{{>deeper}}\n");
	add(room, "deeper", "{{lines}}{{empty}}x\n");
	/* Both values, the call, and text between them. */
	assert_flat(room, 6);
}

static void a_text_that_is_no_constant_in_its_section_ends_it(void **state)
{
	struct room *room = *state;
	const struct template *main;

	/* `.` would be another's: the template stays as it is. */
	add(room, "main", "{{#list}}{{#yes}}{{.}}{{/yes}}{{/list}}{{#lines}}{{.}}{{/lines}}");
	main = map_get(room->templates.by_name, S("main"));
	assert_ptr_equal(template_flatten(room->arena, &room->templates, main, room->constants), main);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_is_always_the_same_is_written_already),
		CASE(what_may_differ_is_looked_up),
		CASE(names_within_objects_are_the_objects),
		CASE(what_is_called_stands_in_its_place),
		CASE(calls_without_an_end_stay_calls),
		CASE(what_lines_are_indented_by_is_kept),
		CASE(a_text_that_is_no_constant_in_its_section_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
