#include "parse/container.h"

#include "parse/callout.h"
#include "parse/container_blocks.h"
#include "parse/lines.h"

struct container {
	const struct container_kind *kind;
	struct container_text text;
	size_t source_begin; /* where the comment stands that was left for it */
};

/* The last line of a block that begins at `first`: lines of its depth, and lazy ones behind. */
static size_t last_quote_line(const struct line_list *lines, size_t first)
{
	unsigned depth = lines->items[first].depth;
	size_t last = first;
	bool fenced = false;

	for (size_t i = first + 1; i < lines->count; i++) {
		const struct line *line = &lines->items[i];

		if (line->depth < depth && !fenced && (line->blank || depth > 1))
			break;
		/* Another block of this depth begins. */
		if (line->depth == depth && !line->code && callout_begins(line_content(lines, i)))
			break;
		if (line->depth < depth && line->fence)
			fenced = !fenced;
		last = i;
	}
	return last;
}

/* As many `> ` as a line within a block stands deeper than the block. */
static struct str deeper_marks(struct arena *arena, unsigned levels)
{
	struct buf marks = BUF_EMPTY;
	struct str copy;

	for (unsigned i = 0; i < levels; i++)
		buf_add_lit(&marks, "> ");
	copy = str_copy(arena, buf_str(&marks));
	buf_release(&marks);
	return copy;
}

/* The block's lines without its `>`; one that has none belongs to what the line before belongs to.
 */
static struct mapped_text quote_inside_text(struct markdown *markdown,
	const struct mapped_text *text, const struct line_list *lines, size_t first, size_t last)
{
	struct stretch *stretches = arena_array(markdown->arena, struct stretch, last - first + 1);
	struct edits lazy = {.arena = markdown->arena};
	struct mapped_text inside;
	unsigned depth = lines->items[first].depth, before = depth;
	size_t at = 0;

	for (size_t i = first; i <= last; i++) {
		const struct line *line = &lines->items[i];
		size_t begin = line->begin;

		if (line->depth >= depth) {
			begin = line_inside(lines, line, depth);
			before = line->depth;
		} else if (before > depth) {
			edits_add(&lazy, at, 0, deeper_marks(markdown->arena, before - depth));
		}
		begin = begin < line->next ? begin : line->next;
		stretches[i - first] = (struct stretch){begin, line->next};
		at += line->next - begin;
	}
	inside = mapped_text_pick(markdown->arena, text, stretches, last - first + 1);
	return mapped_text_edit(markdown->arena, &inside, &lazy);
}

static void remember(
	struct markdown *markdown, struct containers *containers, struct container *container)
{
	containers->items = arena_grown(markdown->arena, containers->items, containers->count,
		&containers->size, sizeof(struct container *));
	containers->items[containers->count++] = container;
}

static struct str comment_of(struct arena *arena, size_t index)
{
	return str_format(arena, "<!--p-block:%zu-->", index);
}

/* Leave a comment for the bytes from `begin` to `end` of the text. */
static void leave_comment(struct markdown *markdown, const struct mapped_text *text,
	struct containers *containers, struct edits *edits, struct container *container, size_t begin,
	size_t end)
{
	struct str comment = comment_of(markdown->arena, containers->count);

	container->source_begin = mapped_text_source(text, begin);
	edits_add(edits, begin, end - begin, str_concat(markdown->arena, comment, S("\n")));
	remember(markdown, containers, container);
}

/* The block at a line of a quote: its last line, or STR_NONE when none begins there. */
static size_t take_quote(struct markdown *markdown, const struct mapped_text *text,
	const struct line_list *lines, size_t first, struct containers *containers, struct edits *edits)
{
	const struct line *line = &lines->items[first];
	const struct container_kind *kind;
	struct container *container;
	struct str name, argument;
	size_t last, mark;

	if (line->depth == 0 || !callout_marker(str_trim(line_content(lines, first)), &name, &argument))
		return STR_NONE;
	kind = container_kind_of(name);
	if (kind == NULL)
		return STR_NONE;
	last = last_quote_line(lines, first);
	container = arena_new(markdown->arena, struct container);
	container->kind = kind;
	container->text = (struct container_text){
		.argument = argument,
		.inside = quote_inside_text(markdown, text, lines, first, last),
		.marker_begin = mapped_text_source(text, line->content),
		.marker_end = mapped_text_source(text, line->end),
	};
	/* The quotes around and the spaces behind them stay. */
	mark = str_find_char(text->bytes, '>', line_inside(lines, line, line->depth - 1));
	leave_comment(markdown, text, containers, edits, container, mark, lines->items[last].next);
	return last;
}

/* A line within details, without the quotes and the indent of those. */
static struct stretch details_line(
	const struct line_list *lines, const struct line *line, unsigned depth, size_t indent)
{
	size_t begin = line_inside(lines, line, line->depth < depth ? line->depth : depth);

	for (size_t i = 0; i < indent && begin < line->end && lines->text.ptr[begin] == ' '; i++)
		begin++;
	return (struct stretch){begin < line->next ? begin : line->next, line->next};
}

