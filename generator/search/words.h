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
 * A word's bytes as a number, each xored in behind the others, which are rotated: it can be worked
 * out while a word is read. Words of at most WORD_KEY_BYTES are the same if their keys are.
 */
#define WORD_KEY_BYTES 8

static inline uint64_t word_key_step(uint64_t key, unsigned char byte)
{
	return (key << 8 | key >> 56) ^ byte;
}

static inline uint64_t word_key_more(uint64_t key, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		key = word_key_step(key, (unsigned char)bytes.ptr[i]);
	return key;
}

static inline uint64_t word_key(struct str word)
{
	return word_key_more(0, word);
}

/* Where a word goes in a table of 1 << bits places. */
static inline size_t word_slot(uint64_t key, unsigned bits)
{
	/* Fibonacci hashing (Knuth, "The Art of Computer Programming", volume 3, section 6.4). */
	return (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - bits));
}

/* Of at most WORD_KEY_BYTES, only the key has small letters for sure: most are never needed. */
struct word {
	struct str text;
	uint64_t key;
};

/* The word in small letters, as long as its text. */
static inline void word_write(struct str text, uint64_t key, char *to)
{
	if (text.len > WORD_KEY_BYTES)
		memcpy(to, text.ptr, text.len);
	for (size_t i = text.len; i > 0 && text.len <= WORD_KEY_BYTES; i--, key >>= 8)
		to[i - 1] = (char)(key & 0xFF);
}

/* A worker's, used for one text after the other. */
struct words {
	struct word *items;
	size_t count, size;
	struct buf small; /* letters that aren't as they stand in the text */
};

void words_release(struct words *words);

/* The words of a text: they lie in it or in `words`, until the next call. */
void words_read(struct words *words, struct str text);

/* Whether a code point over 0x7F is part of words. */
bool word_code_point(uint32_t code_point);

#endif
