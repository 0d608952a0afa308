#ifndef PORTOLAN_SEARCH_OCCURRENCES_H
#define PORTOLAN_SEARCH_OCCURRENCES_H

/*
 * Which words stand on a page, how often in which of its fields, and in which
 * of its sections. Each word of a page once: what is done with them later is
 * done a third as often as there are words.
 */

#include "search/plain.h"
#include "site/site.h"

enum indexed_field { FIELD_BODY, FIELD_HEADING, FIELD_CONTEXT, FIELD_TITLE, FIELD_COUNT };

/* A section's number, twice; one more where the word stands in its heading. */
typedef uint32_t section_mark;

/* A word on more sections of a page than this stands all over it. */
#define SECTIONS_KEPT 10

struct page_word {
	struct str text;           /* small letters, with accents */
	const section_mark *marks; /* ascending; a title's words are in section 0 */
	uint16_t mark_count;       /* SECTIONS_KEPT + 1 stands for any number above */
	uint32_t hash;             /* the lower half of its str_hash */
	uint16_t counts[FIELD_COUNT];
};

/* A page as the index knows it. Everything of it is in one worker's arena. */
struct indexed_page {
	const struct page *page;
	struct str title;   /* as plain text, see search/plain.h */
	struct str context; /* the title of the page above, or "" */
	bool outdated;
	struct plain plain;
	struct page_word *words; /* in order of first meeting */
	size_t word_count;
	uint32_t lengths[FIELD_COUNT]; /* words in each field */
};

/* A worker's tables, used for one page after the other. */
struct occurrences;

struct occurrences *occurrences_create(struct arena *arena);
void occurrences_release(struct occurrences *occurrences);

/* Read a page. */
void occurrences_read(struct occurrences *occurrences, struct arena *arena, const struct page *page,
	struct indexed_page *indexed);

#endif
