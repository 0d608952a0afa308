#ifndef PORTOLAN_PARSE_PORT_READER_H
#define PORTOLAN_PARSE_PORT_READER_H

/*
 * What the readers of tables, text and code share: the facts so far, and what
 * the headings and the lines above a number say of it. Nobody outside
 * parse/port_* includes it.
 */

#include "content/source.h"
#include "parse/lines.h"
#include "parse/port_context.h"

/* A fact on its way: what it says and where in the text. */
struct port_draft {
	struct port_fact fact;
	size_t begin, end; /* bytes into the source */
	uint32_t section;  /* number of its section: headings above it */
	bool is_alone;     /* a command's: no heading says what it is about */
	bool may_inherit;  /* direction and protocol come from the same number of its section */
};

/* An open heading and the one mail service that it names. */
struct port_section {
	unsigned level;
	struct str unread;                  /* its text, until somebody asks for the service */
	const struct port_service *service; /* NULL: none, or several */
};

/* What the lines of a paragraph, a list or a table of labels have said so far. */
struct port_group {
	const struct port_service *services[3]; /* of mail, by enum port_direction */
	uint8_t direction;                      /* the last one */
	struct str host;                        /* the last one */
	bool one_host;                          /* none other was named since the last number */
	bool used;                              /* a number has come since the host */
	bool apart;                             /* another paragraph has begun since the host */
};

#define PORT_DEEPEST 6

struct port_reader {
	struct arena *scratch;
	const struct port_vocabulary *vocabulary;
	struct document *document;
	const struct source *source;
	const struct line_list *lines;
	size_t begin; /* of the body in the source */
	struct port_section sections[PORT_DEEPEST + 1];
	size_t section_depth;
	uint32_t section; /* number of the section, from 0: headings so far */
	struct port_group group;
	uint16_t table; /* number of the last table */
	uint16_t list;  /* number of the last list of ports */
	struct port_draft *drafts;
	size_t count, size;
};

/* Keep a fact; offsets are bytes into the source. */
struct port_draft *port_reader_add(
	struct port_reader *reader, size_t begin, size_t end, uint32_t port, enum port_source source);

/* Give a draft what its context says; protocol from the headings where the context names none. */
void port_reader_describe(
	struct port_reader *reader, struct port_draft *draft, const struct port_context *context);

/* A heading: what stood below others of its level and deeper ones is closed. */
void port_reader_open_section(struct port_reader *reader, unsigned level, struct str text);

/*
 * `- **POP configuration**`: authors set headings so, too. Below such a line its service is
 * meant, up to the next one or the next heading. Other lines are left alone.
 */
void port_reader_open_bold(struct port_reader *reader, struct str line);

/* What a line says is said of the lines below it; `has_number`: a port stands in the line. */
void port_group_add(struct port_group *group, const struct port_context *context, bool has_number);

/* Give a context what it lacks and the lines above have said. */
void port_group_complete(const struct port_group *group, struct port_context *context);

/* The group as it is before anything was said. */
struct port_group port_group_empty(void);

#endif
