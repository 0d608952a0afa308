#define CMARK_NO_SHORT_NAMES /* they are names of ours */
#include "parse/cmark.h"

#include <assert.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include "base/pool.h"

void cmark_prepare(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

/* Where each line of the text begins; line 1 is starts[0]. */
struct lines {
	const size_t *starts;
	size_t count;
	size_t text_length;
};

static struct lines lines_of(struct arena *arena, struct str text)
{
	size_t count = str_count_char(text, '\n') + 1, at = 0;
	size_t *starts = arena_array(arena, size_t, count + 1);

	for (size_t line = 1; line < count; line++) {
		at = str_find_char(text, '\n', at) + 1;
		starts[line] = at;
	}
	return (struct lines){starts, count, text.len};
}

static size_t line_start(const struct lines *lines, int line)
{
	if (line < 1)
		return 0;
	return (size_t)line > lines->count ? lines->text_length : lines->starts[line - 1];
}

static enum node_kind table_kind(const cmark_node *source)
{
	const char *name = cmark_node_get_type_string((cmark_node *)(uintptr_t)source);

	/* The extension's node types are variables that no installed header declares. */
	if (strcmp(name, "table") == 0)
		return NODE_TABLE;
	return strcmp(name, "table_cell") == 0 ? NODE_CELL : NODE_ROW;
}

static enum node_kind kind_of(cmark_node *source)
{
	switch (cmark_node_get_type(source)) {
	case CMARK_NODE_DOCUMENT: return NODE_DOCUMENT;
	case CMARK_NODE_BLOCK_QUOTE: return NODE_QUOTE;
	case CMARK_NODE_LIST: return NODE_LIST;
	case CMARK_NODE_ITEM: return NODE_ITEM;
	case CMARK_NODE_CODE_BLOCK: return NODE_CODE_BLOCK;
	case CMARK_NODE_HTML_BLOCK: return NODE_HTML_BLOCK;
	case CMARK_NODE_PARAGRAPH: return NODE_PARAGRAPH;
	case CMARK_NODE_HEADING: return NODE_HEADING;
	case CMARK_NODE_THEMATIC_BREAK: return NODE_RULE;
	case CMARK_NODE_TEXT: return NODE_TEXT;
	case CMARK_NODE_SOFTBREAK: return NODE_SOFT_BREAK;
	case CMARK_NODE_LINEBREAK: return NODE_LINE_BREAK;
	case CMARK_NODE_CODE: return NODE_CODE;
	case CMARK_NODE_HTML_INLINE: return NODE_HTML_INLINE;
	case CMARK_NODE_EMPH: return NODE_EMPHASIS;
	case CMARK_NODE_STRONG: return NODE_STRONG;
	case CMARK_NODE_LINK: return NODE_LINK;
	case CMARK_NODE_IMAGE: return NODE_IMAGE;
	default: return table_kind(source);
	}
}

/* cmark's strings live as long as the arena. */
static struct str text_of(const char *terminated)
{
	return terminated == NULL ? S("") : str_of(terminated);
}

static void take_list(cmark_node *source, struct node *node)
{
	node->ordered = cmark_node_get_list_type(source) == CMARK_ORDERED_LIST;
	node->tight = cmark_node_get_list_tight(source) != 0;
	node->number = (uint32_t)cmark_node_get_list_start(source);
}

static uint8_t alignment_of(const uint8_t *alignments, size_t column, size_t columns)
{
	if (alignments == NULL || column >= columns)
		return ALIGN_NONE;
	switch (alignments[column]) {
	case 'l': return ALIGN_LEFT;
	case 'c': return ALIGN_CENTER;
	case 'r': return ALIGN_RIGHT;
	default: return ALIGN_NONE;
	}
}

/* The head's line is not reliable where a paragraph stood directly above it; the rows' lines are.
 */
static int header_line(cmark_node *table)
{
	cmark_node *row = cmark_node_next(cmark_node_first_child(table));

	if (row != NULL)
		return cmark_node_get_start_line(row) - 2;
	return cmark_node_get_end_line(table) - 1;
}

static void take_row(cmark_node *source, const struct lines *lines, struct node *node)
{
	int line = cmark_node_get_start_line(source);

	node->header = cmark_gfm_extensions_get_table_row_is_header(source) != 0;
	if (node->header)
		line = header_line(cmark_node_parent(source));
	node->begin = (uint32_t)line_start(lines, line);
	node->end = (uint32_t)line_start(lines, line + 1);
	if (node->header)
		node->parent->begin = node->begin;
}

static void take_cell(cmark_node *source, struct node *node)
{
	cmark_node *table = cmark_node_parent(cmark_node_parent(source));
	size_t column = 0;

	for (const struct node *cell = node->parent->first; cell != node; cell = cell->next)
		column++;
	node->header = node->parent->header;
	node->begin = node->parent->begin;
	node->end = node->parent->end;
	node->alignment = alignment_of(cmark_gfm_extensions_get_table_alignments(table), column,
		cmark_gfm_extensions_get_table_columns(table));
}

static void take_block_place(cmark_node *source, const struct lines *lines, struct node *node)
{
	int line = cmark_node_get_start_line(source);
	int column = cmark_node_get_start_column(source);

	if (line < 1) {
		/* A paragraph that was split off before a table has no place of its own. */
		node->begin = node->parent == NULL ? 0 : node->parent->begin;
	} else {
		size_t begin = line_start(lines, line) + (column > 1 ? (size_t)column - 1 : 0);
		size_t next = line_start(lines, line + 1);

		node->begin = (uint32_t)(begin < next ? begin : line_start(lines, line));
	}
	node->end = (uint32_t)line_start(lines, cmark_node_get_end_line(source) + 1);
	if (node->end < node->begin)
		node->end = (uint32_t)lines->text_length;
}

static void take_details(cmark_node *source, const struct lines *lines, struct node *node)
{
	switch (node->kind) {
	case NODE_HEADING: node->level = (uint8_t)cmark_node_get_heading_level(source); break;
	case NODE_LIST: take_list(source, node); break;
	case NODE_CODE_BLOCK: node->info = text_of(cmark_node_get_fence_info(source)); break;
	case NODE_ROW: take_row(source, lines, node); break;
	case NODE_CELL: take_cell(source, node); break;
	case NODE_LINK:
	case NODE_IMAGE:
		node->destination = text_of(cmark_node_get_url(source));
		node->info = text_of(cmark_node_get_title(source));
		break;
	default: break;
	}
}

static struct node *take_node(
	struct arena *arena, cmark_node *source, const struct lines *lines, struct node *parent)
{
	struct node *node = node_create(arena, kind_of(source), 0, 0);

	if (parent != NULL)
		node_append(parent, node);
	if (node_is_block(node) && node->kind != NODE_ROW && node->kind != NODE_CELL)
		take_block_place(source, lines, node);
	take_details(source, lines, node);
	node->text = text_of(cmark_node_get_literal(source));
	return node;
}

static struct node *convert(struct arena *arena, cmark_node *document, const struct lines *lines)
{
	cmark_iter *iterator = cmark_iter_new(document);
	struct node *root = NULL, *open = NULL;
	cmark_event_type event;

	while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
		cmark_node *source = cmark_iter_get_node(iterator);
		struct node *node;

		if (event == CMARK_EVENT_EXIT) {
			open = open->parent;
			continue;
		}
		node = take_node(arena, source, lines, open);
		if (root == NULL)
			root = node;
		/* Leaves have no exit event. */
		if (node->kind != NODE_TEXT && node->kind != NODE_CODE && node->kind != NODE_SOFT_BREAK &&
			node->kind != NODE_LINE_BREAK && node->kind != NODE_HTML_INLINE &&
			node->kind != NODE_HTML_BLOCK && node->kind != NODE_CODE_BLOCK &&
			node->kind != NODE_RULE)
			open = node;
	}
	return root;
}

/* Of the parse that runs in this thread: what cmark calls for memory gets no argument that says so.
 */
static _Thread_local struct pool *pool;

static void *take_memory(size_t count, size_t size)
{
	assert(size == 0 || count <= SIZE_MAX / size);
	return pool_alloc(pool, count * size);
}

static void *resize_memory(void *memory, size_t size)
{
	return pool_resize(pool, memory, size);
}

static void free_memory(void *memory)
{
	pool_free(pool, memory);
}

struct node *cmark_tree(struct arena *arena, struct str text)
{
	static cmark_mem memory = {take_memory, resize_memory, free_memory};
	struct lines lines = lines_of(arena, text);
	struct pool own = pool_make(arena);
	cmark_parser *parser;
	cmark_node *document;
	struct node *root;

	pool = &own;
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, text.ptr, text.len);
	document = cmark_parser_finish(parser);
	cmark_consolidate_text_nodes(document);
	root = convert(arena, document, &lines);
	/* Parser, nodes and iterator are the arena's. */
	pool = NULL;
	assert(root != NULL);
	root->end = (uint32_t)text.len;
	return root;
}
