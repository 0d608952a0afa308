#ifndef PORTOLAN_CHECK_PORT_ROLE_H
#define PORTOLAN_CHECK_PORT_ROLE_H

/*
 * The role of a number: the services that it may belong to, by what its row,
 * column, clause, label and headings say, and the ports that those may have
 * (RFC 8314, RFC 6409, IANA: themes/default/ports/services.yaml), as the site's
 * own facts narrow them.
 */

#include "check/port_page.h"

#define PORT_ROLE_MOST 8

struct port_role {
	const struct port_service *services[PORT_ROLE_MOST];
	size_t count; /* 0: nothing is known */
	bool certain; /* its own row, column, clause or label says so; else a heading does */
};

struct port_role port_role_of(
	const struct check_input *input, const struct document *document, size_t fact);

/* The ports that the role may have where this security is named; in the arena. */
struct port_numbers port_role_numbers(struct arena *arena, const struct check_input *input,
	const struct page *page, const struct port_role *role, uint8_t security);

/* check/port_role.c: port-role. */
void port_role_check(const struct check_input *input, struct port_page *page, size_t fact,
	struct diagnostics *found);

#endif
