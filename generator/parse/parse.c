#include "parse/parse.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "base/path.h"
#include "parse/body.h"
#include "parse/date_line.h"
#include "parse/disables.h"
#include "parse/limits.h"
#include "parse/markdown.h"
#include "parse/outline.h"
#include "parse/port_facts.h"
#include "parse/table_check.h"

/* A body's HTML has a block of its own; half a block of this size is left unused by each guide. */
#define DOCUMENT_BLOCK ((size_t)1024)

/* For a document that another holds, but for its path and findings. */
#define REPEATED_BLOCK ((size_t)512)

struct parser {
	const struct config *config;
	const struct port_words *words;  /* or NULL */
	const struct includer *includer; /* or NULL */
	struct arena *scratch;
	struct buf html;
};

struct parser *parser_create(
	const struct config *config, const struct port_words *words, const struct includer *includer)
{
	struct parser *parser = calloc(1, sizeof(*parser));

	if (parser == NULL)
		fatal_memory();
	parser->config = config;
	parser->words = words;
	parser->includer = includer;
	parser->scratch = arena_create((size_t)256 * 1024);
	return parser;
}

void parser_destroy(struct parser *parser)
{
	if (parser == NULL)
		return;
	arena_destroy(parser->scratch);
	buf_release(&parser->html);
	free(parser);
}

static void *copy_array(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_alloc(arena, count, size);

	if (count > 0)
		memcpy(copy, items, count * size);
	return copy;
}

static void take_outline(
	struct document *document, const struct outline *outline, const struct body *body)
{
	struct arena *arena = document->arena;

	document->headings =
		copy_array(arena, outline->headings, outline->heading_count, sizeof(*outline->headings));
	document->heading_count = outline->heading_count;
	document->anchors =
		copy_array(arena, outline->anchors, outline->anchor_count, sizeof(*outline->anchors));
	document->anchor_count = outline->anchor_count;
	document->references =
		copy_array(arena, body->references, body->reference_count, sizeof(*body->references));
	document->reference_count = body->reference_count;
	document->body = body->fragment;
	document->tables = body->tables;
	document->code_blocks = body->code_blocks;
}

/* A body that is not parsed: the page says why in place of its text. */
static void refuse_body(struct document *document)
{
	struct hole *hole = arena_new(document->arena, struct hole);

	document->body.html = S("<p class=\"p-refused\"></p>\n");
	hole->offset = (uint32_t)sizeof("<p class=\"p-refused\">") - 1;
	hole->kind = HOLE_STRING;
	hole->index = BODY_REFUSED;
	document->body.holes = hole;
	document->body.hole_count = 1;
}

static void read_date(struct document *document, struct parser *parser, struct node *root,
	const struct source *source)
{
	const struct node *line = NULL;
	struct str key = front_text(&document->front, FRONT_UPDATED);
	struct str date = date_line_read(parser->scratch, root, &line);
	struct diagnostic *diagnostic;

	document->updated = str_copy(document->arena, key.len > 0 ? key : date);
	document->updated_place = front_place(&document->front, FRONT_UPDATED);
	if (key.len == 0 && line != NULL)
		document->updated_place = source_place(source, line->begin, line->end);
	if (key.len == 0 || date.len == 0 || str_equal(key, date))
		return;
	diagnostic = diagnostics_add(&document->found, RULE_DATE_MISMATCH, source->path,
		source_place(source, line->begin, line->end > line->begin ? line->end : line->begin + 1),
		"the body says that it was updated on " STR_FMT ", the front matter " STR_FMT,
		STR_ARG(date), STR_ARG(key));
	diagnostic->help = S("say it in one of the two places");
}

