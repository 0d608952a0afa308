#include "parse/port_reader.h"

/* Ports of outgoing mail say nothing of IMAP or POP, whatever the heading. */
static bool is_submission(uint32_t port)
{
	return port == 25 || port == 465 || port == 587 || port == 5025;
}

struct port_draft *port_reader_add(
	struct port_reader *reader, size_t begin, size_t end, uint32_t port, enum port_source source)
{
	struct port_draft *draft;

	reader->drafts = arena_grown(
		reader->scratch, reader->drafts, reader->count, &reader->size, sizeof(*reader->drafts));
	draft = &reader->drafts[reader->count++];
	*draft = (struct port_draft){.begin = begin, .end = end, .section = reader->section};
	draft->fact.port = port;
	draft->fact.source = (uint8_t)source;
	return draft;
}

/*
 * The one mail service that a heading names. Outgoing mail goes with both of the
 * others: "IMAP and SMTP" is about IMAP.
 */
static const struct port_service *service_in(struct port_reader *reader, struct str text)
{
	size_t count;
	const struct port_token *tokens =
		port_tokens(reader->scratch, reader->vocabulary, text, &count);
	const struct port_service *found = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct port_service *service = tokens[i].service;

		if (tokens[i].kind != TOKEN_SERVICE || !port_service_is_mail(service) || service == found)
			continue;
		if (found == NULL || found->direction == PORT_OUTGOING)
			found = service;
		else if (service->direction == PORT_INCOMING)
			return NULL;
	}
	return found;
}

/* Headings are read when a number below them asks for it: most have none. */
static const struct port_service *service_of_section(
	struct port_reader *reader, struct port_section *section)
{
	if (section->unread.len > 0)
		section->service = service_in(reader, section->unread);
	section->unread = S("");
	return section->service;
}

/* What the nearest heading names that names a mail service, or one of incoming mail. */
static const struct port_service *service_of_headings(struct port_reader *reader, bool incoming)
{
	for (size_t i = reader->section_depth; i > 0; i--) {
		const struct port_service *service = service_of_section(reader, &reader->sections[i - 1]);

		if (service != NULL && (!incoming || service->direction == PORT_INCOMING))
			return service;
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
	struct port_reader *reader, struct port_draft *draft, const struct port_context *context)
{
	const struct port_service *service = context->service, *heading;

	if (port_service_is_mail(service) && context->direction != PORT_ANY_WAY &&
		service->direction != context->direction)
		service = NULL;
	draft->fact.derived = service == NULL;
	if (service != NULL)
		return service->name;
	if (context->direction == PORT_OUTGOING)
		return speaks_of_mail(reader->source->text) ? S("smtp") : S("");
	heading = service_of_headings(reader, true);
	if (heading == NULL || is_submission(draft->fact.port) || draft->is_alone)
		return S("");
	return heading->name;
}

void port_reader_describe(
	struct port_reader *reader, struct port_draft *draft, const struct port_context *context)
{
	const struct port_service *heading = service_of_headings(reader, false), *service;
	struct port_fact *fact = &draft->fact;

	fact->host = context->host;
	fact->near_host = context->near_host;
	fact->security = context->security;
	fact->direction = context->direction;
	fact->labelled = context->direction != PORT_ANY_WAY;
	fact->section = heading == NULL ? S("") : heading->name;
	fact->protocol = protocol_of(reader, draft, context);
	service = port_service_of(reader->vocabulary->words, fact->protocol);
	if (fact->direction == PORT_ANY_WAY && service != NULL)
		fact->direction = (uint8_t)service->direction;
}

void port_reader_open_section(struct port_reader *reader, unsigned level, struct str text)
{
	while (reader->section_depth > 0 && reader->sections[reader->section_depth - 1].level >= level)
		reader->section_depth--;
	reader->sections[reader->section_depth++] = (struct port_section){level, text, NULL};
	reader->section++;
	reader->group = port_group_empty();
}

void port_reader_open_bold(struct port_reader *reader, struct str line)
{
	const struct port_service *service;

	if (!str_ends(line, S("**")))
		return;
	while (line.len > 0 && strchr("-+> \t", line.ptr[0]) != NULL)
		line = str_from(line, 1);
	if (line.len < 5 || !str_starts(line, S("**")))
		return;
	service = service_in(reader, line);
	if (service == NULL)
		return;
	while (reader->section_depth > 0 &&
		   reader->sections[reader->section_depth - 1].level > PORT_DEEPEST)
		reader->section_depth--;
	reader->sections[reader->section_depth++] =
		(struct port_section){PORT_DEEPEST + 1, S(""), service};
}

struct port_group port_group_empty(void)
{
	return (struct port_group){.one_host = true};
}

static void add_host(struct port_group *group, const struct port_context *context)
{
	bool same = group->host.len == 0 || str_equal(group->host, context->host);

	group->one_host = context->one_host && (group->used || (group->one_host && same));
	group->host = context->host;
	group->used = false;
	group->apart = false;
}

void port_group_add(struct port_group *group, const struct port_context *context, bool has_number)
{
	const struct port_service *service = context->service;

	if (!context->one_service) {
		*group = port_group_empty();
	} else if (port_service_is_mail(service)) {
		/* Settings of FTP and SFTP stand in one list; those of a mail server do not mix. */
		group->direction = (uint8_t)service->direction;
		group->services[service->direction] = service;
	}
	if (context->direction != PORT_ANY_WAY)
		group->direction = context->direction;
	if (context->host.len > 0)
		add_host(group, context);
	group->used = group->used || has_number;
}

void port_group_complete(const struct port_group *group, struct port_context *context)
{
	if (context->service == NULL) {
		if (context->direction == PORT_ANY_WAY)
			context->direction = group->direction;
		context->service = group->services[context->direction];
	}
	if (context->host.len > 0 || !group->one_host)
		return;
	if (group->apart)
		context->near_host = group->host;
	else
		context->host = group->host;
}
