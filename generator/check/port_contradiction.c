#include "check/port_contradiction.h"

#include "check/port_role.h"
#include "check/port_slip.h"

static bool is_in_section(const struct document *document, size_t heading, uint32_t line)
{
	uint32_t first = heading == STR_NONE ? 0 : document->headings[heading].place.line;
	size_t next = heading == STR_NONE ? 0 : heading + 1;

	return line >= first &&
		   (next >= document->heading_count || line < document->headings[next].place.line);
}

/* A cell that holds no port was reported: what it should say is not known. */
static bool has_broken_cell(const struct document *document, size_t heading)
{
	for (const struct diagnostic *at = document->found.first; at != NULL; at = at->next) {
		if (at->rule == RULE_PORT_RANGE && is_in_section(document, heading, at->place.line))
			return true;
	}
	return false;
}

/* Both may be what the other is about: the same service, or the same side of it. */
static bool is_same_role(const struct port_fact *a, const struct port_fact *b)
{
	return str_equal(a->protocol, b->protocol) ||
		   (a->direction == b->direction && a->direction != PORT_ANY_WAY);
}

/*
 * The table's number that the text contradicts, or NULL: there is none, one of
 * them agrees, or one was reported, so that what it should say is not known.
 */
static const struct port_fact *contradicted(const struct port_page *page, size_t index)
{
	const struct document *document = page->page->document;
	const struct port_fact *fact = &document->facts[index], *row = NULL;

	for (size_t i = 0; i < document->fact_count; i++) {
		const struct port_fact *other = &document->facts[i];

		if (other->heading != fact->heading || other->table == 0 || !is_same_role(other, fact))
			continue;
		if (other->port == fact->port || page->reported[i])
			return NULL;
		if (!str_equal(other->protocol, fact->protocol))
			continue;
		if (row == NULL || (other->security == fact->security && row->security != fact->security))
			row = other;
	}
	return row;
}

void port_contradiction_check(const struct check_input *input, struct port_page *page, size_t index,
	struct diagnostics *found)
{
	const struct document *document = page->page->document;
	const struct port_fact *fact = &document->facts[index], *row;
	const struct port_service *service = port_service_of(input->project->words, fact->protocol);
	struct diagnostic *diagnostic;

	if (page->reported[index] || fact->table > 0 || port_fact_is_free(fact) ||
		!port_service_is_mail(service))
		return;
	row = contradicted(page, index);
	if (row == NULL || has_broken_cell(document, fact->heading))
		return;
	diagnostic = port_report(page, index, RULE_PORT_CONTRADICTION, found,
		"the text says %u for " STR_FMT ", the table of this section does not", fact->port,
		STR_ARG(fact->protocol));
	diagnostic->help = str_format(found->arena, "the table says %u", row->port);
	port_relate(found, diagnostic, document, row, diagnostic->help);
}

/* Lists go from incoming to outgoing mail, and name the port with TLS before the one without. */
static bool stands_second(const struct port_fact *fact)
{
	static const uint32_t second[] = {465, 587, 25, 110, 143};

	for (size_t i = 0; i < COUNT(second); i++) {
		if (fact->port == second[i])
			return true;
	}
	return fact->direction == PORT_OUTGOING;
}

static void check_twice(struct port_page *page, size_t second, struct diagnostics *found)
{
	const struct document *document = page->page->document;
	const struct port_fact *facts = document->facts;
	size_t wrong = stands_second(&facts[second - 1]) ? second - 1 : second;
	size_t right = wrong == second ? second - 1 : second;
	struct diagnostic *diagnostic;

	if (facts[second].list == 0 || facts[second].list != facts[second - 1].list ||
		facts[second].port != facts[second - 1].port || page->reported[second] ||
		page->reported[second - 1])
		return;
	diagnostic = port_report(page, wrong, RULE_PORT_CONTRADICTION, found,
		"%u stands twice in one list of ports", facts[wrong].port);
	port_relate(found, diagnostic, document, &facts[right], S("the same number"));
	diagnostic->help = S("one of the two is another port");
}

/* Whether this guide, elsewhere, or one of its translations says the number. */
static bool is_said_elsewhere(const struct page *page, size_t index)
{
	uint32_t port = page->document->facts[index].port;

	for (size_t i = 0; i < page->translation_count; i++) {
		const struct document *document = page->translations[i]->document;

		for (size_t j = 0; j < document->fact_count; j++) {
			if (document->facts[j].port == port && !(document == page->document && j == index))
				return true;
		}
	}
	return false;
}

/* What the guide says elsewhere and a slip of the pen makes this number of; or NULL. */
static const struct port_fact *meant(
	const struct check_input *input, const struct document *document, size_t index)
{
	for (size_t i = 0; i < document->fact_count; i++) {
		const struct port_fact *other = &document->facts[i];
		enum port_slip slip = port_slip_of(document->facts[index].port, other->port);

		if (i != index && !port_fact_is_free(other) &&
			port_is_known(input->project->words, other->port) &&
			(slip == SLIP_ORDER || slip == SLIP_LOST))
			return other;
	}
	return NULL;
}

static void check_slip(const struct check_input *input, struct port_page *page, size_t index,
	struct diagnostics *found)
{
	const struct document *document = page->page->document;
	const struct port_fact *fact = &document->facts[index], *other;
	struct diagnostic *diagnostic;

	if (page->reported[index] || port_fact_is_free(fact) || fact->source == PORT_AT_HOST ||
		port_is_known(input->project->words, fact->port) || is_said_elsewhere(page->page, index))
		return;
	other = meant(input, document, index);
	if (other == NULL)
		return;
	diagnostic = port_report(page, index, RULE_PORT_CONTRADICTION, found,
		"%u is no service's port, and this guide says %u elsewhere", fact->port, other->port);
	diagnostic->help = str_format(found->arena, "did you mean %u?", other->port);
	port_relate(
		found, diagnostic, document, other, str_format(found->arena, "%u here", other->port));
}

void port_contradiction_check_lists(
	const struct check_input *input, struct port_page *page, struct diagnostics *found)
{
	size_t count = page->page->document->fact_count;

	for (size_t i = 1; i < count; i++)
		check_twice(page, i, found);
	for (size_t i = 0; i < count; i++)
		check_slip(input, page, i, found);
}
