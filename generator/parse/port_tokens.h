#ifndef PORTOLAN_PARSE_PORT_TOKENS_H
#define PORTOLAN_PARSE_PORT_TOKENS_H

/*
 * A line as far as ports are concerned: the words, numbers, hosts and services
 * in it, in order. Link destinations, tags and attribute lists are blanks;
 * host names are taken whole, so that "SSL0.OVH.NET" says nothing of SSL.
 */

#include "parse/port_vocabulary.h"

enum token_kind {
	TOKEN_WORD,     /* enum port_word */
	TOKEN_NUMBER,   /* digits that may be a port */
	TOKEN_SECURITY, /* enum port_security */
	TOKEN_SERVICE,
	TOKEN_HOST,
	TOKEN_HOST_PORT, /* the number behind a host's colon */
	TOKEN_SENTENCE,  /* the end of one */
};

struct port_token {
	enum token_kind kind;
	uint32_t begin, end; /* bytes into the line */
	uint32_t value;      /* number; enum port_word; enum port_security */
	const struct port_service *service;
	struct str host; /* small letters */
	bool in_url;     /* TOKEN_HOST, TOKEN_HOST_PORT: behind a scheme */
};

/* Whether a token is this word. */
static inline bool port_token_is(const struct port_token *token, enum port_word word)
{
	return token->kind == TOKEN_WORD && token->value == (uint32_t)word;
}

/* The tokens of a line, in the arena; `*count` of them. */
const struct port_token *port_tokens(
	struct arena *arena, const struct port_vocabulary *vocabulary, struct str line, size_t *count);

/*
 * Whether a number in the text may be a port, by what stands directly before it: where none may,
 * no token is a number.
 */
bool port_tokens_may_have_number(struct str text);

/* The first such number that begins at or behind `from`, or the length. */
size_t port_tokens_next_number(struct str text, size_t from);

/*
 * Whether the text may state a port: it has such a number, and a word of ports or a colon before a
 * number. Where it may not, nobody needs the tokens.
 */
bool port_tokens_may_state_port(const struct port_vocabulary *vocabulary, struct str text);

#endif
