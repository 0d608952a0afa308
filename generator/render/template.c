#include "render/template.h"

#define DEEPEST 256

struct open_tag {
	size_t node;
	bool text_before; /* parent: text stood before it on its line */
	size_t line;
	bool alone; /* block: its tag was alone on its line */
};

struct parser {
	struct arena *arena;
	struct str source;
	struct str open, close; /* the delimiters */
	struct template_node *nodes;
	size_t count, size;
	struct open_tag stack[DEEPEST];
	size_t depth;
	size_t at;
	size_t line;
	bool text_on_line; /* something that shows stood on this line already */
	struct template_error *error;
};

struct tag {
	char sigil; /* 0 for a plain variable */
	struct str name;
	size_t begin, end; /* of the whole tag */
};

static bool fail(struct parser *parser, size_t begin, size_t end, struct str message)
{
	*parser->error = (struct template_error){begin, end, message};
	return false;
}

static struct template_node *add_node(struct parser *parser, enum template_kind kind)
{
	struct template_node *node;

	parser->nodes = arena_grown(
		parser->arena, parser->nodes, parser->count, &parser->size, sizeof(*parser->nodes));
	node = &parser->nodes[parser->count++];
	*node = (struct template_node){.kind = kind, .end = parser->count};
	return node;
}

static bool at_line_begin(const struct parser *parser, size_t at)
{
	return at == 0 || parser->source.ptr[at - 1] == '\n';
}

/* Literal text, a node for each line, so that lines can be indented anew. */
static void add_text(struct parser *parser, size_t begin, size_t end)
{
	while (begin < end) {
		size_t newline = str_find_char(str_first(parser->source, end), '\n', begin);
		size_t stop = newline == STR_NONE ? end : newline + 1;
		struct template_node *node = add_node(parser, TEMPLATE_TEXT);

		node->text = str_range(parser->source.ptr + begin, parser->source.ptr + stop);
		node->line_begin = at_line_begin(parser, begin);
		if (newline != STR_NONE) {
			parser->text_on_line = false;
			parser->line++;
		} else if (str_trim(node->text).len > 0) {
			parser->text_on_line = true;
		}
		begin = stop;
	}
}

static void split_name(struct parser *parser, struct template_node *node, struct str name)
{
	struct str rest = name, part;
	struct str *parts;
	size_t count = 1;

	node->name = name;
	if (str_equal(name, S(".")))
		return;
	for (size_t i = 0; i < name.len; i++)
		count += name.ptr[i] == '.';
	parts = arena_array(parser->arena, struct str, count);
	while (str_next_part(&rest, '.', &part))
		parts[node->part_count++] = part;
	node->parts = parts;
}

/* Blanks up to and with the next line end, or the end of the text: its length behind `at`. */
static bool line_rest_is_blank(const struct parser *parser, size_t at, size_t *end)
{
	while (at < parser->source.len &&
		   (parser->source.ptr[at] == ' ' || parser->source.ptr[at] == '\t' ||
			   parser->source.ptr[at] == '\r'))
		at++;
	if (at < parser->source.len && parser->source.ptr[at] != '\n')
		return false;
	*end = at < parser->source.len ? at + 1 : at;
	return true;
}

/* The blanks between the line's begin and `at`. */
static struct str blanks_before(const struct parser *parser, size_t at)
{
	size_t begin = at;

	while (begin > 0 &&
		   (parser->source.ptr[begin - 1] == ' ' || parser->source.ptr[begin - 1] == '\t'))
		begin--;
	return str_range(parser->source.ptr + begin, parser->source.ptr + at);
}

/* Take the blanks off the last text: a tag's own line is not there. */
static void drop_blanks(struct parser *parser, struct str blanks)
{
	struct template_node *last = parser->count > 0 ? &parser->nodes[parser->count - 1] : NULL;

	if (blanks.len == 0 || last == NULL || last->kind != TEMPLATE_TEXT)
		return;
	last->text.len -= blanks.len < last->text.len ? blanks.len : last->text.len;
}

/* Alone on its line, a tag leaves nothing of the line. */
static bool stands_alone(struct parser *parser, const struct tag *tag, struct str *indent)
{
	size_t end;

	*indent = S("");
	if (parser->text_on_line || !line_rest_is_blank(parser, tag->end, &end))
		return false;
	*indent = blanks_before(parser, tag->begin);
	drop_blanks(parser, *indent);
	parser->at = end;
	parser->line++;
	parser->text_on_line = false;
	return true;
}

