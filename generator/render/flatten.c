#include "render/flatten.h"

#include "render/blocks.h"

/* Templates within each other, and nodes in all: what goes on longer may have no end. */
#define DEEPEST    50
#define MOST_NODES 50000

/* A template that is being read, and who called it. */
struct caller {
	const struct caller *outer;
	const struct template *template;
	unsigned depth;
};

/* Where reading stands. */
struct reading {
	const struct template *template;
	const struct overrides *overrides;
	const struct caller *caller;
	const struct object *constants; /* NULL: an object within may hide them */
	const struct value *here;       /* what the section around is about, when that is a constant */
};

struct flattener {
	struct arena *arena;
	const struct templates *templates;
	struct buf text; /* to become a node */
	struct template_node *nodes;
	size_t count, size;
	size_t read; /* nodes */
	bool failed;
};

static void read_nodes(
	struct flattener *flattener, const struct reading *reading, size_t begin, size_t end);

static struct template_node *add_node(struct flattener *flattener, const struct template_node *node)
{
	flattener->nodes = arena_grown(flattener->arena, flattener->nodes, flattener->count,
		&flattener->size, sizeof(*flattener->nodes));
	flattener->nodes[flattener->count] = *node;
	flattener->nodes[flattener->count].end = flattener->count + 1;
	return &flattener->nodes[flattener->count++];
}

static void end_text(struct flattener *flattener)
{
	struct template_node node = {.kind = TEMPLATE_TEXT};

	if (flattener->text.len == 0)
		return;
	node.text = str_copy(flattener->arena, buf_str(&flattener->text));
	add_node(flattener, &node);
	buf_clear(&flattener->text);
}

/* The value of a name, when it is the same for all views; else NULL. */
static const struct value *constant_of(
	const struct reading *reading, const struct template_node *node)
{
	const struct value *value;

	if (node->part_count == 0)
		return reading->here;
	if (reading->constants == NULL)
		return NULL;
	value = object_get(reading->constants, node->parts[0]);
	for (size_t i = 1; i < node->part_count && value != NULL; i++)
		value = value->kind == VALUE_OBJECT ? object_get(value->object, node->parts[i]) : NULL;
	return value;
}

/*
 * Keep a node to be rendered. Where the section around it is gone, `.` would be another's, in it or
 * in what it calls.
 */
static size_t keep(
	struct flattener *flattener, const struct reading *reading, const struct template_node *node)
{
	bool may_mean_it = node->kind == TEMPLATE_PARTIAL || node->part_count == 0;

	if (reading->here != NULL && may_mean_it)
		flattener->failed = true;
	end_text(flattener);
	add_node(flattener, node);
	return flattener->count - 1;
}

/* An empty text or one with line ends matters to how lines are indented: that is kept. */
static void read_variable(
	struct flattener *flattener, const struct reading *reading, const struct template_node *node)
{
	struct str text = text_of_value(constant_of(reading, node));

	if (text.len == 0 || str_find_char(text, '\n', 0) != STR_NONE)
		keep(flattener, reading, node);
	else if (node->kind == TEMPLATE_VARIABLE)
		buf_add_html(&flattener->text, text);
	else
		buf_add(&flattener->text, text);
}

static void keep_section(struct flattener *flattener, const struct reading *reading, size_t index)
{
	const struct template_node *node = &reading->template->nodes[index];
	size_t kept = keep(flattener, reading, node);

	read_nodes(flattener, reading, index + 1, node->end);
	end_text(flattener);
	flattener->nodes[kept].end = flattener->count;
}

static void read_section(struct flattener *flattener, const struct reading *reading, size_t index)
{
	const struct template_node *node = &reading->template->nodes[index];
	const struct value *value = constant_of(reading, node);
	struct reading inner = *reading;

	inner.here = NULL;
	if (value == NULL) {
		keep_section(flattener, &inner, index);
	} else if (value->kind == VALUE_OBJECT || value->kind == VALUE_LIST) {
		inner.constants = NULL;
		keep_section(flattener, &inner, index);
	} else if (value_is_true(value)) {
		inner.here = value;
		read_nodes(flattener, &inner, index + 1, node->end);
	}
}

