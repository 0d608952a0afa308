#ifndef PORTOLAN_CHECK_PORT_TRANSLATION_H
#define PORTOLAN_CHECK_PORT_TRANSLATION_H

/*
 * port-translation: what a guide says against what its translations say in the
 * same place. An error where a clear majority says otherwise, or where one
 * translation does and the number here is no service's; else a warning.
 */

#include "check/port_page.h"

void port_translation_check(
	const struct check_input *input, struct port_pages *pages, struct diagnostics *found);

#endif
