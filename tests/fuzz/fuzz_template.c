/* Any bytes as a template, rendered with a view that has a value of each kind. */

#include "fuzz.h"
#include "render/mustache.h"

static struct value make_view(struct arena *arena)
{
	struct object *view = object_create(arena, 8), *inner = object_create(arena, 2);
	struct value *items = arena_array(arena, struct value, 2);

	items[0] = value_text(S("<one>"));
	items[1] = value_object(inner);
	object_set_text(inner, S("name"), S("it & co"));
	object_set_text(view, S("a"), S("text"));
	object_set_bool(view, S("b"), true);
	object_set(view, S("c"), value_list(items, 2));
	object_set_object(view, S("d"), inner);
	object_set_text(view, S("p"), S("self"));
	return value_object(view);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct template *parsed = arena_new(arena, struct template);
	struct template_error error;
	struct buf out = BUF_EMPTY;

	if (template_parse(arena, S("self.mustache"), fuzz_text(data, size), parsed, &error)) {
		struct templates templates = templates_create(arena);

		templates_add(&templates, S("self"), parsed);
		mustache_render(&templates, S("self"), make_view(arena), &out);
	}
	buf_release(&out);
	arena_destroy(arena);
	return 0;
}
