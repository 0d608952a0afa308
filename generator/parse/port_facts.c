#include "parse/port_facts.h"

#include <stdlib.h>

#include "parse/port_reader.h"
#include "parse/table_check.h"

/* A guide with more states no facts but lists numbers. */
#define MOST_FACTS 2000

static bool is_mail_service(const struct port_service *service)
{
	return service != NULL && service->strict;
}

/* Ports of outgoing mail say nothing of IMAP or POP, whatever the heading. */
static bool is_submission(uint32_t port)
{
	return port == 25 || port == 465 || port == 587 || port == 5025;
}

struct port_draft *port_reader_add(
	struct port_reader *reader, size_t begin, size_t end, uint32_t port, enum port_source source)
{
	struct port_draft *draft;

	if (reader->count == reader->size) {
		size_t size = reader->size == 0 ? 32 : reader->size * 2;
		struct port_draft *grown = arena_array(reader->scratch, struct port_draft, size);
		uint32_t *sections = arena_array(reader->scratch, uint32_t, size);

		if (reader->count > 0) {
			memcpy(grown, reader->drafts, reader->count * sizeof(*grown));
			memcpy(sections, reader->draft_sections, reader->count * sizeof(*sections));
		}
		reader->drafts = grown;
		reader->draft_sections = sections;
		reader->size = size;
	}
	reader->draft_sections[reader->count] = reader->section;
	draft = &reader->drafts[reader->count++];
	*draft = (struct port_draft){.begin = begin, .end = end};
	draft->fact.port = (uint16_t)port;
	draft->fact.source = (uint8_t)source;
	return draft;
}

/* The one of IMAP and POP that a heading names. */
static const struct port_service *service_in(struct port_reader *reader, struct str text)
{
	size_t count;
	const struct port_token *tokens =
		port_tokens(reader->scratch, reader->vocabulary, text, &count);
	const struct port_service *found = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct port_service *service = tokens[i].service;

		if (tokens[i].kind != TOKEN_SERVICE || !is_mail_service(service) ||
			service->direction != PORT_INCOMING || service == found)
			continue;
		if (found != NULL)
			return NULL;
		found = service;
	}
	return found;
}

/* Headings are read when a number below them asks for it: most have none. */
static const struct port_service *service_of_headings(struct port_reader *reader)
{
	for (size_t i = reader->section_depth; i > 0; i--) {
		struct port_section *section = &reader->sections[i - 1];

		if (section->unread.len > 0)
			section->service = service_in(reader, section->unread);
		section->unread = S("");
		if (section->service != NULL)
			return section->service;
	}
	return NULL;
}

static bool speaks_of_mail(struct str text)
{
	return str_has(text, S("SMTP")) || str_has(text, S("IMAP")) || str_has(text, S("POP"));
}

/*
 * The service of a row or clause; else outgoing mail is SMTP, and what comes in
 * is what the heading names.
 */
static struct str protocol_of(
	struct port_reader *reader, const struct port_draft *draft, const struct port_context *context)
{
	const struct port_service *service = context->service, *heading;

	if (is_mail_service(service) && context->direction != PORT_ANY_WAY &&
		service->direction != context->direction)
		service = NULL;
	if (service != NULL)
		return service->name;
	if (context->direction == PORT_OUTGOING)
		return speaks_of_mail(reader->source->text) ? S("smtp") : S("");
	heading = service_of_headings(reader);
	if (heading == NULL || is_submission(draft->fact.port) ||
		(draft->may_inherit && draft->fact.source == PORT_IN_CODE))
		return S("");
	return heading->name;
}

void port_reader_describe(
	struct port_reader *reader, struct port_draft *draft, const struct port_context *context)
{
	struct port_fact *fact = &draft->fact;
	const struct port_service *service;

	fact->host = context->host;
	fact->security = context->security;
	fact->direction = context->direction;
	fact->labelled = context->direction != PORT_ANY_WAY;
	fact->protocol = protocol_of(reader, draft, context);
	service = port_service_of(reader->vocabulary->words, fact->protocol);
	if (fact->direction == PORT_ANY_WAY && service != NULL)
		fact->direction = (uint8_t)service->direction;
}

