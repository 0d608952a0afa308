#include "check/ports.h"

#include <stdarg.h>
#include <stdio.h>

static const struct port_service *service_of(
	const struct check_input *input, const struct port_fact *fact)
{
	return port_service_of(input->project->words, fact->protocol);
}

struct diagnostic *port_report(struct port_page *page, size_t fact, enum rule rule,
	struct diagnostics *found, const char *message, ...)
{
	char text[400];
	va_list arguments;

	va_start(arguments, message);
	vsnprintf(text, sizeof(text), message, arguments);
	va_end(arguments);
	page->reported[fact] = true;
	return diagnostics_add(found, rule, page->page->document->path,
		page->page->document->facts[fact].place, "%s", text);
}

struct str port_list(struct arena *arena, const struct port_numbers *numbers)
{
	struct str list = S("");

	for (size_t i = 0; i < numbers->count; i++)
		list = str_format(arena, STR_FMT "%s%u", STR_ARG(list),
			i == 0                    ? ""
			: i + 1 == numbers->count ? " or "
									  : ", ",
			numbers->ports[i]);
	return list;
}

static const char *security_words(uint8_t security)
{
	switch (security) {
	case PORT_TLS: return " with SSL/TLS";
	case PORT_STARTTLS: return " with STARTTLS";
	case PORT_CLEAR: return " without SSL/TLS";
	default: return "";
	}
}

static bool is_ambiguous(const struct port_fact *fact)
{
	return fact->source == PORT_IN_CODE || fact->source == PORT_IN_URL;
}

/* 434 or 433 for 443: the same digits otherwise; 44: the last is lost. */
static bool is_slip_of(uint32_t written, uint32_t meant)
{
	unsigned seen[2] = {0, 0}, length[2] = {0, 0};
	uint32_t numbers[2] = {written, meant};

	for (size_t i = 0; i < COUNT(numbers); i++) {
		for (uint32_t rest = numbers[i]; rest > 0; rest /= 10) {
			seen[i] |= 1U << (rest % 10);
			length[i]++;
		}
	}
	return (written != meant && seen[0] == seen[1] && length[0] == length[1]) ||
		   written == meant / 10;
}

/* A port that belongs to another service, or a slip of the pen for one of the service's own. */
static bool is_mistaken(
	const struct check_input *input, const struct port_service *service, uint32_t port)
{
	const struct port_words *words = input->project->words;

	for (size_t i = 0; i < service->any.count; i++) {
		if (is_slip_of(port, service->any.ports[i]))
			return true;
	}
	for (size_t i = 0; i < words->service_count; i++) {
		if (&words->services[i] != service && port_numbers_have(&words->services[i].any, port))
			return true;
	}
	return false;
}

/* What a site says its product may have, besides. */
static bool is_allowed_by_site(
	const struct check_input *input, const struct page *page, const struct port_fact *fact)
{
	const struct config_services *roles = &input->project->config.roles;

	for (size_t i = 0; i < roles->count; i++) {
		const struct config_service *role = &roles->items[i];

		if (!str_has(page->document->directory, role->owner) ||
			(role->protocol.len > 0 && !str_equal(role->protocol, fact->protocol)))
			continue;
		for (size_t j = 0; j < role->port_count; j++) {
			if (role->ports[j] == fact->port)
				return true;
		}
	}
	return false;
}

/* Whether a service of mail is surely the one that the number is about. */
static bool is_bound(const struct port_fact *fact)
{
	return fact->near || fact->labelled || fact->source == PORT_IN_TABLE ||
		   fact->source == PORT_IN_LABEL;
}

/* 143 where another incoming service's heading stands is no slip of security but of the service. */
static bool is_of_other_mail(
	const struct check_input *input, const struct port_service *service, uint32_t port)
{
	const struct port_words *words = input->project->words;

	for (size_t i = 0; i < words->service_count; i++) {
		const struct port_service *other = &words->services[i];

		if (other->strict && other != service && port_numbers_have(&other->any, port))
			return true;
	}
	return false;
}

static bool breaks_role(const struct check_input *input, const struct page *page,
	const struct port_fact *fact, const struct port_numbers **allowed)
{
	const struct port_service *service = service_of(input, fact);

	if (service == NULL || is_ambiguous(fact) || is_allowed_by_site(input, page, fact))
		return false;
	*allowed = &service->any;
	if (!service->strict)
		return fact->near && !port_numbers_have(&service->any, fact->port) &&
			   is_mistaken(input, service, fact->port);
	if (!port_numbers_have(&service->any, fact->port))
		return is_bound(fact) || is_of_other_mail(input, service, fact->port);
	/* In a column of its own, a port without SSL can't be one with it. */
	if (fact->source == PORT_IN_TABLE && fact->security != PORT_ANY_SECURITY &&
		fact->security != PORT_STARTTLS) {
		*allowed = port_service_numbers(service, (enum port_security)fact->security);
		return !port_numbers_have(*allowed, fact->port) && fact->security == PORT_CLEAR;
	}
	return false;
}

