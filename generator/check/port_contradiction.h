#ifndef PORTOLAN_CHECK_PORT_CONTRADICTION_H
#define PORTOLAN_CHECK_PORT_CONTRADICTION_H

/* Statements of one guide that can't all be right: port-contradiction. */

#include "check/port_page.h"

/* In the text of a section, a mail port that the section's table has under no row of its role. */
void port_contradiction_check(const struct check_input *input, struct port_page *page, size_t fact,
	struct diagnostics *found);

/*
 * A number twice in one list, "ports 110 and 110", and numbers of no service
 * that are slips for one that the guide says elsewhere: after the translations
 * were compared, which may know better.
 */
void port_contradiction_check_lists(
	const struct check_input *input, struct port_page *page, struct diagnostics *found);

#endif
