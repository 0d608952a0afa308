#ifndef PORTOLAN_PARSE_PORT_CONTEXT_H
#define PORTOLAN_PARSE_PORT_CONTEXT_H

/* What a stretch of tokens says of the numbers in it or beside it. */

#include "parse/port_tokens.h"

/* From one number to the next in "993 or 143": at most so many bytes. */
#define PORT_BETWEEN 14

struct port_context {
	const struct port_service *service; /* the last one; NULL: none */
	bool one_service;                   /* no other is named in the stretch */
	uint8_t direction;                  /* enum port_direction */
	uint8_t security;                   /* enum port_security; the caller's to set */
	struct str host;                    /* the last one, or "" */
	bool one_host;                      /* no other is named in the stretch */
	struct str near_host;               /* that of the list or table around it, or "" */
	uint32_t service_end;               /* bytes into the line: behind the service's name */
};

/* Tokens `first` up to `last`, the last exclusive; everything but the security. */
struct port_context port_context_of(const struct port_token *tokens, size_t first, size_t last);

/* How a cell of a table says that a connection is secured: "SSL disabled". */
uint8_t port_context_security(const struct port_token *tokens, size_t count);

/*
 * How the sentence around number `at` says that it is secured: "with SSL, port 993", "port 993
 * (SSL) or 143", "ports 110 and 587: no SSL". `line` is what the tokens were made of.
 */
uint8_t port_context_security_at(
	const struct port_token *tokens, size_t count, size_t at, struct str line);

/*
 * The direction behind number `at` where the sentence says directions so: "port 993 for incoming
 * mail, port 465 for outgoing mail". False: it says them before its numbers, or not at all.
 */
bool port_context_direction_behind(
	const struct port_token *tokens, size_t count, size_t at, uint8_t *direction);

#endif
