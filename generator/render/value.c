#include "render/value.h"

#include "base/arena.h"

struct object *object_create(struct arena *arena, size_t expected)
{
	struct object *object = arena_new(arena, struct object);

	object->arena = arena;
	object->size = expected < 4 ? 4 : expected;
	object->fields = arena_array(arena, struct field, object->size);
	return object;
}

void object_set(struct object *object, struct str name, struct value value)
{
	if (object->count == object->size) {
		struct field *grown = arena_array(object->arena, struct field, object->size * 2);

		memcpy(grown, object->fields, object->count * sizeof(*grown));
		object->fields = grown;
		object->size *= 2;
	}
	object->fields[object->count++] = (struct field){name, value};
}

void object_set_text(struct object *object, struct str name, struct str text)
{
	object_set(object, name, value_text(text));
}

void object_set_bool(struct object *object, struct str name, bool boolean)
{
	object_set(object, name, value_bool(boolean));
}

void object_set_object(struct object *object, struct str name, const struct object *value)
{
	object_set(object, name, value_object(value));
}

/* Names of one length differ in their first letter mostly. */
static bool are_same(struct str a, struct str b)
{
	return a.len == b.len &&
		   (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}

const struct value *object_get(const struct object *object, struct str name)
{
	for (size_t i = 0; i < object->count; i++) {
		if (are_same(object->fields[i].name, name))
			return &object->fields[i].value;
	}
	return NULL;
}

bool value_is_true(const struct value *value)
{
	if (value == NULL)
		return false;
	switch (value->kind) {
	case VALUE_NULL: return false;
	case VALUE_BOOL: return value->boolean;
	case VALUE_TEXT: return value->text.len > 0;
	case VALUE_LIST: return value->count > 0;
	case VALUE_OBJECT:
	case VALUE_WRITER: return true;
	}
	return false;
}

struct str text_of_value(const struct value *value)
{
	return value != NULL && value->kind == VALUE_TEXT ? value->text : S("");
}

struct value value_text(struct str text)
{
	return (struct value){.kind = VALUE_TEXT, .text = text};
}

struct value value_bool(bool boolean)
{
	return (struct value){.kind = VALUE_BOOL, .boolean = boolean};
}

struct value value_object(const struct object *object)
{
	return object == NULL ? (struct value){.kind = VALUE_NULL}
						  : (struct value){.kind = VALUE_OBJECT, .object = object};
}

struct value value_writer(const struct value_writer *writer)
{
	return (struct value){.kind = VALUE_WRITER, .writer = writer};
}

struct value value_list(const struct value *items, size_t count)
{
	return (struct value){.kind = VALUE_LIST, .items = items, .count = count};
}
