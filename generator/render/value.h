#ifndef PORTOLAN_RENDER_VALUE_H
#define PORTOLAN_RENDER_VALUE_H

/*
 * What templates see: a tree of texts, numbers, lists and objects, made in an
 * arena and never changed once it is handed to a template. Objects and lists
 * may be shared between pages and threads.
 */

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

/* `name` is kept, not copied. */
void object_set(struct object *object, struct str name, struct value value);
void object_set_text(struct object *object, struct str name, struct str text);
void object_set_bool(struct object *object, struct str name, bool boolean);
void object_set_object(struct object *object, struct str name, const struct object *value);

/* The field's value, or NULL. */
const struct value *object_get(const struct object *object, struct str name);

/* As a section sees it; NULL is false. */
bool value_is_true(const struct value *value);

/* The text of a value that is one; "" of any other. */
struct str text_of_value(const struct value *value);

struct value value_text(struct str text);
struct value value_bool(bool boolean);
struct value value_object(const struct object *object);
struct value value_writer(const struct value_writer *writer);
struct value value_list(const struct value *items, size_t count);

#endif