/* Two cells of a row that should change places: one finding, at the first. */
static bool report_swap(
	const struct check_input *input, struct port_page *page, size_t fact, struct diagnostics *found)
{
	const struct document *document = page->page->document;
	const struct port_fact *a = &document->facts[fact];

	for (size_t i = 0; i < document->fact_count; i++) {
		const struct port_fact *b = &document->facts[i];
		const struct port_service *first = service_of(input, a), *second = service_of(input, b);
		size_t earlier = i < fact ? i : fact, later = i < fact ? fact : i;
		struct diagnostic *diagnostic;
		struct related *related;

		if (i == fact || b->table != a->table || a->table == 0 || first == NULL || second == NULL ||
			page->reported[i] || a->port == b->port ||
			(a->row != b->row && first == second && a->direction == b->direction))
			continue;
		if (!port_numbers_have(
				port_service_numbers(first, (enum port_security)a->security), b->port) ||
			!port_numbers_have(
				port_service_numbers(second, (enum port_security)b->security), a->port) ||
			(a->row != b->row && port_numbers_have(&second->any, b->port)))
			continue;
		diagnostic = port_report(page, earlier, RULE_PORT_ROLE, found,
			"the ports %u and %u stand in each other's cells", document->facts[earlier].port,
			document->facts[later].port);
		page->reported[later] = true;
		related = arena_new(found->arena, struct related);
		*related = (struct related){
			document->path, document->facts[later].place, S("the other cell"), NULL};
		diagnostic->related = related;
		diagnostic->help = S("exchange them");
		return true;
	}
	return false;
}

static void check_role(const struct check_input *input, struct port_page *page, size_t index,
	struct diagnostics *found)
{
	const struct port_fact *fact = &page->page->document->facts[index];
	const struct port_numbers *allowed = NULL;
	struct diagnostic *diagnostic;
	struct str list;

	if (page->reported[index] || !breaks_role(input, page->page, fact, &allowed) ||
		report_swap(input, page, index, found))
		return;
	diagnostic = port_report(page, index, RULE_PORT_ROLE, found, "%u is no port of " STR_FMT "%s",
		fact->port, STR_ARG(fact->protocol), security_words(fact->security));
	list = port_list(found->arena, allowed);
	diagnostic->help = str_format(found->arena, "it is " STR_FMT, STR_ARG(list));
}

static void check_host(const struct check_input *input, struct port_page *page, size_t index,
	struct diagnostics *found)
{
	const struct port_fact *fact = &page->page->document->facts[index];
	const struct config_services *hosts = &input->project->config.hosts;
	bool known = false;
	struct str offered = S("");

	if (page->reported[index] || fact->host.len == 0 || fact->source == PORT_IN_CODE)
		return;
	for (size_t i = 0; i < hosts->count; i++) {
		const struct config_service *host = &hosts->items[i];

		if (!str_equal(host->owner, fact->host) ||
			(is_bound(fact) && host->protocol.len > 0 && fact->protocol.len > 0 &&
				!str_equal(host->protocol, fact->protocol)))
			continue;
		known = true;
		for (size_t j = 0; j < host->port_count; j++) {
			if (host->ports[j] == fact->port)
				return;
			offered = str_format(found->arena, STR_FMT "%s%u", STR_ARG(offered),
				offered.len > 0 ? ", " : "", host->ports[j]);
		}
	}
	if (!known)
		return;
	port_report(page, index, RULE_PORT_HOST, found, STR_FMT " does not offer the port %u",
		STR_ARG(fact->host), fact->port)
		->help = str_format(found->arena, "it offers " STR_FMT, STR_ARG(offered));
}

/* STARTTLS begins in clear: never on 993, 995, 465; SSL/TLS never on 143 or 110 (RFC 8314). */
static void check_security(const struct check_input *input, struct port_page *page, size_t index,
	struct diagnostics *found)
{
	const struct port_fact *fact = &page->page->document->facts[index];
	bool implicit = fact->port == 993 || fact->port == 995 || fact->port == 465;
	bool clear = fact->port == 143 || fact->port == 110;

	(void)input;
	if (page->reported[index] || is_ambiguous(fact) ||
		!((fact->security == PORT_STARTTLS && implicit) || (fact->security == PORT_TLS && clear)))
		return;
	port_report(page, index, RULE_PORT_SECURITY, found, "%u is no port%s", fact->port,
		security_words(fact->security))
		->help = implicit ? S("993, 995 and 465 speak SSL/TLS from the first byte")
						  : S("with SSL/TLS, IMAP is on 993 and POP on 995");
}