static bool read_tag(struct parser *parser, size_t begin, struct tag *tag)
{
	size_t inside = begin + parser->open.len, end;
	struct str close = parser->close;
	bool triple;

	tag->begin = begin;
	triple = inside < parser->source.len && parser->source.ptr[inside] == '{';
	if (triple)
		close = str_concat(parser->arena, S("}"), close);
	end = str_find(parser->source, close, inside);
	if (end == STR_NONE)
		return fail(parser, begin, begin + parser->open.len, S("the tag is never closed"));
	tag->end = end + close.len;
	tag->name = str_trim(str_range(parser->source.ptr + inside, parser->source.ptr + end));
	tag->sigil = '\0';
	if (tag->name.len > 0 && strchr("#^/>!&<$={", tag->name.ptr[0]) != NULL) {
		tag->sigil = tag->name.ptr[0];
		tag->name = str_trim(str_from(tag->name, 1));
	}
	if (tag->sigil == '=' && tag->name.len > 0)
		tag->name = str_trim(str_first(tag->name, tag->name.len - 1));
	if (tag->name.len == 0 && tag->sigil != '!')
		return fail(parser, tag->begin, tag->end, S("the tag has no name"));
	return true;
}

static bool push(
	struct parser *parser, const struct tag *tag, size_t node, bool alone, bool text_before)
{
	if (parser->depth == DEEPEST)
		return fail(parser, tag->begin, tag->end, S("sections are nested too deep"));
	parser->stack[parser->depth++] = (struct open_tag){
		.node = node, .text_before = text_before, .line = parser->line, .alone = alone};
	return true;
}

static bool open_section(struct parser *parser, const struct tag *tag)
{
	struct str indent;
	bool text_before = parser->text_on_line;
	size_t line = parser->line;
	bool alone = stands_alone(parser, tag, &indent);
	enum template_kind kind = tag->sigil == '#'   ? TEMPLATE_SECTION
							  : tag->sigil == '^' ? TEMPLATE_INVERTED
							  : tag->sigil == '<' ? TEMPLATE_PARENT
												  : TEMPLATE_BLOCK;
	struct str blanks = blanks_before(parser, tag->begin);
	struct template_node *node;

	if (!alone && !text_before && kind == TEMPLATE_BLOCK) {
		/* `  {{$block}}…`: the blanks become the block's indent. */
		indent = blanks;
		drop_blanks(parser, blanks);
	}
	if (!alone && !text_before && kind == TEMPLATE_PARENT)
		indent = blanks;
	node = add_node(parser, kind);
	node->place = tag->begin;
	node->indent = indent;
	node->dynamic = kind == TEMPLATE_PARENT && tag->name.ptr[0] == '*';
	split_name(parser, node, node->dynamic ? str_trim(str_from(tag->name, 1)) : tag->name);
	if (!alone && kind != TEMPLATE_PARENT)
		parser->text_on_line = true;
	if (!push(parser, tag, parser->count - 1, alone, text_before))
		return false;
	parser->stack[parser->depth - 1].line = alone ? line : parser->line;
	return true;
}

/* What the first line of a block's content is indented by. */
static size_t content_indent(const struct parser *parser, size_t first)
{
	const struct template_node *node = &parser->nodes[first];
	size_t indent = 0;

	if (first >= parser->count)
		return 0;
	if (node->kind == TEMPLATE_BLOCK || node->kind == TEMPLATE_PARTIAL)
		return node->indent.len;
	if (node->kind != TEMPLATE_TEXT || !node->line_begin)
		return 0;
	while (indent < node->text.len &&
		   (node->text.ptr[indent] == ' ' || node->text.ptr[indent] == '\t'))
		indent++;
	return indent;
}

static struct str without_blanks(struct str text, size_t count)
{
	while (count > 0 && text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t')) {
		text = str_from(text, 1);
		count--;
	}
	return text;
}

/* A block's content loses its own indent: it gets that of the place where it is shown. */
static void dedent_block(struct parser *parser, const struct open_tag *open)
{
	struct template_node *block = &parser->nodes[open->node];
	size_t first = open->node + 1, indent;

	if (!open->alone || first >= parser->count)
		return;
	indent = content_indent(parser, first);
	if (indent == 0)
		return;
	block->indent = parser->nodes[first].kind == TEMPLATE_TEXT
						? str_first(parser->nodes[first].text, indent)
						: parser->nodes[first].indent;
	for (size_t i = first; i < parser->count; i++) {
		struct template_node *node = &parser->nodes[i];

		if (node->kind == TEMPLATE_TEXT && node->line_begin)
			node->text = without_blanks(node->text, indent);
		else if (node->kind != TEMPLATE_TEXT)
			node->indent = without_blanks(node->indent, indent);
	}
}

