#include "parse/body_writer.h"
#include "parse/outline.h"

static struct attributes copy_attributes(struct arena *arena, const struct attributes *from)
{
	struct attributes copy = {
		.classes = str_copy(arena, from->classes),
		.id = str_copy(arena, from->id),
	};
	struct attribute **end = &copy.others;

	for (const struct attribute *other = from->others; other != NULL; other = other->next) {
		*end = arena_new(arena, struct attribute);
		(*end)->name = str_copy(arena, other->name);
		(*end)->value = str_copy(arena, other->value);
		end = &(*end)->next;
	}
	return copy;
}

static size_t refer_to(struct writer *writer, const struct node *node, enum reference_kind kind)
{
	struct reference *reference = body_add_reference(writer, kind);

	buf_clear(&writer->text);
	node_plain_text(node, true, &writer->text);
	reference->destination = str_copy(writer->arena, node->destination);
	reference->title = str_copy(writer->arena, node->info);
	reference->text = str_copy(writer->arena, buf_str(&writer->text));
	reference->attributes = copy_attributes(writer->arena, &node->attributes);
	reference->place = source_place(writer->source, node->destination_begin, node->destination_end);
	reference->span =
		source_span_of(writer->source, node->destination_begin, node->destination_end);
	reference->whole = source_place(writer->source, node->begin, node->end);
	reference->autolink = node->autolink;
	reference->empty =
		kind == REFERENCE_LINK && text_is_blank(reference->text) && !node_has_image(node);
	return writer->reference_count - 1;
}

void body_enter_inline(struct writer *writer, const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT: buf_add_html(writer->html, node->text); break;
	case NODE_SOFT_BREAK: buf_add_char(writer->html, '\n'); break;
	case NODE_LINE_BREAK: buf_add_lit(writer->html, "<br>\n"); break;
	case NODE_CODE: body_write_code(writer, node); break;
	case NODE_HTML_INLINE: body_write_raw(writer, node); break;
	case NODE_EMPHASIS: buf_add_lit(writer->html, "<em>"); break;
	case NODE_STRONG: buf_add_lit(writer->html, "<strong>"); break;
	case NODE_LINK:
		body_add_hole(writer, HOLE_LINK_OPEN, refer_to(writer, node, REFERENCE_LINK));
		break;
	case NODE_IMAGE:
		body_add_hole(writer, HOLE_IMAGE, refer_to(writer, node, REFERENCE_IMAGE));
		break;
	default: break;
	}
}

void body_leave_inline(struct writer *writer, const struct node *node, size_t reference)
{
	switch (node->kind) {
	case NODE_EMPHASIS: buf_add_lit(writer->html, "</em>"); break;
	case NODE_STRONG: buf_add_lit(writer->html, "</strong>"); break;
	case NODE_LINK: body_add_hole(writer, HOLE_LINK_CLOSE, reference); break;
	default: break;
	}
}
