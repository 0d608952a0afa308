#include "parse/port_facts.h"

#include <stdlib.h>

#include "parse/port_code.h"
#include "parse/port_prose.h"
#include "parse/port_table.h"
#include "parse/table_check.h"

/* A guide with more states no facts but lists numbers. */
#define MOST_FACTS 2000

/* A row of a table that goes on over more lines than this is none. */
#define MOST_ROW_LINES 4

/* The lines, and what stands between two facts. */
struct walk {
	struct port_reader *reader;
	const struct line_list *lines;
	struct line_search ticks;
	size_t next_number; /* in no line before: see port_tokens_next_number */
	size_t unread;      /* the first line of the paragraph or list that was not read yet */
	bool in_list;       /* the last line that wasn't blank belongs to a list */
	bool blank;         /* lines were blank since */
};

static unsigned heading_level(struct str content)
{
	unsigned level = 0;

	while (level < content.len && level <= PORT_DEEPEST && content.ptr[level] == '#')
		level++;
	return level <= PORT_DEEPEST ? level : 0;
}

/* In code, a digit may be a port behind any mark: `port=80`. */
static bool has_digit(struct str text)
{
	return str_find_digit(text, 0) != STR_NONE;
}

static size_t offset_of(const struct port_reader *reader, struct str content)
{
	return reader->begin + (size_t)(content.ptr - reader->lines->text.ptr);
}

static bool begins_row(const struct line_list *lines, size_t index)
{
	const struct line *line = &lines->items[index];
	struct str content;

	if (line->code || line->blank || lines->text.ptr[line->head] != '|')
		return false;
	content = str_trim(line_content(lines, index));
	return content.len > 2 && str_find_char(content, '|', 1) != STR_NONE;
}

/*
 * The line behind a row: rows whose cells hold line ends ("| Ports | SSL", "on | SSL",
 * "off |") are rows for a reader, when the next one is whole.
 */
static size_t row_end(const struct line_list *lines, size_t first)
{
	size_t last = first + 1;

	if (str_ends(str_trim(line_content(lines, first)), S("|")))
		return last;
	while (last < lines->count && last < first + MOST_ROW_LINES && !lines->items[last].blank &&
		   !lines->items[last].code && line_content(lines, last).ptr[0] != '|') {
		bool closes = str_ends(str_trim(line_content(lines, last)), S("|"));

		last++;
		if (closes && last < lines->count && begins_row(lines, last))
			return last;
	}
	return first + 1;
}

/* The rows of the table that begins at a line; the line behind it. */
static size_t read_table(struct port_reader *reader, size_t first)
{
	const struct line_list *lines = reader->lines;
	size_t last = first, count = 0;
	struct str *rows;

	while (last < lines->count && begins_row(lines, last))
		last = row_end(lines, last);
	rows = arena_array(reader->scratch, struct str, last - first);
	for (size_t i = first; i < last;) {
		size_t end = row_end(lines, i);
		struct str row =
			str_range(line_content(lines, i).ptr, lines->text.ptr + lines->items[end - 1].end);

		if (!table_is_delimiter(row))
			rows[count++] = row;
		i = end;
	}
	port_table_read(reader, rows, count);
	return last;
}

/* Code spans: what commands and settings in them name. */
static void read_spans(struct port_reader *reader, struct str content)
{
	size_t begin = 0;

	while ((begin = str_find_char(content, '`', begin)) != STR_NONE) {
		size_t end = str_find_char(content, '`', begin + 1);
		struct str span;

		if (end == STR_NONE)
			return;
		span = str_range(content.ptr + begin + 1, content.ptr + end);
		if (has_digit(span))
			port_code_read(reader, span, offset_of(reader, span));
		begin = end + 1;
	}
}

static void read_code(struct port_reader *reader, struct str content)
{
	port_prose_read(reader, content, offset_of(reader, content), PORT_IN_CODE);
	port_code_read(reader, content, offset_of(reader, content));
}