static void parse_body(struct document *document, struct parser *parser,
	const struct source *source, const struct line_list *lines, size_t begin)
{
	struct markdown markdown = {
		.arena = parser->scratch,
		.source = source,
		.found = &document->found,
		.lines = *lines,
	};
	struct mapped_text text =
		mapped_text_of(parser->scratch, source->text, begin, source->text.len);
	struct node *root = markdown_tree(&markdown, &text);
	struct outline outline;
	struct body body;

	read_date(document, parser, root, source);
	outline = outline_make(document->arena, parser->scratch, root, source, &document->found);
	body = body_make(document->arena, parser->scratch, &parser->html, root, outline.headings,
		parser->config, source, &document->found);
	take_outline(document, &outline, &body);
}

/* What was included counts as the file's own. */
static void add_content(struct document *document, struct str expanded)
{
	struct hash both[] = {document->content, hash_bytes(expanded)};

	document->content = hash_bytes(str_make((const char *)both, sizeof(both)));
}

static void name_file(
	struct document *document, struct str path, enum kind kind, struct locale locale)
{
	struct arena *arena = document->arena;

	document->path = str_copy(arena, path);
	document->directory = path_directory(document->path);
	document->kind = kind;
	if (!locale_parse(str_copy(arena, locale.code), &document->locale))
		document->locale = locale;
}

struct document *document_parse(
	struct parser *parser, struct str path, enum kind kind, struct locale locale, struct str bytes)
{
	struct arena *arena = arena_create_exact(DOCUMENT_BLOCK, DOCUMENT_BLOCK);
	struct document *document = arena_new(arena, struct document);
	struct source source;
	struct includes includes;
	struct line_list lines;
	size_t body;

	arena_reset(parser->scratch);
	document->arena = arena;
	name_file(document, path, kind, locale);
	document->found = diagnostics_make(arena);
	source = source_make(parser->scratch, document->path, bytes, &document->found);
	document->front = front_matter_read(arena, parser->scratch, &source,
		(unsigned)parser->config->limits.front_matter_depth, &document->found, &body);
	document->mended = source.mended;
	document->body_begin = body;
	document->content = hash_bytes(bytes);
	document->front_content = hash_bytes(str_first(source.text, body));
	includes = includes_expand(arena, parser->scratch, parser->includer, &parser->config->limits,
		&source, body, &document->found);
	document->includes = includes.items;
	document->include_count = includes.count;
	if (includes.count > 0)
		add_content(document, source.text);
	lines = lines_make(parser->scratch, str_from(source.text, body));
	disables_read(parser->scratch, document, &source, &lines);
	if (limits_hold(&parser->config->limits, &source, &lines, body, &document->found)) {
		table_check(&source, &lines, body, &document->found);
		parse_body(document, parser, &source, &lines, body);
		if (parser->words != NULL)
			port_facts_read(parser->scratch, parser->words, document, &source, &lines, body);
	} else {
		refuse_body(document);
	}
	return document;
}

/* What was found in one file, as found in the other. */
static void repeat_findings(struct document *document, const struct document *of)
{
	document->found = diagnostics_make(document->arena);
	for (const struct diagnostic *at = of->found.first; at != NULL; at = at->next) {
		struct diagnostic *copy = diagnostics_repeat(&document->found, at);

		copy->path = document->path;
		copy->related = NULL;
		for (const struct related *related = at->related; related != NULL; related = related->next)
			diagnostic_relate(
				document->arena, copy, document->path, related->place, related->message);
	}
}

struct document *document_repeat(const struct document *of, struct str path, struct locale locale)
{
	struct arena *arena = arena_create_exact(REPEATED_BLOCK, REPEATED_BLOCK);
	struct document *document = arena_new(arena, struct document);

	*document = *of;
	document->arena = arena;
	document->shared = arena_share(of->shared != NULL ? of->shared : of->arena);
	name_file(document, path, of->kind, locale);
	repeat_findings(document, of);
	return document;
}

struct document *document_share(struct document *document)
{
	arena_share(document->arena);
	if (document->shared != NULL)
		arena_share(document->shared);
	return document;
}

/* Whoever owns a document owns what it shares. */
void document_destroy(struct document *document)
{
	struct arena *shared;

	if (document == NULL)
		return;
	shared = document->shared;
	arena_destroy(document->arena);
	if (shared != NULL)
		arena_destroy(shared);
}
