#include "check/port_role.h"

#include "check/port_slip.h"

/* System ports are assigned (RFC 6335): who moves a service takes a higher number. */
#define LAST_SYSTEM_PORT 1023

static const struct port_service *service_named(const struct check_input *input, struct str name)
{
	return port_service_of(input->project->words, name);
}

static void add_service(struct port_role *role, const struct port_service *service)
{
	for (size_t i = 0; i < role->count; i++) {
		if (role->services[i] == service)
			return;
	}
	if (service != NULL && role->count < PORT_ROLE_MOST)
		role->services[role->count++] = service;
}

static void add_direction(
	const struct check_input *input, struct port_role *role, uint8_t direction)
{
	const struct port_words *words = input->project->words;

	for (size_t i = 0; i < words->service_count; i++) {
		if (words->services[i].strict && words->services[i].direction == direction)
			add_service(role, &words->services[i]);
	}
}

/* Whether the section is about mail: "incoming" alone may be a firewall's. */
static bool is_about_mail(
	const struct check_input *input, const struct document *document, const struct port_fact *fact)
{
	if (fact->section.len > 0)
		return true;
	for (size_t i = 0; i < document->fact_count; i++) {
		const struct port_fact *other = &document->facts[i];
		const struct port_service *service = service_named(input, other->protocol);

		if (other != fact && other->heading == fact->heading && port_service_is_mail(service))
			return true;
	}
	return false;
}

/* "imap.example.org" says whose it is by its first part. */
static const struct port_service *service_of_host(
	const struct check_input *input, const struct port_fact *fact)
{
	struct str host = fact->host.len > 0 ? fact->host : fact->near_host, first, rest;
	const struct port_service *service;

	if (!str_cut(host, '.', &first, &rest))
		return NULL;
	service = service_named(input, first);
	return port_service_is_mail(service) ? service : NULL;
}

/* "Incoming" below the heading "IMAP" is IMAP's; below "SMTP", one of the two is mistaken. */
static struct port_role role_of_direction(
	const struct check_input *input, const struct document *document, const struct port_fact *fact)
{
	const struct port_service *section = service_named(input, fact->section);
	const struct port_service *host = service_of_host(input, fact);
	struct port_role role = {.certain = true};

	if (!is_about_mail(input, document, fact))
		return role;
	if (section != NULL && (section->direction == fact->direction || section == host)) {
		add_service(&role, section);
		return role;
	}
	add_direction(input, &role, fact->direction);
	if (section != NULL && fact->direction == PORT_INCOMING)
		add_service(&role, section);
	return role;
}

static bool stands_in_row(const struct port_fact *fact)
{
	return fact->table > 0 || fact->source == PORT_IN_LABEL || fact->source == PORT_IN_TABLE;
}

struct port_role port_role_of(
	const struct check_input *input, const struct document *document, size_t index)
{
	const struct port_fact *fact = &document->facts[index];
	const struct port_service *service = service_named(input, fact->protocol);
	struct port_role role = {.certain = fact->near};

	if (service != NULL && !fact->derived) {
		add_service(&role, service);
		role.certain = fact->near || (service->strict && (fact->labelled || stands_in_row(fact)));
		return role;
	}
	if (fact->labelled)
		return role_of_direction(input, document, fact);
	if (stands_in_row(fact) && service_of_host(input, fact) != NULL) {
		add_service(&role, service_of_host(input, fact));
		role.certain = true;
		return role;
	}
	add_service(&role, service != NULL ? service : service_named(input, fact->section));
	role.certain = false;
	return role;
}

/* What the site says of a service in one of its products. */
static const struct config_service *site_role(
	const struct check_input *input, const struct page *page, const struct port_service *service)
{
	const struct config_services *roles = &input->project->config.roles;

	for (size_t i = 0; i < roles->count; i++) {
		const struct config_service *role = &roles->items[i];

		if (str_has(page->document->directory, role->owner) &&
			(role->protocol.len == 0 || str_equal(role->protocol, service->name)))
			return role;
	}
	return NULL;
}

