#include "base/yaml.h"

#include <assert.h>
#include <yaml.h>

#include "base/arena.h"

/* A mapping or sequence that is being filled. */
struct level {
	struct level *outer;
	struct yaml_node *node;
	size_t size;    /* room for pairs or items */
	struct str key; /* mapping: the key that waits for its value */
	struct yaml_place key_place;
	bool has_key;
};

struct reader {
	struct arena *arena;
	yaml_parser_t parser;
	struct yaml_error *error;
	struct level *level;
	unsigned depth, deepest;
	struct yaml_node *root;
	bool has_root;
};

static bool fail(struct reader *reader, struct yaml_place place, struct str message)
{
	*reader->error = (struct yaml_error){place, message};
	return false;
}

static struct yaml_place place_of(const yaml_event_t *event)
{
	return (struct yaml_place){event->start_mark.index, event->end_mark.index};
}

/* Room for one more pair or item at the end of the open mapping or sequence. */
static void grow(struct reader *reader, struct level *level)
{
	struct yaml_node *node = level->node;
	size_t size = level->size == 0 ? 8 : level->size * 2;

	if (node->count < level->size)
		return;
	if (node->kind == YAML_MAPPING) {
		struct yaml_pair *pairs = arena_array(reader->arena, struct yaml_pair, size);

		if (node->count > 0)
			memcpy(pairs, node->pairs, node->count * sizeof(*pairs));
		node->pairs = pairs;
	} else {
		struct yaml_node *items = arena_array(reader->arena, struct yaml_node, size);

		if (node->count > 0)
			memcpy(items, node->items, node->count * sizeof(*items));
		node->items = items;
	}
	level->size = size;
}

/* Where the next value goes. */
static struct yaml_node *slot(struct reader *reader)
{
	struct level *level = reader->level;
	struct yaml_pair *pair;

	if (level == NULL) {
		reader->has_root = true;
		return reader->root;
	}
	grow(reader, level);
	if (level->node->kind == YAML_SEQUENCE)
		return &level->node->items[level->node->count++];
	pair = &level->node->pairs[level->node->count++];
	pair->key = level->key;
	pair->key_place = level->key_place;
	level->has_key = false;
	return &pair->value;
}

static bool wants_key(const struct reader *reader)
{
	return reader->level != NULL && reader->level->node->kind == YAML_MAPPING &&
		   !reader->level->has_key;
}

static bool take_scalar(struct reader *reader, const yaml_event_t *event)
{
	struct str text = str_copy(
		reader->arena, str_make((const char *)event->data.scalar.value, event->data.scalar.length));
	struct yaml_node *node;

	if (event->data.scalar.anchor != NULL)
		return fail(reader, place_of(event), S("an anchor (&name) is not allowed here"));
	if (event->data.scalar.tag != NULL)
		return fail(reader, place_of(event), S("a tag (!name) is not allowed here"));
	if (wants_key(reader)) {
		reader->level->key = text;
		reader->level->key_place = place_of(event);
		reader->level->has_key = true;
		return true;
	}
	node = slot(reader);
	node->kind = YAML_SCALAR;
	node->place = place_of(event);
	node->text = text;
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return true;
}

static bool open_level(struct reader *reader, const yaml_event_t *event, enum yaml_kind kind)
{
	const yaml_char_t *anchor =
		kind == YAML_MAPPING ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
	const yaml_char_t *tag =
		kind == YAML_MAPPING ? event->data.mapping_start.tag : event->data.sequence_start.tag;
	struct level *level;

	if (anchor != NULL)
		return fail(reader, place_of(event), S("an anchor (&name) is not allowed here"));
	if (tag != NULL)
		return fail(reader, place_of(event), S("a tag (!name) is not allowed here"));
	if (wants_key(reader))
		return fail(reader, place_of(event), S("a key is a plain text, not a list or a mapping"));
	if (++reader->depth > reader->deepest)
		return fail(reader, place_of(event), S("this is nested too deep"));
	level = arena_new(reader->arena, struct level);
	level->outer = reader->level;
	level->node = slot(reader);
	level->node->kind = kind;
	level->node->place = place_of(event);
	reader->level = level;
	return true;
}

static bool close_level(struct reader *reader, const yaml_event_t *event)
{
	assert(reader->level != NULL);
	reader->level->node->place.end = event->end_mark.index;
	reader->level = reader->level->outer;
	reader->depth--;
	return true;
}

