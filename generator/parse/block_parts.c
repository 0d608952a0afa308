#include "parse/block_parts.h"

static struct node *box_create(
	struct markdown *markdown, const struct node *at, struct str tag, struct str classes)
{
	struct node *box = node_create(markdown->arena, NODE_BOX, at->begin, at->end);

	box->info = tag;
	box->attributes.classes = classes;
	return box;
}

struct node *block_box(
	struct markdown *markdown, struct node *parent, struct str tag, struct str classes)
{
	struct node *box = box_create(markdown, parent, tag, classes);

	node_append(parent, box);
	return box;
}

void block_set_attribute(
	struct markdown *markdown, struct node *box, struct str name, struct str value)
{
	struct attribute *attribute = arena_new(markdown->arena, struct attribute);
	struct attribute **end = &box->attributes.others;

	while (*end != NULL)
		end = &(*end)->next;
	attribute->name = name;
	attribute->value = value;
	*end = attribute;
}

void block_report(
	struct markdown *markdown, size_t begin, size_t end, const char *message, struct str help)
{
	struct diagnostic *diagnostic = diagnostics_add(markdown->found, RULE_BLOCK_MALFORMED,
		markdown->source->path, source_place(markdown->source, begin, end), "%s", message);

	diagnostic->help = help;
}

void block_report_whole(struct markdown *markdown, const struct container_text *text,
	const char *message, struct str help)
{
	block_report(markdown, text->marker_begin, text->marker_end, message, help);
}

/* The text without its first line, the marker. */
struct mapped_text block_without_marker(struct markdown *markdown, const struct mapped_text *inside)
{
	size_t end = str_find_char(inside->bytes, '\n', 0);
	struct stretch rest = {end == STR_NONE ? inside->bytes.len : end + 1, inside->bytes.len};

	return mapped_text_pick(markdown->arena, inside, &rest, 1);
}

void block_append(struct markdown *markdown, struct node *parent, const struct mapped_text *text)
{
	node_move_children(markdown_tree(markdown, text), parent);
}

struct mapped_text block_lines(struct markdown *markdown, const struct mapped_text *text,
	const struct line_list *lines, size_t first, size_t last, bool unquote)
{
	struct stretch *stretches = arena_array(markdown->arena, struct stretch, last - first + 1);

	for (size_t i = first; i <= last; i++) {
		const struct line *line = &lines->items[i];
		size_t begin = line_inside(lines, line, unquote && line->depth > 0 ? 1 : 0);

		stretches[i - first] =
			(struct stretch){begin < line->next ? begin : line->next, line->next};
	}
	return mapped_text_pick(markdown->arena, text, stretches, last - first + 1);
}

/* Where a backslash keeps a title's head from beginning a block (CommonMark, 4 and 5); or STR_NONE.
 */
static size_t block_mark(struct str title)
{
	size_t at = 0, marker;

	while (at < title.len && ascii_is_space(title.ptr[at]))
		at++;
	if (at == title.len)
		return STR_NONE;
	marker = line_list_marker(str_from(title, at));
	if (marker > 0)
		return at + marker - 1;
	return strchr("#>=|~", title.ptr[at]) != NULL ? at : STR_NONE;
}

void block_append_title(
	struct markdown *markdown, struct node *parent, const struct mapped_text *text)
{
	struct edits edits = {.arena = markdown->arena};
	size_t mark = block_mark(text->bytes);
	struct mapped_text title;
	struct node *root;

	if (mark != STR_NONE)
		edits_add(&edits, mark, 0, S("\\"));
	title = mapped_text_edit(markdown->arena, text, &edits);
	root = markdown_tree(markdown, &title);
	for (struct node *block = root->first, *next; block != NULL; block = next) {
		next = block->next;
		if (block->kind == NODE_HTML_BLOCK)
			node_append(parent, block);
		else
			node_move_children(block, parent);
	}
}
