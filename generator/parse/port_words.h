#ifndef PORTOLAN_PARSE_PORT_WORDS_H
#define PORTOLAN_PARSE_PORT_WORDS_H

/*
 * The words by which guides speak of ports, and the services that they name:
 * data in the theme's `ports/` folder, one file a language and services.yaml.
 * Adding a language is adding a file.
 */

#include "base/arena.h"
#include "parse/document.h"

enum port_word {
	WORD_PORT,
	WORD_INCOMING,
	WORD_OUTGOING,
	WORD_OFF, /* of security: "disabled" */
	WORD_YES,
	WORD_NO,
	WORD_BEHIND,    /* of WORD_PORT: forms that stand behind their number */
	WORD_TRANSPORT, /* "tcp", "udp": a number beside it is a port */
	WORD_UNIT,      /* "€", "Gbit*": a number before it is none */
	WORD_TLS,       /* security: on from the first byte */
	WORD_STARTTLS,
	WORD_EXCEPT, /* words of other languages that mean something else in this one */
	WORD_COUNT
};

struct port_language {
	struct str code;
	const struct str *words[WORD_COUNT]; /* small letters; a `*` at the end: all that begin so */
	size_t counts[WORD_COUNT];
};

struct port_numbers {
	const uint16_t *ports;
	size_t count;
};

/* What a service may listen on; by the security that is named, where that tells them apart. */
struct port_service {
	struct str name;         /* small letters: "imap" */
	const struct str *words; /* small letters */
	size_t word_count;
	enum port_direction direction;
	bool strict; /* it never listens elsewhere */
	struct port_numbers any, tls, starttls, clear;
};

struct port_vocabulary;

struct port_words {
	const struct port_vocabulary *vocabularies; /* see port_vocabulary.h */
	const struct port_language *languages;
	size_t language_count;
	const struct port_service *services;
	size_t service_count;
};

/*
 * Read a `ports/` folder into the arena. NULL with errno when it can't be read
 * (ENOENT: there is none), or EINVAL when a file is no YAML: `*failed` names it.
 */
const struct port_words *port_words_read(
	struct arena *arena, const char *folder, struct str *failed);

const struct port_language *port_language_of(const struct port_words *words, struct str code);

/* The service of a name, or NULL. */
const struct port_service *port_service_of(const struct port_words *words, struct str name);

bool port_numbers_have(const struct port_numbers *numbers, uint32_t port);

/* Whether any service has the port. */
bool port_is_known(const struct port_words *words, uint32_t port);

/* Whether a service, which may be NULL, is one of mail: these never listen elsewhere. */
bool port_service_is_mail(const struct port_service *service);

/* What the service may have where this security is named. */
const struct port_numbers *port_service_numbers(
	const struct port_service *service, enum port_security security);

#endif
