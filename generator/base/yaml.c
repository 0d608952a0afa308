#include "base/yaml.h"

#include <assert.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/fatal.h"

/* A mapping or sequence that is being filled. */
struct level {
	struct level *outer;
	struct yaml_node *node;
	size_t size;    /* room for pairs or items */
	struct str key; /* mapping: the key that waits for its value */
	struct yaml_place key_place;
	bool has_key;
};

/* libyaml counts code points; everybody else here counts bytes. */
struct cursor {
	struct str text;
	size_t byte, code_point;
};

struct reader {
	struct arena *arena;
	struct cursor cursor;
	yaml_parser_t parser;
	struct yaml_error *error;
	struct level *level;
	unsigned depth, deepest;
	struct yaml_node *root;
	bool has_root;
};

static bool fail(struct reader *reader, struct yaml_place place, struct str message)
{
	*reader->error = (struct yaml_error){.place = place, .message = message};
	return false;
}

static bool continues_sequence(struct str text, size_t byte)
{
	return byte < text.len && ((unsigned char)text.ptr[byte] & 0xC0) == 0x80;
}

/* Go over as many runs of eight bytes of ASCII as there are before a code point. */
static void skip_ascii(struct cursor *cursor, size_t code_point)
{
	uint64_t eight;

	while (cursor->code_point + sizeof(eight) <= code_point &&
		   cursor->text.len - cursor->byte >= sizeof(eight)) {
		memcpy(&eight, cursor->text.ptr + cursor->byte, sizeof(eight));
		if ((eight & UINT64_C(0x8080808080808080)) != 0)
			return;
		cursor->byte += sizeof(eight);
		cursor->code_point += sizeof(eight);
	}
}

/* The cursor steps from where it stands: events come nearly in order, so this is cheap. */
static size_t byte_of(struct cursor *cursor, size_t code_point)
{
	while (cursor->code_point < code_point && cursor->byte < cursor->text.len) {
		skip_ascii(cursor, code_point);
		if (cursor->code_point == code_point)
			break;
		do
			cursor->byte++;
		while (continues_sequence(cursor->text, cursor->byte));
		cursor->code_point++;
	}
	while (cursor->code_point > code_point) {
		do
			cursor->byte--;
		while (continues_sequence(cursor->text, cursor->byte));
		cursor->code_point--;
	}
	return cursor->byte;
}

static struct yaml_place place_between(
	struct reader *reader, const yaml_mark_t *begin, const yaml_mark_t *end)
{
	struct yaml_place place;

	place.begin = byte_of(&reader->cursor, begin->index);
	place.end = byte_of(&reader->cursor, end->index);
	return place;
}

static struct yaml_place place_of(struct reader *reader, const yaml_event_t *event)
{
	return place_between(reader, &event->start_mark, &event->end_mark);
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
		return fail(reader, place_of(reader, event), S("an anchor (&name) is not allowed here"));
	if (event->data.scalar.tag != NULL)
		return fail(reader, place_of(reader, event), S("a tag (!name) is not allowed here"));
	if (wants_key(reader)) {
		reader->level->key = text;
		reader->level->key_place = place_of(reader, event);
		reader->level->has_key = true;
		return true;
	}
	node = slot(reader);
	node->kind = YAML_SCALAR;
	node->place = place_of(reader, event);
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
		return fail(reader, place_of(reader, event), S("an anchor (&name) is not allowed here"));
	if (tag != NULL)
		return fail(reader, place_of(reader, event), S("a tag (!name) is not allowed here"));
	if (wants_key(reader))
		return fail(
			reader, place_of(reader, event), S("a key is a plain text, not a list or a mapping"));
	if (++reader->depth > reader->deepest) {
		fail(reader, place_of(reader, event), S("this is nested too deep"));
		reader->error->too_deep = true;
		return false;
	}
	level = arena_new(reader->arena, struct level);
	level->outer = reader->level;
	level->node = slot(reader);
	level->node->kind = kind;
	level->node->place = place_of(reader, event);
	reader->level = level;
	return true;
}

static bool close_level(struct reader *reader, const yaml_event_t *event)
{
	assert(reader->level != NULL);
	reader->level->node->place.end = byte_of(&reader->cursor, event->end_mark.index);
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
		return fail(reader, place_of(reader, event), S("an alias (*name) is not allowed here"));
	case YAML_DOCUMENT_START_EVENT:
		if (reader->has_root)
			return fail(reader, place_of(reader, event), S("only one document is allowed here"));
		return true;
	default: return true;
	}
}

/* What libyaml says, and what that means to whoever wrote the line. */
static struct str problem_in_words(struct arena *arena, const yaml_parser_t *parser)
{
	static const struct {
		struct str problem, words;
	} rows[] = {
		{S_INIT("mapping values are not allowed in this context"),
			S_INIT("a colon with a space behind it needs quotes around the value")},
		{S_INIT("could not find expected ':'"), S_INIT("this line has no colon")},
		{S_INIT("found unexpected end of stream"), S_INIT("this quote has no end")},
		{S_INIT("found character that cannot start any token"),
			S_INIT("a value cannot begin with this character")},
		{S_INIT("did not find expected alphabetic or numeric character"),
			S_INIT("a value cannot begin with this character")},
		{S_INIT("did not find expected ',' or ']'"), S_INIT("this [ has no ] that fits it")},
		{S_INIT("did not find expected ',' or '}'"), S_INIT("this { has no } that fits it")},
		{S_INIT("did not find expected <document start>"),
			S_INIT("only one document is allowed here")},
		{S_INIT("did not find expected '-' indicator"), S_INIT("this is no list item")},
		{S_INIT("did not find expected key"), S_INIT("this is no key")},
		{S_INIT("control characters are not allowed"), S_INIT("a control character stands here")},
	};
	struct str problem = str_of(parser->problem == NULL ? "this is no YAML" : parser->problem);

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (str_equal(problem, rows[i].problem))
			return rows[i].words;
	}
	return str_copy(arena, problem);
}

/*
 * Where the mistake stands: what was begun and never ended begins at the
 * context's mark; its problem shows only further down.
 */
static struct yaml_place place_of_failure(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct str context = str_of(parser->context == NULL ? "" : parser->context);
	struct yaml_place place;

	if (parser->error == YAML_READER_ERROR)
		return (struct yaml_place){parser->problem_offset, parser->problem_offset};
	if (str_starts(context, S("while scanning")) || str_starts(context, S("while parsing a flow")))
		place = place_between(reader, &parser->context_mark, &parser->context_mark);
	else
		place = place_between(reader, &parser->problem_mark, &parser->problem_mark);
	return place;
}

static bool read_failure(struct reader *reader)
{
	return fail(reader, place_of_failure(reader), problem_in_words(reader->arena, &reader->parser));
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
	struct reader reader = {
		.arena = arena, .cursor = {.text = text}, .error = error, .deepest = depth, .root = root};
	bool good;

	*root = (struct yaml_node){.kind = YAML_MAPPING};
	if (!yaml_parser_initialize(&reader.parser))
		fatal_memory();
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&reader.parser, (const unsigned char *)(text.len > 0 ? text.ptr : ""), text.len);
	good = read_events(&reader);
	yaml_parser_delete(&reader.parser);
	if (good && root->kind == YAML_SCALAR && root->text.len == 0 && !root->quoted)
		*root = (struct yaml_node){.kind = YAML_MAPPING};
	return good;
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