/* What stands before the block on its lines: a list's indent, or nothing. */
static size_t details_indent(const struct line_list *lines, size_t first)
{
	struct str content = line_content(lines, first);
	size_t indent = 0;

	while (indent < content.len && content.ptr[indent] == ' ')
		indent++;
	return indent;
}

/* Four columns deep it is code, unless a list goes that deep. */
static bool is_indented_code(const struct line_list *lines, size_t first)
{
	size_t indent = details_indent(lines, first);

	if (indent < 4)
		return false;
	for (size_t i = first; i-- > 0;) {
		const struct line *line = &lines->items[i];

		if (line->blank || line->indent >= indent)
			continue;
		if (line->marker > 0)
			return false;
		if (line->indent == 0)
			return true;
	}
	return true;
}

/* `/// details | Title` … `///`, or `<details>` … `</details>`, each alone on its line. */
static size_t take_details(struct markdown *markdown, const struct mapped_text *text,
	const struct line_list *lines, const size_t *ends, size_t first, struct containers *containers,
	struct edits *edits)
{
	struct details_head head;
	const struct line *line = &lines->items[first];
	size_t indent = details_indent(lines, first), last = ends[first];
	struct container *container;
	struct stretch *stretches, title;

	if (!details_begin(line_content(lines, first), &head) || is_indented_code(lines, first))
		return STR_NONE;
	title.begin = head.title.len > 0 ? (size_t)(head.title.ptr - text->bytes.ptr) : 0;
	title.end = title.begin + head.title.len;
	container = arena_new(markdown->arena, struct container);
	container->kind = &details_kind;
	container->text = (struct container_text){
		.title = mapped_text_pick(markdown->arena, text, &title, 1),
		.open = head.open,
		.unclosed = last == STR_NONE,
		.marker_begin = mapped_text_source(text, line->content + indent),
		.marker_end = mapped_text_source(text, line->end),
	};
	/* Without an end only the title is a block: the text behind it stays where it is. */
	if (last == STR_NONE)
		last = first;
	stretches = arena_array(markdown->arena, struct stretch, last - first + 1);
	for (size_t i = first + 1; i < last; i++)
		stretches[i - first - 1] = details_line(lines, &lines->items[i], line->depth, indent);
	container->text.inside =
		mapped_text_pick(markdown->arena, text, stretches, last > first ? last - first - 1 : 0);
	leave_comment(markdown, text, containers, edits, container, line->content + indent,
		lines->items[last].next);
	return last;
}

/* Slashes or a tag; few lines begin so. */
static bool may_begin_details(const struct line_list *lines, const struct line *line)
{
	char head = line->blank ? '\0' : lines->text.ptr[line->head];

	return head == '/' || head == '<';
}

/* Where details end, by the lines that begin them; NULL for a text that has none. */
static const size_t *find_details(struct markdown *markdown, const struct line_list *lines)
{
	if (!str_has(lines->text, S("///")) && !str_has(lines->text, S("<details")))
		return NULL;
	return details_ends(markdown->arena, lines);
}

struct mapped_text containers_take_out(
	struct markdown *markdown, const struct mapped_text *text, struct containers *containers)
{
	struct edits edits = {.arena = markdown->arena};
	const struct line_list *lines = markdown_lines(markdown, text->bytes);
	const size_t *ends = NULL;
	bool looked = false;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->items[i];
		bool details = may_begin_details(lines, line);
		size_t last;

		if (line->code || (line->depth == 0 && !details))
			continue;
		last = take_quote(markdown, text, lines, i, containers, &edits);
		if (details && !looked)
			ends = find_details(markdown, lines);
		looked = looked || details;
		if (last == STR_NONE && details && ends != NULL)
			last = take_details(markdown, text, lines, ends, i, containers, &edits);
		if (last != STR_NONE)
			i = last;
	}
	return mapped_text_edit(markdown->arena, text, &edits);
}

/*
 * The container whose comment a node is, or NULL. Both come in the order of
 * the text, so the search goes on where it ended.
 */
static struct container *container_of(struct markdown *markdown, const struct node *node,
	const struct containers *containers, size_t *next)
{
	while (*next < containers->count && containers->items[*next]->source_begin < node->begin)
		(*next)++;
	for (size_t i = *next;
		 i < containers->count && containers->items[i]->source_begin == node->begin; i++) {
		if (str_equal(str_trim(node->text), comment_of(markdown->arena, i)))
			return containers->items[i];
	}
	return NULL;
}

void containers_put_back(
	struct markdown *markdown, struct node *root, const struct containers *containers)
{
	bool leaving = false;
	size_t next = 0;

	if (containers->count == 0)
		return;
	for (struct node *node = root; node != NULL; node = node_step(root, node, &leaving)) {
		struct container *container;

		if (!leaving || node->kind != NODE_HTML_BLOCK)
			continue;
		container = container_of(markdown, node, containers, &next);
		if (container == NULL)
			continue;
		node->kind = NODE_BOX;
		node->text = S("");
		container->kind->build(markdown, node, &container->text);
	}
}