static bool take_event(struct reader *reader, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT: return take_scalar(reader, event);
	case YAML_SEQUENCE_START_EVENT: return open_level(reader, event, YAML_SEQUENCE);
	case YAML_MAPPING_START_EVENT: return open_level(reader, event, YAML_MAPPING);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: return close_level(reader, event);
	case YAML_ALIAS_EVENT:
		return fail(reader, place_of(event), S("an alias (*name) is not allowed here"));
	case YAML_DOCUMENT_START_EVENT:
		if (reader->has_root)
			return fail(reader, place_of(event), S("only one document is allowed here"));
		return true;
	default: return true;
	}
}

/* libyaml counts code points; everybody else here counts bytes. */
struct offsets {
	struct str text;
	size_t byte, code_point;
};

static size_t byte_of(struct offsets *offsets, size_t code_point)
{
	if (code_point < offsets->code_point) {
		offsets->byte = 0;
		offsets->code_point = 0;
	}
	while (offsets->code_point < code_point && offsets->byte < offsets->text.len) {
		offsets->byte++;
		while (offsets->byte < offsets->text.len &&
			   ((unsigned char)offsets->text.ptr[offsets->byte] & 0xC0) == 0x80)
			offsets->byte++;
		offsets->code_point++;
	}
	return offsets->byte;
}

static void fix_place(struct offsets *offsets, struct yaml_place *place)
{
	place->begin = byte_of(offsets, place->begin);
	place->end = byte_of(offsets, place->end);
}

/* Depth is bounded by the caller's limit, so this may recurse. */
static void fix_places(struct offsets *offsets, struct yaml_node *node)
{
	struct yaml_place place = node->place;

	fix_place(offsets, &place);
	node->place = place;
	for (size_t i = 0; i < node->count; i++) {
		if (node->kind == YAML_MAPPING) {
			fix_place(offsets, &node->pairs[i].key_place);
			fix_places(offsets, &node->pairs[i].value);
		} else {
			fix_places(offsets, &node->items[i]);
		}
	}
}

static bool read_failure(struct reader *reader)
{
	const char *problem = reader->parser.problem;
	size_t at = reader->parser.problem_mark.index;

	if (at == 0)
		at = reader->parser.problem_offset;
	return fail(reader, (struct yaml_place){at, at},
		str_copy(reader->arena, str_of(problem == NULL ? "this is no YAML" : problem)));
}

static bool read_events(struct reader *reader)
{
	bool more = true;

	while (more) {
		yaml_event_t event;
		bool taken;

		if (!yaml_parser_parse(&reader->parser, &event))
			return read_failure(reader);
		more = event.type != YAML_STREAM_END_EVENT;
		taken = take_event(reader, &event);
		yaml_event_delete(&event);
		if (!taken)
			return false;
	}
	return true;
}

bool yaml_parse(struct arena *arena, struct str text, unsigned depth, struct yaml_node *root,
	struct yaml_error *error)
{
	struct reader reader = {.arena = arena, .error = error, .deepest = depth, .root = root};
	struct offsets offsets = {.text = text};
	bool good;

	*root = (struct yaml_node){.kind = YAML_MAPPING};
	if (!yaml_parser_initialize(&reader.parser))
		return fail(&reader, (struct yaml_place){0, 0}, S("out of memory"));
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&reader.parser, (const unsigned char *)(text.len > 0 ? text.ptr : ""), text.len);
	good = read_events(&reader);
	yaml_parser_delete(&reader.parser);
	if (!good) {
		fix_place(&offsets, &error->place);
		return false;
	}
	if (root->kind == YAML_SCALAR && root->text.len == 0 && !root->quoted)
		*root = (struct yaml_node){.kind = YAML_MAPPING};
	fix_places(&offsets, root);
	return true;
}

const struct yaml_node *yaml_get(const struct yaml_node *node, struct str key)
{
	if (node == NULL || node->kind != YAML_MAPPING)
		return NULL;
	for (size_t i = 0; i < node->count; i++) {
		if (str_equal(node->pairs[i].key, key))
			return &node->pairs[i].value;
	}
	return NULL;
}

struct str yaml_text(const struct yaml_node *node, struct str fallback)
{
	return node == NULL || node->kind != YAML_SCALAR ? fallback : node->text;
}
