#ifndef PORTOLAN_BASE_DISTANCE_H
#define PORTOLAN_BASE_DISTANCE_H

/* How alike two texts are, for "did you mean". */

#include "base/str.h"

/* Texts longer than this are compared by their heads: suggestions are for names, not for prose. */
#define DISTANCE_LONGEST 256

/* Levenshtein distance in bytes: inserted, removed and replaced ones count one each. */
size_t edit_distance(struct str a, struct str b);

/* 1 − distance ÷ longer length: 1 for equal texts, 0 for nothing in common. */
double similarity(struct str a, struct str b);

/*
 * The same digits in the same order. Names of steps and screenshots that differ
 * in them are no slips of one another.
 */
bool have_same_digits(struct str a, struct str b);

/* The most similar of the names, at least `floor` similar; its index, or STR_NONE. */
size_t nearest_name(struct str name, const struct str *names, size_t count, double floor);

#endif
