#include "check/port_contradiction.h"
#include "check/port_role.h"
#include "check/port_translation.h"

/* `ex*.mail.ovh.net` stands for all of a cluster. */
static bool is_host(struct str pattern, struct str host)
{
	size_t star = str_find_char(pattern, '*', 0);
	struct str tail;

	if (star == STR_NONE)
		return str_equal(pattern, host);
	tail = str_from(pattern, star + 1);
	return host.len + 1 >= pattern.len && str_starts(host, str_first(pattern, star)) &&
		   str_ends(host, tail);
}

/* Whether the facts file speaks of the host for this fact's service. */
static bool is_about(
	const struct config_service *host, const struct port_fact *fact, struct str name, bool certain)
{
	return is_host(host->owner, name) &&
		   !(certain && host->protocol.len > 0 && fact->protocol.len > 0 &&
			   !str_equal(host->protocol, fact->protocol));
}

static void check_host(const struct check_input *input, struct port_page *page, size_t index,
	struct diagnostics *found)
{
	const struct port_fact *fact = &page->page->document->facts[index];
	const struct config_services *hosts = &input->project->config.hosts;
	bool certain = port_role_of(input, page->page->document, index).certain;
	struct str name = fact->host, offered = S("");

	if (name.len == 0 && certain)
		name = fact->near_host;
	if (page->reported[index] || name.len == 0 || fact->source == PORT_IN_CODE)
		return;
	for (size_t i = 0; i < hosts->count; i++) {
		const struct config_service *host = &hosts->items[i];

		if (!is_about(host, fact, name, certain))
			continue;
		for (size_t j = 0; j < host->port_count; j++) {
			if (host->ports[j] == fact->port)
				return;
			offered = str_format(found->arena, STR_FMT "%s%u", STR_ARG(offered),
				offered.len > 0 ? ", " : "", host->ports[j]);
		}
	}
	if (offered.len > 0)
		port_report(page, index, RULE_PORT_HOST, found, STR_FMT " does not offer the port %u",
			STR_ARG(name), fact->port)
			->help = str_format(found->arena, "it offers " STR_FMT, STR_ARG(offered));
}

static bool is_implicit(uint32_t port)
{
	return port == 993 || port == 995 || port == 465;
}

/* "143 or 993 (SSL)": the word may be about the other number of the list. */
static bool has_fitting_mate(const struct document *document, size_t index)
{
	const struct port_fact *fact = &document->facts[index];

	for (size_t i = 0; i < document->fact_count; i++) {
		const struct port_fact *other = &document->facts[i];

		if (i != index && fact->list > 0 && other->list == fact->list &&
			is_implicit(other->port) != is_implicit(fact->port))
			return true;
	}
	return false;
}

/* STARTTLS begins in clear: never on 993, 995, 465; SSL/TLS never on 143 or 110 (RFC 8314). */
static void check_security(struct port_page *page, size_t index, struct diagnostics *found)
{
	const struct port_fact *fact = &page->page->document->facts[index];
	bool clear = fact->port == 143 || fact->port == 110;

	if (page->reported[index] || port_fact_is_free(fact) ||
		has_fitting_mate(page->page->document, index))
		return;
	if (fact->security == PORT_STARTTLS && is_implicit(fact->port))
		port_report(
			page, index, RULE_PORT_SECURITY, found, "%u is no port with STARTTLS", fact->port)
			->help = S("993, 995 and 465 speak SSL/TLS from the first byte");
	else if (fact->security == PORT_TLS && clear)
		port_report(
			page, index, RULE_PORT_SECURITY, found, "%u is no port with SSL/TLS", fact->port)
			->help = S("with SSL/TLS, IMAP is on 993 and POP on 995");
}

static void check_page(
	const struct check_input *input, struct port_page *page, struct diagnostics *found)
{
	size_t count = page->page->document->fact_count;

	for (size_t i = 0; i < count; i++)
		port_role_check(input, page, i, found);
	for (size_t i = 0; i < count; i++)
		check_host(input, page, i, found);
	for (size_t i = 0; i < count; i++)
		check_security(page, i, found);
	for (size_t i = 0; i < count; i++)
		port_contradiction_check(input, page, i, found);
}

/* All rules about ports at once: which of them speaks is decided number by number. */
void check_ports(const struct check_input *input, struct diagnostics *found)
{
	struct port_pages pages = port_pages_make(found->arena, input->project->site);

	if (input->project->words == NULL)
		return;
	for (size_t i = 0; i < pages.count; i++)
		check_page(input, &pages.items[i], found);
	port_translation_check(input, &pages, found);
	for (size_t i = 0; i < pages.count; i++)
		port_contradiction_check_lists(input, &pages.items[i], found);
}