static bool close_section(struct parser *parser, const struct tag *tag)
{
	struct open_tag open;
	struct template_node *node;
	struct str indent, name = tag->name;
	size_t end;

	if (parser->depth == 0)
		return fail(parser, tag->begin, tag->end, S("the tag closes no section"));
	open = parser->stack[--parser->depth];
	node = &parser->nodes[open.node];
	if (node->dynamic && name.ptr[0] == '*')
		name = str_trim(str_from(name, 1));
	if (!str_equal(node->name, name))
		return fail(parser, tag->begin, tag->end,
			str_format(parser->arena, "the tag closes another section than \"" STR_FMT "\"",
				STR_ARG(node->name)));
	if (node->kind == TEMPLATE_PARENT) {
		/* What stands inside of a parent doesn't show: only text before it matters. */
		if (!(open.text_before && open.line == parser->line) &&
			line_rest_is_blank(parser, tag->end, &end)) {
			if (open.node > 0)
				drop_blanks(parser, S(""));
			parser->at = end;
			parser->line++;
			parser->text_on_line = false;
		} else {
			node->indent = S("");
		}
	} else if (!stands_alone(parser, tag, &indent)) {
		parser->text_on_line = true;
	}
	if (parser->nodes[open.node].kind == TEMPLATE_BLOCK)
		dedent_block(parser, &open);
	parser->nodes[open.node].end = parser->count;
	return true;
}

static bool add_partial(struct parser *parser, const struct tag *tag)
{
	struct str indent;
	struct template_node *node;

	if (!stands_alone(parser, tag, &indent))
		parser->text_on_line = true;
	node = add_node(parser, TEMPLATE_PARTIAL);
	node->place = tag->begin;
	node->indent = indent;
	node->dynamic = tag->name.ptr[0] == '*';
	split_name(parser, node, node->dynamic ? str_trim(str_from(tag->name, 1)) : tag->name);
	return true;
}

static void add_variable(struct parser *parser, const struct tag *tag)
{
	struct template_node *node =
		add_node(parser, tag->sigil == '\0' ? TEMPLATE_VARIABLE : TEMPLATE_RAW);

	node->place = tag->begin;
	split_name(parser, node, tag->name);
	parser->text_on_line = true;
}

static bool set_delimiters(struct parser *parser, const struct tag *tag)
{
	struct str open, close, indent;

	if (!str_cut(tag->name, ' ', &open, &close) || open.len == 0 || str_trim(close).len == 0)
		return fail(parser, tag->begin, tag->end, S("two delimiters stand between the ="));
	parser->open = open;
	parser->close = str_trim(close);
	if (!stands_alone(parser, tag, &indent))
		parser->text_on_line = true;
	return true;
}

static bool take_tag(struct parser *parser, const struct tag *tag)
{
	struct str indent;

	parser->at = tag->end;
	switch (tag->sigil) {
	case '#':
	case '^':
	case '<':
	case '$': return open_section(parser, tag);
	case '/': return close_section(parser, tag);
	case '>': return add_partial(parser, tag);
	case '=': return set_delimiters(parser, tag);
	case '!':
		if (!stands_alone(parser, tag, &indent))
			parser->text_on_line = true;
		for (size_t i = tag->begin; i < tag->end; i++)
			parser->line += parser->source.ptr[i] == '\n';
		return true;
	default: add_variable(parser, tag); return true;
	}
}

bool template_parse(struct arena *arena, struct str path, struct str source,
	struct template *result, struct template_error *error)
{
	struct parser parser = {
		.arena = arena,
		.source = source,
		.open = S("{{"),
		.close = S("}}"),
		.error = error,
	};

	while (parser.at < source.len) {
		size_t begin = str_find(source, parser.open, parser.at);
		struct tag tag;

		add_text(&parser, parser.at, begin == STR_NONE ? source.len : begin);
		if (begin == STR_NONE)
			break;
		if (!read_tag(&parser, begin, &tag) || !take_tag(&parser, &tag))
			return false;
	}
	if (parser.depth > 0) {
		const struct template_node *node = &parser.nodes[parser.stack[parser.depth - 1].node];

		return fail(&parser, node->place, node->place + 2,
			str_format(arena, "the section \"" STR_FMT "\" is never closed", STR_ARG(node->name)));
	}
	*result = (struct template){path, source, parser.nodes, parser.count};
	return true;
}