static void read_inverted(struct flattener *flattener, const struct reading *reading, size_t index)
{
	const struct template_node *node = &reading->template->nodes[index];
	const struct value *value = constant_of(reading, node);

	if (value == NULL)
		keep_section(flattener, reading, index);
	else if (!value_is_true(value))
		read_nodes(flattener, reading, index + 1, node->end);
}

static bool is_called(const struct caller *caller, const struct template *template)
{
	while (caller != NULL && caller->template != template)
		caller = caller->outer;
	return caller != NULL;
}

/* Read the whole of a template that is called. False when it must stay a call. */
static bool enter(struct flattener *flattener, const struct reading *reading,
	const struct template_node *node, const struct template *called,
	const struct overrides *overrides)
{
	struct caller caller = {reading->caller, called, reading->caller->depth + 1};
	struct reading inner = *reading;

	if (node->indent.len > 0 || is_called(reading->caller, called) || caller.depth > DEEPEST)
		return false;
	inner.template = called;
	inner.overrides = overrides;
	inner.caller = &caller;
	read_nodes(flattener, &inner, 0, called->count);
	return true;
}

static void read_call(struct flattener *flattener, const struct reading *reading, size_t index)
{
	const struct template_node *node = &reading->template->nodes[index];
	struct overrides overrides = {reading->overrides, reading->template, index};
	bool parent = node->kind == TEMPLATE_PARENT;
	const struct template *called = map_get(flattener->templates->by_name, node->name);

	if (!node->dynamic && called == NULL)
		return;
	if (!node->dynamic && enter(flattener, reading, node, called, parent ? &overrides : NULL))
		return;
	/* A parent's blocks would have to be kept with it. */
	flattener->failed = flattener->failed || parent;
	keep(flattener, reading, node);
}

static void read_block(struct flattener *flattener, const struct reading *reading, size_t index)
{
	struct block shown = block_shown(reading->template, index, reading->overrides);
	struct reading inner = *reading;

	if (reading->template->nodes[index].indent.len > 0)
		flattener->failed = true;
	inner.template = shown.owner;
	read_nodes(flattener, &inner, shown.node + 1, shown.owner->nodes[shown.node].end);
}

static void read_node(struct flattener *flattener, const struct reading *reading, size_t index)
{
	const struct template_node *node = &reading->template->nodes[index];

	switch (node->kind) {
	case TEMPLATE_TEXT: buf_add(&flattener->text, node->text); break;
	case TEMPLATE_VARIABLE:
	case TEMPLATE_RAW: read_variable(flattener, reading, node); break;
	case TEMPLATE_SECTION: read_section(flattener, reading, index); break;
	case TEMPLATE_INVERTED: read_inverted(flattener, reading, index); break;
	case TEMPLATE_PARTIAL:
	case TEMPLATE_PARENT: read_call(flattener, reading, index); break;
	case TEMPLATE_BLOCK: read_block(flattener, reading, index); break;
	}
}

static void read_nodes(
	struct flattener *flattener, const struct reading *reading, size_t begin, size_t end)
{
	for (size_t i = begin; i < end && !flattener->failed; i = reading->template->nodes[i].end) {
		flattener->failed = ++flattener->read > MOST_NODES;
		read_node(flattener, reading, i);
	}
}

const struct template *template_flatten(struct arena *arena, const struct templates *templates,
	const struct template *template, const struct object *constants)
{
	struct flattener flattener = {.arena = arena, .templates = templates};
	struct caller caller = {NULL, template, 1};
	struct reading reading = {
		.template = template,
		.caller = &caller,
		.constants = constants,
	};
	struct template *flat;

	read_nodes(&flattener, &reading, 0, template->count);
	end_text(&flattener);
	buf_release(&flattener.text);
	if (flattener.failed)
		return template;
	flat = arena_new(arena, struct template);
	*flat = (struct template){template->path, template->source, flattener.nodes, flattener.count};
	return flat;
}
