#ifndef PORTOLAN_PARSE_PORT_VOCABULARY_H
#define PORTOLAN_PARSE_PORT_VOCABULARY_H

/*
 * The words that count in the pages of one language, by their first byte: made
 * once for each language, and read at every word of every line.
 */

#include "base/vector.h"
#include "parse/port_words.h"

struct port_entry {
	struct str word;                    /* small letters, without the `*` */
	bool open;                          /* all that begin so */
	bool glued;                         /* other words may follow at once */
	uint8_t kind;                       /* enum port_word */
	const struct port_service *service; /* which the word names; NULL: `kind` counts */
};

/* What a quick look for words of ports goes by: the letters of ASCII at a word's head. */
struct port_head {
	struct str letters; /* small */
	bool whole;         /* no more letters of ASCII follow */
};

/*
 * The first two letters of heads, each sixteen times, with the bit set in which small letters
 * differ from capitals.
 */
struct port_pair {
	byte_vector first, second;
	byte_vector any; /* all bits where the head is one letter: any second byte fits */
};

struct port_vocabulary {
	const struct port_words *words;
	const struct port_entry *entries; /* of one first byte in the order in which they are tried */
	uint16_t first[257];   /* the entries that begin with byte b: first[b] to first[b + 1] */
	uint32_t seconds[256]; /* of those, bits of their second bytes: of their lowest five bits */
	const struct port_head *heads; /* of words of ports */
	size_t head_count;
	const struct port_pair *pairs; /* those with which the heads begin, each once */
	size_t pair_count;
	bool beyond_ascii; /* one of those begins beyond ASCII: any text may have it */
};

/* Whether an entry may begin with two bytes: most pairs of letters begin none. */
static inline bool port_vocabulary_may_begin(
	const struct port_vocabulary *vocabulary, char first, char second)
{
	return (vocabulary->seconds[(unsigned char)first] >> (second & 31) & 1) != 0;
}

/* One for each language of the words, and one for pages of any other; in the arena. */
const struct port_vocabulary *port_vocabularies_make(
	struct arena *arena, const struct port_words *words);

/*
 * A language's of those. Guides leave English and French words untranslated: each knows them, and
 * the common ones.
 */
const struct port_vocabulary *port_vocabulary_of(
	const struct port_words *words, struct str language);

/*
 * Whether a text may have a word that makes a number beside it a port: "port", "tcp". A quick look
 * that may say yes too often, never no.
 */
bool port_vocabulary_may_name_port(const struct port_vocabulary *vocabulary, struct str text);

#endif
