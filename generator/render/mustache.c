#include "render/mustache.h"

#include "render/blocks.h"

/* Sections, partials and parents within each other at most. */
#define DEEPEST 100

/* Lists within lists multiply: what takes more of them, or gives more bytes, is no page. */
#define MOST_ENTERED 4000000
#define MOST_BYTES   ((size_t)128 * 1024 * 1024)

struct scope {
	const struct scope *outer;
	const struct value *value;
};

struct renderer {
	const struct templates *templates;
	struct buf *out;
	struct buf indent;
	bool line_begins; /* nothing stands on this output line yet */
	bool endless;
	unsigned depth;
	size_t entered; /* sections, items of lists, and templates */
};

/* Where rendering stands: a template, its data, and who overrides its blocks. */
struct frame {
	const struct template *template;
	const struct scope *scope;
	const struct overrides *overrides;
};

struct templates templates_create(struct arena *arena)
{
	return (struct templates){map_create(arena, 32)};
}

void templates_add(struct templates *templates, struct str name, const struct template *added)
{
	map_add(templates->by_name, name, (void *)(uintptr_t)added);
}

static const struct value *field_of(const struct value *value, struct str name)
{
	return value->kind == VALUE_OBJECT ? object_get(value->object, name) : NULL;
}

static const struct value *look_up(const struct scope *scope, const struct template_node *node)
{
	const struct value *value = NULL;

	if (node->part_count == 0)
		return scope->value;
	for (; scope != NULL && value == NULL; scope = scope->outer)
		value = field_of(scope->value, node->parts[0]);
	for (size_t i = 1; i < node->part_count && value != NULL; i++)
		value = field_of(value, node->parts[i]);
	return value;
}

static void begin_line(struct renderer *renderer)
{
	if (renderer->line_begins && renderer->indent.len > 0)
		buf_add(renderer->out, buf_str(&renderer->indent));
	renderer->line_begins = false;
}

static void write_text(struct renderer *renderer, struct str text)
{
	if (text.len == 0)
		return;
	if (text.ptr[0] != '\n')
		begin_line(renderer);
	buf_add(renderer->out, text);
	renderer->line_begins = text.ptr[text.len - 1] == '\n';
}

/* What a writer makes is mostly large and not escaped: it is written straight into the output. */
static void write_made(struct buf *out, const struct value_writer *writer, bool escaped)
{
	struct buf made = BUF_EMPTY;

	if (!escaped) {
		writer->write(writer->context, out);
		return;
	}
	writer->write(writer->context, &made);
	buf_add_html(out, buf_str(&made));
	buf_release(&made);
}

static void write_value(struct renderer *renderer, const struct value *value, bool escaped)
{
	struct str text = S("");

	begin_line(renderer);
	if (value == NULL)
		return;
	if (value->kind == VALUE_TEXT)
		text = value->text;
	else if (value->kind == VALUE_BOOL)
		text = value->boolean ? S("true") : S("false");
	else if (value->kind == VALUE_WRITER)
		write_made(renderer->out, value->writer, escaped);
	if (escaped)
		buf_add_html(renderer->out, text);
	else
		buf_add(renderer->out, text);
}

static void render_nodes(
	struct renderer *renderer, const struct frame *frame, size_t begin, size_t end);

/* One level deeper, for so many items, unless it goes on without end. */
static bool enter(struct renderer *renderer, size_t items)
{
	renderer->entered += items;
	if (renderer->depth == DEEPEST || renderer->entered > MOST_ENTERED ||
		renderer->out->len > MOST_BYTES) {
		renderer->endless = true;
		return false;
	}
	renderer->depth++;
	return true;
}

static void render_section(struct renderer *renderer, const struct frame *frame, size_t index)
{
	const struct template_node *node = &frame->template->nodes[index];
	const struct value *value = look_up(frame->scope, node);
	struct scope scope = {frame->scope, value};
	struct frame inner = {frame->template, &scope, frame->overrides};

	if (!value_is_true(value) || !enter(renderer, value->kind == VALUE_LIST ? value->count : 1))
		return;
	if (value->kind == VALUE_LIST) {
		for (size_t i = 0; i < value->count; i++) {
			scope.value = &value->items[i];
			render_nodes(renderer, &inner, index + 1, node->end);
		}
	} else {
		render_nodes(renderer, &inner, index + 1, node->end);
	}
	renderer->depth--;
}