/* A new item, or what stands behind a blank line, is another paragraph. */
static bool begins_paragraph(const struct line_list *lines, size_t index)
{
	return lines->items[index].marker > 0 || (index > 0 && lines->items[index - 1].blank);
}

/* Whether a line's number may be a port. The `>` before the line's text makes none of it. */
static bool has_number(struct walk *walk, const struct line *line)
{
	if (walk->next_number <= line->content)
		walk->next_number = port_tokens_next_number(walk->lines->text, line->content);
	return walk->next_number < line->end;
}

/* The lines of the paragraph or list down to `last`, itself included, if they may matter. */
static void read_text(struct walk *walk, size_t last)
{
	struct port_reader *reader = walk->reader;
	struct str content = line_content(walk->lines, last);

	if (line_search_in(&walk->ticks, walk->lines, &walk->lines->items[last]) != STR_NONE)
		read_spans(reader, content);
	if (!has_number(walk, &walk->lines->items[last]) ||
		!port_tokens_may_state_port(reader->vocabulary, content))
		return;
	for (; walk->unread <= last; walk->unread++) {
		content = line_content(walk->lines, walk->unread);
		if (walk->lines->items[walk->unread].code)
			continue;
		if (begins_paragraph(walk->lines, walk->unread))
			reader->group.apart = true;
		port_prose_read(reader, content, offset_of(reader, content), PORT_IN_PROSE);
	}
}

static void begin_group(struct walk *walk, size_t index)
{
	walk->reader->group = port_group_empty();
	walk->unread = index;
	walk->in_list = false;
	walk->blank = false;
}

/* A list may hold blank lines; a paragraph ends at one. */
static void note_line(struct walk *walk, size_t index)
{
	const struct line *line = &walk->lines->items[index];
	bool is_item = line->marker > 0, goes_on = line->indent > 0;

	if (walk->blank && !(walk->in_list && (is_item || goes_on)))
		begin_group(walk, index);
	walk->in_list = is_item || walk->in_list;
	walk->blank = false;
}

/* A heading, or a line of a paragraph or list. */
static void read_words(struct walk *walk, size_t index)
{
	const struct line *line = &walk->lines->items[index];
	const char *text = walk->lines->text.ptr;
	struct str trimmed = str_trim_end(str_range(text + line->head, text + line->end));
	unsigned level = heading_level(trimmed);

	if (level > 0) {
		port_reader_open_section(walk->reader, level, trimmed);
		begin_group(walk, index + 1);
	} else {
		note_line(walk, index);
		port_reader_open_bold(walk->reader, trimmed);
		read_text(walk, index);
	}
}

static size_t read_line(struct walk *walk, size_t index)
{
	const struct line *line = &walk->lines->items[index];
	struct port_reader *reader = walk->reader;

	if (line->code) {
		struct str content = line_content(walk->lines, index);

		if (has_digit(content))
			read_code(reader, content);
	} else if (line->blank) {
		walk->blank = true;
	} else if (begins_row(walk->lines, index)) {
		size_t end = read_table(reader, index);

		begin_group(walk, end);
		return end;
	} else {
		read_words(walk, index);
	}
	return index + 1;
}

static void read_lines(struct port_reader *reader)
{
	struct walk walk = {.reader = reader, .lines = reader->lines, .ticks = {'`', 0}};

	begin_group(&walk, 0);
	for (size_t i = 0; i < reader->lines->count && reader->count < MOST_FACTS;)
		i = read_line(&walk, i);
}

/* A number that its service never has is a mistake of its own, not a word on its other places. */
static bool is_possible(const struct port_reader *reader, const struct port_fact *fact)
{
	const struct port_service *service = port_service_of(reader->vocabulary->words, fact->protocol);

	return !port_service_is_mail(service) ||
		   port_numbers_have(port_service_numbers(service, PORT_ANY_SECURITY), fact->port);
}

