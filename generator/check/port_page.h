#ifndef PORTOLAN_CHECK_PORT_PAGE_H
#define PORTOLAN_CHECK_PORT_PAGE_H

/* A page's port facts while the rules go over them: a number gets one finding, the first's. */

#include "check/check.h"
#include "parse/port_words.h"

struct port_page {
	const struct page *page;
	bool *reported; /* one for each of the document's facts: a rule has spoken of it */
};

struct port_pages {
	struct port_page *items; /* by the site's pages */
	size_t count;
};

/* All pages of a site, nothing reported; in the arena. */
struct port_pages port_pages_make(struct arena *arena, const struct site *site);

/* A finding at a fact's number. */
struct diagnostic *port_report(struct port_page *page, size_t fact, enum rule rule,
	struct diagnostics *found, const char *message, ...) __attribute__((format(printf, 5, 6)));

/* Add a place that says something else to a finding. */
void port_relate(struct diagnostics *found, struct diagnostic *diagnostic,
	const struct document *document, const struct port_fact *fact, struct str message);

/* "465, 587 or 25"; in the arena. */
struct str port_list(struct arena *arena, const struct port_numbers *numbers);

/* Code and URLs name ports that nobody promises: no rule about roles holds them. */
static inline bool port_fact_is_free(const struct port_fact *fact)
{
	return fact->source == PORT_IN_CODE || fact->source == PORT_IN_URL;
}

#endif