static unsigned heading_level(struct str content)
{
	unsigned level = 0;

	while (level < content.len && level <= PORT_DEEPEST && content.ptr[level] == '#')
		level++;
	return level <= PORT_DEEPEST ? level : 0;
}

static void open_section(struct port_reader *reader, unsigned level, struct str text)
{
	while (reader->section_depth > 0 && reader->sections[reader->section_depth - 1].level >= level)
		reader->section_depth--;
	reader->sections[reader->section_depth++] = (struct port_section){level, text, NULL};
	reader->section++;
}

/*
 * `- **POP configuration**`: authors set headings so, too. Below such a line its service is
 * meant, up to the next one or the next heading.
 */
static void open_bold(struct port_reader *reader, struct str content)
{
	const struct port_service *service;

	while (content.len > 0 && strchr("-+> \t", content.ptr[0]) != NULL)
		content = str_from(content, 1);
	if (content.len < 5 || !str_starts(content, S("**")) || !str_ends(content, S("**")))
		return;
	service = service_in(reader, content);
	if (service == NULL)
		return;
	while (reader->section_depth > 0 &&
		   reader->sections[reader->section_depth - 1].level > PORT_DEEPEST)
		reader->section_depth--;
	reader->sections[reader->section_depth++] =
		(struct port_section){PORT_DEEPEST + 1, S(""), service};
}

static bool has_digit_or_port(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (ascii_is_digit(text.ptr[i]))
			return true;
	}
	return false;
}

static bool is_row(const struct line_list *lines, size_t index)
{
	struct str content = str_trim(line_content(lines, index));

	return !lines->items[index].code && content.len > 2 && content.ptr[0] == '|' &&
		   str_find_char(content, '|', 1) != STR_NONE;
}

/* A line that is no row: text with its code spans, or code. */
static void read_line(struct port_reader *reader, struct str content, bool code)
{
	size_t offset = reader->begin + (size_t)(content.ptr - reader->lines->text.ptr), begin = 0;

	port_prose_read(reader, content, offset, code ? PORT_IN_CODE : PORT_IN_PROSE);
	if (code) {
		port_code_read(reader, content, offset);
		return;
	}
	while ((begin = str_find_char(content, '`', begin)) != STR_NONE) {
		size_t end = str_find_char(content, '`', begin + 1);

		if (end == STR_NONE)
			return;
		port_code_read(
			reader, str_range(content.ptr + begin + 1, content.ptr + end), offset + begin + 1);
		begin = end + 1;
	}
}

static void read_lines(struct port_reader *reader)
{
	const struct line_list *lines = reader->lines;
	size_t i = 0;

	while (i < lines->count && reader->count < MOST_FACTS) {
		struct str content = line_content(lines, i), trimmed = str_trim(content);
		unsigned level = heading_level(trimmed);
		size_t last = i;

		while (last < lines->count && is_row(lines, last))
			last++;
		if (last > i) {
			port_table_read(reader, i, last);
			i = last;
			continue;
		}
		if (!lines->items[i].code && level > 0)
			open_section(reader, level, trimmed);
		else if (!lines->items[i].code)
			open_bold(reader, trimmed);
		if (has_digit_or_port(content) && !str_starts(trimmed, S("#")))
			read_line(reader, content, lines->items[i].code);
		i++;
	}
}

/* A number that its service never has is a mistake of its own, not a word on its other places. */
static bool is_possible(const struct port_reader *reader, const struct port_fact *fact)
{
	const struct port_service *service = port_service_of(reader->vocabulary->words, fact->protocol);

	return service == NULL || !service->strict ||
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
				reader->draft_sections[j] != reader->draft_sections[i] || !other->fact.labelled ||
				!is_possible(reader, &other->fact))
				continue;
			draft->fact.protocol = other->fact.protocol;
			draft->fact.direction = other->fact.direction;
			break;
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
		facts[document->fact_count].host =
			draft->fact.host.len > 0 ? str_copy(document->arena, draft->fact.host) : S("");
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
	inherit(&reader);
	keep(&reader);
}
