#include "render/value.h"

struct object *object_create(struct arena *arena, size_t expected)
{
	struct object *object = arena_uncleared(arena, sizeof(*object));
	size_t size = expected < 4 ? 4 : expected;

	*object = (struct object){
		.arena = arena,
		.fields = arena_uncleared(arena, size * sizeof(*object->fields)),
		.size = size,
	};
	return object;
}

const struct object *object_of(struct arena *arena, const struct field *fields, size_t count)
{
	struct object *object = arena_uncleared(arena, sizeof(*object));

	*object = (struct object){
		.arena = arena,
		.fields = arena_uncleared(arena, count * sizeof(*fields)),
		.count = count,
		.size = count,
	};
	memcpy(object->fields, fields, count * sizeof(*fields));
	return object;
}

const struct value *object_get(const struct object *object, struct str name)
{
	const struct field *end = object->fields + object->count;

	for (const struct field *field = object->fields; field < end; field++) {
		if (str_equal_few(field->name, name))
			return &field->value;
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
