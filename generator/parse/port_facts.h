#ifndef PORTOLAN_PARSE_PORT_FACTS_H
#define PORTOLAN_PARSE_PORT_FACTS_H

/*
 * The ports that a guide states: in tables, also in those that lack their row
 * of hyphens; in labels, sentences and code; behind hosts and in URLs. Each
 * with the service, direction, security and host that its own row, column,
 * clause or paragraph names. Found in the text by lines, since a table that is
 * none for markdown is one for a reader.
 */

#include "content/source.h"
#include "parse/lines.h"
#include "parse/port_words.h"

/*
 * Fill the document's facts from the lines of its body, which begins at `begin`,
 * and report port-range. After the outline: facts know their headings.
 */
void port_facts_read(struct arena *scratch, const struct port_words *words,
	struct document *document, const struct source *source, const struct line_list *lines,
	size_t begin);

#endif
