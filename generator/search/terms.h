#ifndef PORTOLAN_SEARCH_TERMS_H
#define PORTOLAN_SEARCH_TERMS_H

/*
 * The dictionary of a locale: every word of its pages in order of the
 * alphabet, and the pages of each group of words that have one stem.
 */

#include "search/fold.h"
#include "search/occurrences.h"

struct term {
	struct str text;   /* small letters, with accents; the vocabulary's */
	struct str folded; /* without */
	uint32_t word;     /* in the vocabulary */
	uint32_t group;
};

/* That words of a group stand on a page. */
struct posting {
	union word_marks marks; /* none when they stand all over the page */
	uint32_t page;          /* index among the locale's pages */
	uint16_t mark_count;
	uint16_t counts[FIELD_COUNT];
	uint8_t impact; /* see search/rank.h */
};

struct group {
	const struct posting *postings; /* by page */
	size_t posting_count;
	size_t page_count; /* on how many pages it stands: more than there are postings when common */
	bool common;       /* on so many that only titles and headings are kept */
};

struct terms {
	const struct term *terms; /* by folded text, then by text */
	size_t term_count;
	const struct group *groups; /* by their first term */
	size_t group_count;
	struct fold fold; /* all letters of the terms */
};

/* The vocabulary has taken in the lexicons of all pages. Everything is made in `arena`. */
struct terms terms_make(struct arena *arena, const struct vocabulary *vocabulary,
	const struct indexed_page *pages, size_t page_count);

#endif