/* A cell that holds no port was reported: what it should say is not known. */
static bool has_broken_cell(const struct document *document, size_t heading)
{
	uint32_t first = heading == STR_NONE ? 0 : document->headings[heading].place.line;
	size_t next = heading == STR_NONE ? 0 : heading + 1;
	uint32_t last =
		next < document->heading_count ? document->headings[next].place.line : UINT32_MAX;

	for (const struct diagnostic *at = document->found.first; at != NULL; at = at->next) {
		if (at->rule == RULE_PORT_RANGE && at->place.line >= first && at->place.line < last)
			return true;
	}
	return false;
}

/* In the prose of a section, a mail port that the section's table has under no row of its role. */
static void check_contradiction(const struct check_input *input, struct port_page *page,
	size_t index, struct diagnostics *found)
{
	const struct document *document = page->page->document;
	const struct port_fact *fact = &document->facts[index];
	const struct port_service *service = service_of(input, fact);
	const struct port_fact *row = NULL;

	if (page->reported[index] || fact->table > 0 || is_ambiguous(fact) || service == NULL ||
		!service->strict)
		return;
	for (size_t i = 0; i < document->fact_count; i++) {
		const struct port_fact *other = &document->facts[i];

		if (other->heading != fact->heading || other->table == 0 ||
			!str_equal(other->protocol, fact->protocol))
			continue;
		if (other->port == fact->port || page->reported[i])
			return;
		if (row == NULL || (other->security == fact->security && row->security != fact->security))
			row = other;
	}
	if (row != NULL && !has_broken_cell(document, fact->heading)) {
		struct related *related = arena_new(found->arena, struct related);
		struct diagnostic *diagnostic = port_report(page, index, RULE_PORT_CONTRADICTION, found,
			"the text says %u for " STR_FMT ", the table of this section does not", fact->port,
			STR_ARG(fact->protocol));

		*related = (struct related){document->path, row->place,
			str_format(found->arena, "the table says %u", row->port), NULL};
		diagnostic->related = related;
		diagnostic->help = str_format(found->arena, "the table says %u", row->port);
	}
}

void ports_check_lists(struct port_page *page, struct diagnostics *found)
{
	const struct document *document = page->page->document;

	for (size_t i = 1; i < document->fact_count; i++) {
		const struct port_fact *first = &document->facts[i - 1], *second = &document->facts[i];
		struct diagnostic *diagnostic;
		struct related *related;
		/* Lists go from incoming to outgoing mail. */
		bool first_is_wrong = first->direction == PORT_OUTGOING || first->port == 465 ||
							  first->port == 587 || first->port == 25;

		if (first->list == 0 || first->list != second->list || first->port != second->port ||
			page->reported[i] || page->reported[i - 1])
			continue;
		diagnostic = port_report(page, first_is_wrong ? i - 1 : i, RULE_PORT_CONTRADICTION, found,
			"%u stands twice in one list of ports", first->port);
		related = arena_new(found->arena, struct related);
		*related = (struct related){document->path, first_is_wrong ? second->place : first->place,
			S("the same number"), NULL};
		diagnostic->related = related;
		diagnostic->help = S("one of the two is another port");
	}
}

void ports_check_page(
	const struct check_input *input, struct port_page *page, struct diagnostics *found)
{
	size_t count = page->page->document->fact_count;

	for (size_t i = 0; i < count; i++)
		check_role(input, page, i, found);
	for (size_t i = 0; i < count; i++)
		check_host(input, page, i, found);
	for (size_t i = 0; i < count; i++)
		check_security(input, page, i, found);
	for (size_t i = 0; i < count; i++)
		check_contradiction(input, page, i, found);
}

/* All rules about ports at once: which of them speaks is decided number by number. */
void check_ports(const struct check_input *input, struct diagnostics *found)
{
	const struct site *site = input->project->site;
	struct port_pages pages = {
		arena_array(found->arena, struct port_page, site->page_count), site->page_count};

	if (input->project->words == NULL)
		return;
	for (size_t i = 0; i < site->page_count; i++) {
		const struct document *document = site->pages[i]->document;

		pages.items[i] = (struct port_page){
			site->pages[i], arena_array(found->arena, bool, document->fact_count)};
		ports_check_page(input, &pages.items[i], found);
	}
	ports_check_translations(input, &pages, found);
	for (size_t i = 0; i < pages.count; i++)
		ports_check_lists(&pages.items[i], found);
}
