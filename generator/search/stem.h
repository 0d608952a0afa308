#ifndef PORTOLAN_SEARCH_STEM_H
#define PORTOLAN_SEARCH_STEM_H

/*
 * What the inflected forms of a word have in common: by Snowball (libstemmer;
 * stem.c alone includes it) where it knows the language, by a list of endings
 * for Polish and Czech, which it doesn't, and nothing at all for others.
 *
 * Stems are only ever compared with each other while the index is made: the
 * browser gets them as numbers, so it needs no stemmer.
 */

#include "base/str.h"

struct stemmer;

/* Of a language of two letters; one thread at a time. Never NULL. */
struct stemmer *stemmer_open(struct str language);
void stemmer_close(struct stemmer *stemmer);

/* The stem of a word in small letters, valid until the next one is asked for. Words with digits
 * are their own. */
struct str stemmer_stem(struct stemmer *stemmer, struct str word);

#endif
