#ifndef PORTOLAN_RENDER_VALUE_H
#define PORTOLAN_RENDER_VALUE_H

/*
 * What templates see: a tree of texts, numbers, lists and objects, made in an
 * arena and never changed once it is handed to a template. Objects and lists
 * may be shared between pages and threads.
 */

#include "base/arena.h"
#include "base/buf.h"

enum value_kind {
	VALUE_NULL,   /* false for a section, nothing when printed */
	VALUE_BOOL,   /* printed as true or false */
	VALUE_TEXT,   /* false for a section when it is empty */
	VALUE_LIST,   /* false when it is empty */
	VALUE_OBJECT, /* always true */
	VALUE_WRITER, /* a text, never empty, that is made where a template wants it */
};

/* Appends its text, the same each time. */
struct value_writer {
	void (*write)(const void *context, struct buf *out);
	const void *context;
};

struct value {
	enum value_kind kind;
	union { /* what the kind says */
		bool boolean;
		struct str text;
		struct {
			const struct value *items;
			size_t count;
		};
		const struct object *object;
		const struct value_writer *writer;
	};
};

struct field {
	struct str name;
	struct value value;
};

/* Fields in the order of adding; a later field of the same name is never found. */
struct object {
	struct arena *arena;
	struct field *fields;
	size_t count, size;
};

struct object *object_create(struct arena *arena, size_t expected);

/* One with these fields, which are copied. */
const struct object *object_of(struct arena *arena, const struct field *fields, size_t count);

/* The field's value, or NULL. */
const struct value *object_get(const struct object *object, struct str name);

/* As a section sees it; NULL is false. */
bool value_is_true(const struct value *value);

/* The text of a value that is one; "" of any other. */
struct str text_of_value(const struct value *value);

static inline struct value value_text(struct str text)
{
	return (struct value){.kind = VALUE_TEXT, .text = text};
}

static inline struct value value_bool(bool boolean)
{
	return (struct value){.kind = VALUE_BOOL, .boolean = boolean};
}

static inline struct value value_list(const struct value *items, size_t count)
{
	return (struct value){.kind = VALUE_LIST, .items = items, .count = count};
}

static inline struct value value_object(const struct object *object)
{
	return object == NULL ? (struct value){.kind = VALUE_NULL}
						  : (struct value){.kind = VALUE_OBJECT, .object = object};
}

static inline struct value value_writer(const struct value_writer *writer)
{
	return (struct value){.kind = VALUE_WRITER, .writer = writer};
}

/* `name` is kept, not copied. */
static inline void object_set(struct object *object, struct str name, struct value value)
{
	object->fields = arena_grown(
		object->arena, object->fields, object->count, &object->size, sizeof(*object->fields));
	object->fields[object->count++] = (struct field){name, value};
}

static inline void object_set_text(struct object *object, struct str name, struct str text)
{
	object_set(object, name, value_text(text));
}

static inline void object_set_bool(struct object *object, struct str name, bool boolean)
{
	object_set(object, name, value_bool(boolean));
}

static inline void object_set_object(
	struct object *object, struct str name, const struct object *value)
{
	object_set(object, name, value_object(value));
}

#endif
