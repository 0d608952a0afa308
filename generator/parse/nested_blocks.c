#include "parse/nested_blocks.h"

#include "parse/callout.h"
#include "parse/container_blocks.h"

/* A quote whose first line is the marker of a block. */
static bool is_block(const struct node *quote)
{
	const struct node *paragraph = quote->first, *text;
	struct str name, argument;

	if (paragraph == NULL || paragraph->kind != NODE_PARAGRAPH)
		return false;
	text = paragraph->first;
	return text != NULL && text->kind == NODE_TEXT &&
		   (text->next == NULL || text->next->kind == NODE_SOFT_BREAK ||
			   text->next->kind == NODE_LINE_BREAK) &&
		   callout_marker(text->text, &name, &argument) && container_kind_of(name) != NULL;
}

/* Behind the indent and the marks of quotes, over as many columns as the first line has of them. */
static size_t inside_of_line(struct str text, size_t begin, size_t end, size_t columns)
{
	size_t at = begin;

	while (at < end && at - begin < columns && strchr(" \t>", text.ptr[at]) != NULL)
		at++;
	return at;
}

static struct mapped_text quote_text(struct markdown *markdown, const struct node *quote)
{
	struct str text = markdown->source->text;
	struct mapped_text whole = mapped_text_of(markdown->arena, text, 0, text.len);
	size_t line = quote->begin, lines, columns, count = 0;
	struct stretch *stretches;

	while (line > 0 && text.ptr[line - 1] != '\n')
		line--;
	columns = quote->begin - line;
	lines = str_count_char(str_range(text.ptr + line, text.ptr + quote->end), '\n') + 1;
	stretches = arena_array(markdown->arena, struct stretch, lines);
	while (line < quote->end) {
		size_t end = str_find_char(text, '\n', line);

		end = end == STR_NONE || end >= quote->end ? quote->end : end + 1;
		stretches[count].begin =
			count == 0 ? quote->begin : inside_of_line(text, line, end, columns);
		stretches[count++].end = end;
		line = end;
	}
	return mapped_text_pick(markdown->arena, &whole, stretches, count);
}

static bool is_known(const struct diagnostics *found, const struct diagnostic *diagnostic)
{
	for (const struct diagnostic *at = found->first; at != NULL; at = at->next) {
		if (at->rule == diagnostic->rule && at->place.line == diagnostic->place.line &&
			at->place.column == diagnostic->place.column)
			return true;
	}
	return false;
}

/* The lines were looked at before: what was found then is not found again. */
static struct node *parse_anew(struct markdown *markdown, const struct node *quote)
{
	struct mapped_text text = quote_text(markdown, quote);
	struct diagnostics *found = markdown->found, again = diagnostics_make(found->arena);
	struct node *root;

	markdown->found = &again;
	root = markdown_tree(markdown, &text);
	markdown->found = found;
	for (const struct diagnostic *at = again.first; at != NULL; at = at->next) {
		if (!is_known(found, at))
			diagnostics_repeat(found, at);
	}
	return root;
}

static size_t count_blocks(struct node *root, struct node **blocks)
{
	struct node *node = root;
	size_t count = 0;

	while (node != NULL) {
		if (node->kind != NODE_QUOTE || node->begin >= node->end || !is_block(node)) {
			node = node_next_block(root, node);
			continue;
		}
		if (blocks != NULL)
			blocks[count] = node;
		count++;
		node = node_past(root, node); /* what it holds is parsed anew with it */
	}
	return count;
}

void nested_blocks_apply(struct markdown *markdown, struct node *root)
{
	size_t count;
	struct node **blocks;

	if (markdown->depth > MARKDOWN_DEEPEST || !str_has(markdown->source->text, S("[!")))
		return;
	count = count_blocks(root, NULL);
	if (count == 0)
		return;
	blocks = arena_array(markdown->arena, struct node *, count);
	count_blocks(root, blocks);
	for (size_t i = 0; i < count; i++) {
		node_move_children_behind(parse_anew(markdown, blocks[i]), blocks[i]);
		node_unlink(blocks[i]);
	}
}
