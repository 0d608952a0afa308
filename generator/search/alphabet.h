#ifndef PORTOLAN_SEARCH_ALPHABET_H
#define PORTOLAN_SEARCH_ALPHABET_H

/* The order of a dictionary's words. */

#include "search/terms.h"

/* The terms by folded text, then by text: a copy in the arena. */
struct term *alphabet_sort(struct arena *arena, const struct term *terms, size_t count);

#endif
