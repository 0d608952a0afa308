#ifndef PORTOLAN_CHECK_PORTS_H
#define PORTOLAN_CHECK_PORTS_H

/* What the rules about ports share. A number gets one finding: the first rule that applies. */

#include "check/check.h"
#include "parse/port_words.h"

/* The facts of a page that a rule has spoken of already, by index. */
struct port_page {
	const struct page *page;
	bool *reported; /* one for each of the document's facts */
};

struct port_pages {
	struct port_page *items; /* by the site's pages */
	size_t count;
};

/* A finding at a fact's number. */
struct diagnostic *port_report(struct port_page *page, size_t fact, enum rule rule,
	struct diagnostics *found, const char *message, ...) __attribute__((format(printf, 5, 6)));

/* "465, 587 or 25" */
struct str port_list(struct arena *arena, const struct port_numbers *numbers);

/* check/ports.c: port-role, port-host, port-security, port-contradiction, page by page. */
void ports_check_page(
	const struct check_input *input, struct port_page *page, struct diagnostics *found);

/* A number twice in one list, "ports 110 and 110": after the translations, which may know better.
 */
void ports_check_lists(struct port_page *page, struct diagnostics *found);

/* check/port_translation.c: over a page's translations. */
void ports_check_translations(
	const struct check_input *input, struct port_pages *pages, struct diagnostics *found);

#endif
