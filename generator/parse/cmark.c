#define CMARK_NO_SHORT_NAMES /* they are names of ours */
#include "parse/cmark.h"

#include <assert.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <cmark-gfm/node.h>

#include "base/finder.h"
#include "base/pool.h"

/*
 * Nodes are read as the library's own header lays them out, since its functions
 * copy each text to put a NUL behind it. Header and library can't differ: the
 * library's name (SONAME) holds its whole version.
 */

void cmark_prepare(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

/* Where each line of the text begins; line 1 is starts[0]. */
struct lines {
	uint32_t *starts;
	size_t count;
	size_t text_length;
};

static struct lines lines_of(struct arena *arena, struct str text)
{
	struct lines lines = {.text_length = text.len};
	struct finder ends = finder_make(text, '\n', 0);
	size_t size = 0, begin = 0;

	do {
		lines.starts = arena_grown(arena, lines.starts, lines.count, &size, sizeof(*lines.starts));
		lines.starts[lines.count++] = (uint32_t)begin;
		begin = finder_next(&ends) + 1;
	} while (begin > 0);
	return lines;
}

static size_t line_start(const struct lines *lines, int line)
{
	if (line < 1)
		return 0;
	return (size_t)line > lines->count ? lines->text_length : lines->starts[line - 1];
}

static enum node_kind table_kind(cmark_node *source)
{
	const char *name = cmark_node_get_type_string(source);

	/* The extension's node types are variables that no installed header declares. */
	if (strcmp(name, "table") == 0)
		return NODE_TABLE;
	return strcmp(name, "table_cell") == 0 ? NODE_CELL : NODE_ROW;
}

/* By the value of cmark's type. */
static const uint8_t block_kinds[] = {
	[CMARK_NODE_DOCUMENT & CMARK_NODE_VALUE_MASK] = NODE_DOCUMENT,
	[CMARK_NODE_BLOCK_QUOTE & CMARK_NODE_VALUE_MASK] = NODE_QUOTE,
	[CMARK_NODE_LIST & CMARK_NODE_VALUE_MASK] = NODE_LIST,
	[CMARK_NODE_ITEM & CMARK_NODE_VALUE_MASK] = NODE_ITEM,
	[CMARK_NODE_CODE_BLOCK & CMARK_NODE_VALUE_MASK] = NODE_CODE_BLOCK,
	[CMARK_NODE_HTML_BLOCK & CMARK_NODE_VALUE_MASK] = NODE_HTML_BLOCK,
	[CMARK_NODE_PARAGRAPH & CMARK_NODE_VALUE_MASK] = NODE_PARAGRAPH,
	[CMARK_NODE_HEADING & CMARK_NODE_VALUE_MASK] = NODE_HEADING,
	[CMARK_NODE_THEMATIC_BREAK & CMARK_NODE_VALUE_MASK] = NODE_RULE,
};

static const uint8_t inline_kinds[] = {
	[CMARK_NODE_TEXT & CMARK_NODE_VALUE_MASK] = NODE_TEXT,
	[CMARK_NODE_SOFTBREAK & CMARK_NODE_VALUE_MASK] = NODE_SOFT_BREAK,
	[CMARK_NODE_LINEBREAK & CMARK_NODE_VALUE_MASK] = NODE_LINE_BREAK,
	[CMARK_NODE_CODE & CMARK_NODE_VALUE_MASK] = NODE_CODE,
	[CMARK_NODE_HTML_INLINE & CMARK_NODE_VALUE_MASK] = NODE_HTML_INLINE,
	[CMARK_NODE_EMPH & CMARK_NODE_VALUE_MASK] = NODE_EMPHASIS,
	[CMARK_NODE_STRONG & CMARK_NODE_VALUE_MASK] = NODE_STRONG,
	[CMARK_NODE_LINK & CMARK_NODE_VALUE_MASK] = NODE_LINK,
	[CMARK_NODE_IMAGE & CMARK_NODE_VALUE_MASK] = NODE_IMAGE,
};

static enum node_kind kind_of(cmark_node *source)
{
	unsigned type = source->type, value = type & CMARK_NODE_VALUE_MASK;

	if ((type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE)
		return inline_kinds[value];
	return value < COUNT(block_kinds) ? (enum node_kind)block_kinds[value] : table_kind(source);
}

/* cmark's strings live as long as the arena. */
static struct str text_of(const cmark_chunk *chunk)
{
	return str_make((const char *)chunk->data, (size_t)chunk->len);
}

static void take_list(const cmark_list *list, struct node *node)
{
	node->ordered = list->list_type == CMARK_ORDERED_LIST;
	node->tight = list->tight;
	node->number = (uint32_t)list->start;
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
static int header_line(const cmark_node *table)
{
	const cmark_node *row = table->first_child->next;

	return row != NULL ? row->start_line - 2 : table->end_line - 1;
}

static void take_row(cmark_node *source, const struct lines *lines, struct node *node)
{
	int line = source->start_line;

	node->header = cmark_gfm_extensions_get_table_row_is_header(source) != 0;
	if (node->header)
		line = header_line(source->parent);
	node->begin = (uint32_t)line_start(lines, line);
	node->end = (uint32_t)line_start(lines, line + 1);
	if (node->header)
		node->parent->begin = node->begin;
}

static void take_cell(cmark_node *source, struct node *node)
{
	cmark_node *table = source->parent->parent;
	size_t column = 0;

	for (const struct node *cell = node->parent->first; cell != node; cell = cell->next)
		column++;
	node->header = node->parent->header;
	node->begin = node->parent->begin;
	node->end = node->parent->end;
	node->alignment = alignment_of(cmark_gfm_extensions_get_table_alignments(table), column,
		cmark_gfm_extensions_get_table_columns(table));
}

static void take_block_place(const cmark_node *source, const struct lines *lines, struct node *node)
{
	int line = source->start_line, column = source->start_column;

	if (line < 1) {
		/* A paragraph that was split off before a table has no place of its own. */
		node->begin = node->parent->begin;
	} else {
		size_t begin = line_start(lines, line) + (column > 1 ? (size_t)column - 1 : 0);
		size_t next = line_start(lines, line + 1);

		node->begin = (uint32_t)(begin < next ? begin : line_start(lines, line));
	}
	node->end = (uint32_t)line_start(lines, source->end_line + 1);
	if (node->end < node->begin)
		node->end = (uint32_t)lines->text_length;
}

static void take_details(cmark_node *source, const struct lines *lines, struct node *node)
{
	switch (node->kind) {
	case NODE_HEADING: node->level = (uint8_t)source->as.heading.level; break;
	case NODE_LIST: take_list(&source->as.list, node); break;
	case NODE_ROW: take_row(source, lines, node); break;
	case NODE_CELL: take_cell(source, node); break;
	case NODE_CODE_BLOCK:
		node->info = text_of(&source->as.code.info);
		node->text = text_of(&source->as.code.literal);
		break;
	case NODE_HTML_BLOCK:
	case NODE_TEXT:
	case NODE_CODE:
	case NODE_HTML_INLINE: node->text = text_of(&source->as.literal); break;
	case NODE_LINK:
	case NODE_IMAGE:
		node->destination = text_of(&source->as.link.url);
		node->info = text_of(&source->as.link.title);
		break;
	default: break;
	}
}

/* Nodes come from the arena so many at a time: clearing one alone costs several times as much. */
#define NODES_AT_ONCE 12

struct reader {
	struct arena *arena;
	struct lines lines;
	struct node *nodes; /* that are not used yet */
	size_t node_count;
	uint32_t kinds; /* bits of those that were met */
};

static struct node *unused_node(struct reader *reader)
{
	if (reader->node_count == 0) {
		reader->nodes = arena_array(reader->arena, struct node, NODES_AT_ONCE);
		reader->node_count = NODES_AT_ONCE;
	}
	reader->node_count--;
	return reader->nodes++;
}

static struct node *take_node(struct reader *reader, cmark_node *source, struct node *parent)
{
	struct node *node = unused_node(reader);

	node->kind = kind_of(source);
	reader->kinds |= (uint32_t)1 << node->kind;
	node_append(parent, node);
	if (node_is_block(node) && node->kind != NODE_ROW && node->kind != NODE_CELL)
		take_block_place(source, &reader->lines, node);
	take_details(source, &reader->lines, node);
	return node;
}

static struct node *convert(struct reader *reader, cmark_node *document)
{
	struct node *root = unused_node(reader), *parent = root;
	cmark_node *source = document->first_child;

	root->kind = NODE_DOCUMENT;
	root->end = (uint32_t)reader->lines.text_length;
	while (source != NULL) {
		struct node *node = take_node(reader, source, parent);

		if (source->first_child != NULL) {
			source = source->first_child;
			parent = node;
			continue;
		}
		while (source->next == NULL && source->parent != document) {
			source = source->parent;
			parent = parent->parent;
		}
		source = source->next;
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

struct node *cmark_tree(struct arena *arena, struct str text, uint32_t *kinds)
{
	static cmark_mem memory = {take_memory, resize_memory, free_memory};
	struct reader reader = {.arena = arena, .lines = lines_of(arena, text)};
	struct pool own = pool_make(arena);
	cmark_parser *parser;
	struct node *root;

	pool = &own;
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, text.ptr, text.len);
	root = convert(&reader, cmark_parser_finish(parser));
	/* Parser and nodes are the arena's. */
	pool = NULL;
	*kinds = reader.kinds;
	return root;
}
