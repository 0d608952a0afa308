#include "parse/body_writer.h"

void body_add_hole(struct writer *writer, enum hole_kind kind, size_t index)
{
	writer->holes = arena_grown(writer->scratch, writer->holes, writer->hole_count,
		&writer->hole_size, sizeof(*writer->holes));
	writer->holes[writer->hole_count++] = (struct hole){
		.offset = (uint32_t)writer->html->len,
		.kind = (uint16_t)kind,
		.index = (uint32_t)index,
	};
}

struct reference *body_add_reference(struct writer *writer, enum reference_kind kind)
{
	struct reference *reference;

	writer->references = arena_grown(writer->scratch, writer->references, writer->reference_count,
		&writer->reference_size, sizeof(*writer->references));
	reference = &writer->references[writer->reference_count++];
	*reference = (struct reference){.kind = kind};
	return reference;
}

void body_write_attribute(struct writer *writer, struct str name, struct str value)
{
	buf_add_char(writer->html, ' ');
	buf_add(writer->html, name);
	buf_add_lit(writer->html, "=\"");
	buf_add_html(writer->html, value);
	buf_add_char(writer->html, '"');
}

/* Raw elements that are open when their container ends are closed there. */
static void close_raw(struct writer *writer, const struct node *node, size_t depth)
{
	if (writer->filter == NULL || !node_is_block(node) || node->kind == NODE_HTML_BLOCK)
		return;
	html_filter_close(writer->filter, depth);
	if (node->first != NULL && !node_is_block(node->first))
		html_filter_end_lines(writer->filter);
}

/* Inlines that hold nothing, or whose children are the alternative text. */
static bool is_leaf(const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
	case NODE_SOFT_BREAK:
	case NODE_LINE_BREAK:
	case NODE_CODE:
	case NODE_HTML_INLINE:
	case NODE_IMAGE: return true;
	default: return false;
	}
}

static bool is_dropped(struct writer *writer, const struct node *node)
{
	if (node->kind == NODE_HEADING)
		return writer->headings[node->number].empty;
	/* Inside of a script or the like: only raw HTML can end that, so blocks are entered. */
	return writer->filter != NULL && html_filter_dropping(writer->filter) && !node_is_block(node) &&
		   node->kind != NODE_HTML_INLINE;
}

/* A node that may hold others and is entered, but not left yet. */
struct frame {
	size_t raw_depth; /* elements of raw HTML that were open before */
	size_t reference; /* a link's */
};

static struct frame enter(struct writer *writer, const struct node *node)
{
	struct frame frame = {
		.raw_depth = writer->filter == NULL ? 0 : html_filter_depth(writer->filter)};

	if (node_is_block(node))
		body_write_block(writer, node, false);
	else
		body_enter_inline(writer, node);
	if (node->kind == NODE_LINK)
		frame.reference = writer->reference_count - 1;
	return frame;
}

static void leave(struct writer *writer, const struct node *node, const struct frame *frame)
{
	close_raw(writer, node, frame->raw_depth);
	if (node_is_block(node))
		body_write_block(writer, node, true);
	else
		body_leave_inline(writer, node, frame->reference);
}

static void write_tree(struct writer *writer, const struct node *root)
{
	struct frame *frames = NULL;
	size_t depth = 0, size = 0;
	bool leaving = false;
	const struct node *dropped = NULL;

	for (struct node *node = (struct node *)(uintptr_t)root; node != NULL;
		 node = node_step(root, node, &leaving)) {
		if (leaving) {
			depth--;
			if (dropped == node)
				dropped = NULL;
			else if (dropped == NULL)
				leave(writer, node, &frames[depth]);
		} else if (is_leaf(node)) {
			if (dropped == NULL && !is_dropped(writer, node))
				body_enter_inline(writer, node);
			leaving = true;
		} else {
			frames = arena_grown(writer->scratch, frames, depth, &size, sizeof(*frames));
			if (dropped == NULL && is_dropped(writer, node))
				dropped = node;
			if (dropped == NULL)
				frames[depth] = enter(writer, node);
			depth++;
		}
	}
}

struct body body_make(struct arena *arena, struct arena *scratch, struct buf *html,
	const struct node *root, const struct heading *headings, const struct config *config,
	const struct source *source, struct diagnostics *found)
{
	struct writer writer = {
		.arena = arena,
		.scratch = scratch,
		.html = html,
		.headings = headings,
		.source = source,
		.found = found,
		.config = config,
		.text = BUF_EMPTY,
		.heading = STR_NONE,
	};
	struct body body = {0};

	buf_clear(html);
	write_tree(&writer, root);
	if (writer.filter != NULL)
		html_filter_close(writer.filter, 0);
	buf_release(&writer.text);
	body.fragment.html = str_copy(arena, buf_str(html));
	body.fragment.holes = arena_array(arena, struct hole, writer.hole_count);
	if (writer.hole_count > 0)
		memcpy((void *)(uintptr_t)body.fragment.holes, writer.holes,
			writer.hole_count * sizeof(*writer.holes));
	body.fragment.hole_count = writer.hole_count;
	body.references = writer.references;
	body.reference_count = writer.reference_count;
	body.tables = writer.tables;
	body.code_blocks = writer.code_blocks;
	return body;
}
