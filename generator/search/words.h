#ifndef PORTOLAN_SEARCH_WORDS_H
#define PORTOLAN_SEARCH_WORDS_H

/*
 * The words of a text, in small letters, with their accents.
 *
 * A word is a run of letters, digits and combining marks. Runs that `.`, `-`,
 * `_` or `@` join are found as their parts and as a whole, so that
 * "ssl0.ovh.net", "max_execution_time" and "e-mail" are words:
 *
 *   - with `.`, `_` or `@` the whole is as written: "ssl0.ovh.net", "1.3";
 *   - with `-` behind a head of at most HYPHEN_HEAD letters it is written together: "email",
 *     "wifi", so that both spellings are one word.
 *
 * A single letter is no word, a single digit is. Ideographs are words of their
 * own. themes/default/assets/site.js/10-search.js reads queries by the same
 * rules; tests/scripts/test_search.py holds the two together.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Bytes; longer words are keys and checksums, which nobody types. */
#define WORD_LONGEST     48
#define COMPOUND_LONGEST 96
#define HYPHEN_HEAD      5 /* "anti-spam", "multi-factor" */

/*
 * A word as a number: its last WORD_KEY_BYTES, and the key of those before multiplied by
 * WORD_KEY_FACTOR. Words of at most WORD_KEY_BYTES are the same if their keys are.
 */
#define WORD_KEY_BYTES  8
#define WORD_KEY_FACTOR UINT64_C(0xD6E8FEB86659FD93) /* odd, with bits all over it */

uint64_t word_key(struct str word);

/* Where a word goes in a table of 1 << bits places. */
static inline size_t word_slot(uint64_t key, unsigned bits)
{
	/* Fibonacci hashing (Knuth, "The Art of Computer Programming", volume 3, section 6.4). */
	return (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - bits));
}

struct word {
	uint64_t key;
	uint32_t begin, length; /* in the letters of `struct words` */
};

/* A worker's, used for one text after the other. */
struct words {
	struct word *items;
	size_t count, size;
	struct buf letters; /* the text in small letters, with room around */
};

static inline struct str word_text(const struct words *words, const struct word *word)
{
	return str_make(words->letters.ptr + word->begin, word->length);
}

void words_release(struct words *words);

/* The words of a text, until the next call. */
void words_read(struct words *words, struct str text);

#endif