struct port_numbers port_role_numbers(struct arena *arena, const struct check_input *input,
	const struct page *page, const struct port_role *role, uint8_t security)
{
	uint16_t *ports = NULL;
	struct port_numbers all = {NULL, 0};
	size_t most = 0;

	for (size_t i = 0; i < role->count; i++) {
		const struct config_service *site = site_role(input, page, role->services[i]);

		most += site != NULL ? site->port_count : role->services[i]->any.count;
	}
	ports = arena_array(arena, uint16_t, most);
	all.ports = ports;
	for (size_t i = 0; i < role->count; i++) {
		const struct config_service *site = site_role(input, page, role->services[i]);
		const struct port_numbers *own =
			port_service_numbers(role->services[i], (enum port_security)security);
		struct port_numbers its = *own;

		if (site != NULL)
			its = (struct port_numbers){site->ports, site->port_count};
		for (size_t j = 0; j < its.count; j++) {
			if (!port_numbers_have(&all, its.ports[j]))
				ports[all.count++] = its.ports[j];
		}
	}
	return all;
}

/* 143 where POP's heading stands is no slip of security but of the service. */
static bool is_of_other_mail(
	const struct check_input *input, const struct port_role *role, uint32_t port)
{
	const struct port_words *words = input->project->words;

	for (size_t i = 0; i < words->service_count; i++) {
		const struct port_service *other = &words->services[i];

		if (other->strict && other->direction == PORT_INCOMING &&
			role->services[0]->direction == PORT_INCOMING && other != role->services[0] &&
			port_numbers_have(&other->any, port))
			return true;
	}
	return false;
}

/* No service's port, and nearly one of mail's. */
static bool is_mail_slip(const struct check_input *input, uint32_t port)
{
	const struct port_words *words = input->project->words;

	if (port_is_known(words, port))
		return false;
	for (size_t i = 0; i < words->service_count; i++) {
		const struct port_numbers *numbers = &words->services[i].any;

		for (size_t j = 0; words->services[i].strict && j < numbers->count; j++) {
			if (port_slip_of(port, numbers->ports[j]) != SLIP_NONE)
				return true;
		}
	}
	return false;
}

/* A port that belongs to another service, or a slip of the pen for one of the service's own. */
static bool is_mistaken(
	const struct check_input *input, const struct port_service *service, uint32_t port)
{
	if (port <= LAST_SYSTEM_PORT || port > UINT16_MAX || port_is_known(input->project->words, port))
		return true;
	for (size_t i = 0; i < service->any.count; i++) {
		enum port_slip slip = port_slip_of(port, service->any.ports[i]);

		if (slip == SLIP_ORDER || slip == SLIP_LOST)
			return true;
	}
	return false;
}

/* `*allowed`: what stands there rightly. */
static bool breaks_role(struct arena *arena, const struct check_input *input,
	const struct page *page, size_t index, const struct port_role *role,
	struct port_numbers *allowed)
{
	const struct port_fact *fact = &page->document->facts[index];
	const struct port_service *service = role->services[0];

	*allowed = port_role_numbers(arena, input, page, role, PORT_ANY_SECURITY);
	if (!port_numbers_have(allowed, fact->port)) {
		if (!service->strict)
			return role->certain && is_mistaken(input, service, fact->port);
		return role->certain || is_of_other_mail(input, role, fact->port) ||
			   is_mail_slip(input, fact->port);
	}
	/* In a column of its own, a port with SSL can't be one without it. */
	if (fact->table == 0 || fact->security != PORT_CLEAR || !service->strict)
		return false;
	*allowed = port_role_numbers(arena, input, page, role, fact->security);
	return !port_numbers_have(allowed, fact->port);
}

/* Whether a number may stand where a fact stands. */
static bool may_stand(struct arena *arena, const struct check_input *input, const struct page *page,
	size_t at, uint32_t port)
{
	struct port_role role = port_role_of(input, page->document, at);
	struct port_numbers allowed =
		port_role_numbers(arena, input, page, &role, page->document->facts[at].security);

	return role.count > 0 && role.certain && port_numbers_have(&allowed, port);
}