static const struct template *template_named(
	struct renderer *renderer, const struct frame *frame, const struct template_node *node)
{
	struct str name = node->name;

	if (node->dynamic) {
		name = text_of_value(look_up(frame->scope, node));
	}
	return map_get(renderer->templates->by_name, name);
}

/* Render a stretch of a template with a further indent. */
static void render_indented(struct renderer *renderer, const struct frame *frame, size_t begin,
	size_t end, struct str indent)
{
	size_t length = renderer->indent.len;

	if (!enter(renderer, 1))
		return;
	buf_add(&renderer->indent, indent);
	render_nodes(renderer, frame, begin, end);
	renderer->indent.len = length;
	renderer->depth--;
}

static void render_partial(
	struct renderer *renderer, const struct frame *frame, const struct template_node *node)
{
	const struct template *partial = template_named(renderer, frame, node);
	struct frame inner = {partial, frame->scope, NULL};

	if (partial != NULL)
		render_indented(renderer, &inner, 0, partial->count, node->indent);
}

static void render_parent(struct renderer *renderer, const struct frame *frame, size_t index)
{
	const struct template_node *node = &frame->template->nodes[index];
	const struct template *parent = template_named(renderer, frame, node);
	struct overrides overrides = {frame->overrides, frame->template, index};
	struct frame inner = {parent, frame->scope, &overrides};

	if (parent != NULL)
		render_indented(renderer, &inner, 0, parent->count, node->indent);
}

static void render_block(struct renderer *renderer, const struct frame *frame, size_t index)
{
	struct block shown = block_shown(frame->template, index, frame->overrides);
	struct frame inner = *frame;

	inner.template = shown.owner;
	render_indented(renderer, &inner, shown.node + 1, shown.owner->nodes[shown.node].end,
		frame->template->nodes[index].indent);
}

static void render_nodes(
	struct renderer *renderer, const struct frame *frame, size_t begin, size_t end)
{
	/* Without end once, the rest is cut: two partials that call both would go on for ever. */
	for (size_t i = begin; i < end && !renderer->endless; i = frame->template->nodes[i].end) {
		const struct template_node *node = &frame->template->nodes[i];

		switch (node->kind) {
		case TEMPLATE_TEXT: write_text(renderer, node->text); break;
		case TEMPLATE_VARIABLE: write_value(renderer, look_up(frame->scope, node), true); break;
		case TEMPLATE_RAW: write_value(renderer, look_up(frame->scope, node), false); break;
		case TEMPLATE_SECTION: render_section(renderer, frame, i); break;
		case TEMPLATE_INVERTED:
			if (!value_is_true(look_up(frame->scope, node)) && enter(renderer, 1)) {
				render_nodes(renderer, frame, i + 1, node->end);
				renderer->depth--;
			}
			break;
		case TEMPLATE_PARTIAL: render_partial(renderer, frame, node); break;
		case TEMPLATE_PARENT: render_parent(renderer, frame, i); break;
		case TEMPLATE_BLOCK: render_block(renderer, frame, i); break;
		}
	}
}

bool mustache_render_template(const struct templates *templates, const struct template *template,
	struct value view, struct buf *out)
{
	struct scope scope = {NULL, &view};
	struct frame frame = {template, &scope, NULL};
	struct renderer renderer = {.templates = templates, .out = out, .line_begins = true};

	render_nodes(&renderer, &frame, 0, template->count);
	buf_release(&renderer.indent);
	return !renderer.endless;
}

bool mustache_render(
	const struct templates *templates, struct str name, struct value view, struct buf *out)
{
	const struct template *template = map_get(templates->by_name, name);

	return template != NULL && mustache_render_template(templates, template, view, out);
}
