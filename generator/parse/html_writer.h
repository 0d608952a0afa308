#ifndef PORTOLAN_PARSE_HTML_WRITER_H
#define PORTOLAN_PARSE_HTML_WRITER_H

/* What parse/html_filter.c, which follows the elements, and html_attributes.c share. */

#include "parse/html_elements.h"
#include "parse/html_filter.h"
#include "parse/html_tokens.h"

/* Raw elements open at once: a browser's own limit is 512, nobody's guide has ten. */
#define HTML_DEEPEST 64

struct open_element {
	struct str name;    /* as the guide has it */
	struct str written; /* what the end tag says; "" when nothing was written */
};

struct html_filter {
	struct arena *arena;
	const struct html_sink *sink;
	const struct str *iframe_hosts;
	size_t iframe_host_count;
	struct open_element open[HTML_DEEPEST];
	size_t depth;
	bool too_deep;       /* said so once */
	struct str dropping; /* the element whose content is dropped, or "" */
	struct str endless;  /* one that was seen to have no end tag */
	bool in_block;       /* it, or what is read now, stands in a block of raw HTML */
};

void html_write(struct html_filter *filter, struct str html);
void html_write_escaped(struct html_filter *filter, struct str text);
void html_report(
	struct html_filter *filter, enum rule rule, struct str what, size_t begin, size_t end);

/* The attributes of a tag that may be published, behind `first_class` (or ""). */
void html_write_attributes(
	struct html_filter *filter, const struct html_token *token, struct str first_class);

/* True for an iframe whose src is https: on one of the filter's hosts. */
bool html_iframe_is_shown(struct html_filter *filter, const struct html_token *token);

#endif