/* Two cells of a table that should change places. */
static bool is_swap(struct arena *arena, const struct check_input *input,
	const struct port_page *page, size_t a, size_t b)
{
	const struct port_fact *facts = page->page->document->facts;

	/* In one row 587 may stand with SSL, but not 465 without: then they change places, too. */
	return a != b && facts[a].table > 0 && facts[a].table == facts[b].table && !page->reported[b] &&
		   facts[a].port != facts[b].port &&
		   (facts[a].row == facts[b].row ||
			   !may_stand(arena, input, page->page, b, facts[b].port)) &&
		   may_stand(arena, input, page->page, a, facts[b].port) &&
		   may_stand(arena, input, page->page, b, facts[a].port);
}

/* One finding, at the first of the two. */
static bool report_swap(
	const struct check_input *input, struct port_page *page, size_t fact, struct diagnostics *found)
{
	const struct document *document = page->page->document;

	for (size_t i = 0; i < document->fact_count; i++) {
		size_t first = i < fact ? i : fact, second = i < fact ? fact : i;
		struct diagnostic *diagnostic;

		if (!is_swap(found->arena, input, page, fact, i))
			continue;
		diagnostic = port_report(page, first, RULE_PORT_ROLE, found,
			"the ports %u and %u stand in each other's cells", document->facts[first].port,
			document->facts[second].port);
		page->reported[second] = true;
		port_relate(found, diagnostic, document, &document->facts[second], S("the other cell"));
		diagnostic->help = S("exchange them");
		return true;
	}
	return false;
}

/* Where else the guide says rightly what belongs here. */
static void relate_statement(const struct port_page *page, size_t index,
	const struct port_numbers *allowed, struct diagnostics *found, struct diagnostic *diagnostic)
{
	const struct document *document = page->page->document;
	const struct port_fact *fact = &document->facts[index];

	for (size_t i = 0; i < document->fact_count; i++) {
		const struct port_fact *other = &document->facts[i];

		if (i == index || page->reported[i] || !str_equal(other->protocol, fact->protocol) ||
			fact->protocol.len == 0 || !port_numbers_have(allowed, other->port))
			continue;
		port_relate(
			found, diagnostic, document, other, str_format(found->arena, "%u here", other->port));
		return;
	}
}

static struct str role_name(struct arena *arena, const struct port_role *role)
{
	struct str name = S("");

	for (size_t i = 0; i < role->count; i++)
		name = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(name), i > 0 ? " or " : "",
			STR_ARG(role->services[i]->name));
	return name;
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

void port_role_check(const struct check_input *input, struct port_page *page, size_t index,
	struct diagnostics *found)
{
	const struct port_fact *fact = &page->page->document->facts[index];
	struct port_role role = port_role_of(input, page->page->document, index);
	struct port_numbers allowed;
	struct diagnostic *diagnostic;
	struct str list;

	if (page->reported[index] || role.count == 0 || port_fact_is_free(fact) ||
		!breaks_role(found->arena, input, page->page, index, &role, &allowed) ||
		report_swap(input, page, index, found))
		return;
	allowed = port_role_numbers(found->arena, input, page->page, &role, fact->security);
	list = role_name(found->arena, &role);
	diagnostic = port_report(page, index, RULE_PORT_ROLE, found, "%u is no port of " STR_FMT "%s",
		fact->port, STR_ARG(list), security_words(fact->security));
	list = port_list(found->arena, &allowed);
	diagnostic->help = str_format(found->arena, "it is " STR_FMT, STR_ARG(list));
	relate_statement(page, index, &allowed, found, diagnostic);
	/* Its service, and how it is secured, leave one number. */
	if (role.certain && allowed.count == 1 && fact->security != PORT_ANY_SECURITY) {
		struct fix *fix = arena_new(found->arena, struct fix);

		*fix = (struct fix){fact->place, list, role.services[0]->strict && fact->table > 0};
		diagnostic->fix = fix;
	}
}