/* "Ports 995 and 465 correspond to …": each means what its section's label or table says of it. */
static void inherit(struct port_reader *reader)
{
	for (size_t i = 0; i < reader->count; i++) {
		struct port_draft *draft = &reader->drafts[i];

		if (!draft->may_inherit)
			continue;
		for (size_t j = 0; j < reader->count; j++) {
			const struct port_draft *other = &reader->drafts[j];

			if (other->may_inherit || other->fact.port != draft->fact.port ||
				other->section != draft->section || !other->fact.labelled ||
				!is_possible(reader, &other->fact))
				continue;
			draft->fact.protocol = other->fact.protocol;
			draft->fact.direction = other->fact.direction;
			break;
		}
	}
}

/* A known port of another kind than mail's. */
static bool is_foreign(const struct port_reader *reader, const struct port_draft *draft)
{
	const struct port_words *words = reader->vocabulary->words;
	bool foreign = false;

	for (size_t i = 0; i < words->service_count; i++) {
		if (!port_numbers_have(&words->services[i].any, draft->fact.port))
			continue;
		if (words->services[i].strict)
			return false;
		foreign = true;
	}
	return foreign;
}

static bool stand_together(const struct port_fact *a, const struct port_fact *b)
{
	return (a->table > 0 && a->table == b->table) || (a->list > 0 && a->list == b->list);
}

/* "Outgoing: 22, 80, 443" opens a firewall: in such a list or table, outgoing isn't SMTP. */
static void doubt(struct port_reader *reader)
{
	for (size_t i = 0; i < reader->count; i++) {
		struct port_draft *draft = &reader->drafts[i];
		size_t foreign = 0;

		if (!draft->fact.derived || !draft->fact.labelled)
			continue;
		for (size_t j = 0; j < reader->count; j++) {
			if (stand_together(&draft->fact, &reader->drafts[j].fact))
				foreign += is_foreign(reader, &reader->drafts[j]);
		}
		if (foreign > 1) {
			draft->fact.protocol = S("");
			draft->fact.labelled = false;
		}
	}
}

static int compare(const void *left, const void *right)
{
	const struct port_draft *a = left, *b = right;

	return (a->begin > b->begin) - (a->begin < b->begin);
}

static void keep(struct port_reader *reader)
{
	struct document *document = reader->document;
	struct port_fact *facts;
	size_t heading = 0;

	if (reader->count == 0)
		return;
	qsort(reader->drafts, reader->count, sizeof(*reader->drafts), compare);
	facts = arena_array(document->arena, struct port_fact, reader->count);
	for (size_t i = 0; i < reader->count; i++) {
		struct port_draft *draft = &reader->drafts[i];

		/* The same number may be read from a cell and from its text. */
		if (i > 0 && reader->drafts[i - 1].begin == draft->begin)
			continue;
		facts[document->fact_count] = draft->fact;
		facts[document->fact_count].place = source_place(reader->source, draft->begin, draft->end);
		facts[document->fact_count].host = str_copy(document->arena, draft->fact.host);
		facts[document->fact_count].near_host = str_copy(document->arena, draft->fact.near_host);
		while (heading < document->heading_count &&
			   document->headings[heading].place.line <= facts[document->fact_count].place.line)
			heading++;
		facts[document->fact_count++].heading = heading > 0 ? heading - 1 : STR_NONE;
	}
	document->facts = facts;
}

void port_facts_read(struct arena *scratch, const struct port_words *words,
	struct document *document, const struct source *source, const struct line_list *lines,
	size_t begin)
{
	struct port_reader reader = {
		.scratch = scratch,
		.vocabulary = port_vocabulary_of(words, document->locale.language),
		.document = document,
		.source = source,
		.lines = lines,
		.begin = begin,
	};

	read_lines(&reader);
	doubt(&reader);
	inherit(&reader);
	keep(&reader);
}
