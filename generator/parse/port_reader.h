#ifndef PORTOLAN_PARSE_PORT_READER_H
#define PORTOLAN_PARSE_PORT_READER_H

/* What the modules that read ports share; nobody outside parse/port_* includes it. */

#include "content/source.h"
#include "parse/lines.h"
#include "parse/port_tokens.h"

/* A fact on its way: what it says and where in the text. */
struct port_draft {
	struct port_fact fact;
	size_t begin, end; /* bytes into the source */
	bool may_inherit;  /* direction and protocol come from the same number of its section */
};

/* An open heading and the one mail protocol that it names. */
struct port_section {
	unsigned level;
	struct str unread;                  /* its text, until somebody asks for the service */
	const struct port_service *service; /* NULL: none, or both */
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
	uint16_t table;   /* number of the last table */
	uint16_t list;    /* number of the last list of ports */
	struct port_draft *drafts;
	uint32_t *draft_sections;
	size_t count, size;
};

/* What a stretch of tokens says around a number. */
struct port_context {
	const struct port_service *service; /* nearest before; NULL: none */
	uint8_t direction;
	uint8_t security;
	struct str host;
	bool one_service; /* no other is named in the stretch */
	uint32_t service_end;
};

/* Tokens `first` up to `last`, the last exclusive. */
struct port_context port_context_of(const struct port_token *tokens, size_t first, size_t last);

/* SSL, and whether it is said to be off, within the sentence around a token. */
uint8_t port_sentence_security(const struct port_token *tokens, size_t count, size_t at);

/* Keep a fact; offsets are bytes into the source. */
struct port_draft *port_reader_add(
	struct port_reader *reader, size_t begin, size_t end, uint32_t port, enum port_source source);

/* Give a draft what its context says; protocol from the headings where the context names none. */
void port_reader_describe(
	struct port_reader *reader, struct port_draft *draft, const struct port_context *context);

/* Lines `first` up to `last`, the last exclusive, are rows. */
void port_table_read(struct port_reader *reader, size_t first, size_t last);

/*
 * Ports that commands and settings name, in a line of code or in a code span:
 * `-p 22`, `--dport 993`, `Port 22`, `port: 80`, `EXPOSE 80`, `-p 80:80`.
 */
void port_code_read(struct port_reader *reader, struct str code, size_t offset);

/* One line of text; `offset` of its first byte in the source. */
void port_prose_read(
	struct port_reader *reader, struct str line, size_t offset, enum port_source source);

#endif
