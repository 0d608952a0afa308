#ifndef PORTOLAN_SEARCH_OCCURRENCES_H
#define PORTOLAN_SEARCH_OCCURRENCES_H

/*
 * Which words stand on a page, how often in which of its fields, and in which
 * of its sections. Each word of a page once: what is done with them later is
 * done a third as often as there are words.
 */

#include "search/plain.h"
#include "search/vocabulary.h"
#include "site/site.h"

enum indexed_field { FIELD_BODY, FIELD_HEADING, FIELD_CONTEXT, FIELD_TITLE, FIELD_COUNT };

/* A section's number, twice; one more where the word stands in its heading. */
typedef uint32_t section_mark;

/* A word on more sections of a page than this stands all over it. */
#define SECTIONS_KEPT 10

/* In which sections a word stands: most words of a page in one alone, which is found at once. */
union word_marks {
	section_mark only;       /* where there is one */
	const section_mark *all; /* else; ascending */
};

static inline const section_mark *word_marks_list(const union word_marks *marks, unsigned count)
{
	return count == 1 ? &marks->only : marks->all;
}

struct page_word {
	union word_marks marks; /* a title's words are in section 0 */
	uint16_t mark_count;    /* SECTIONS_KEPT + 1 stands for any number above */
	uint16_t counts[FIELD_COUNT];
};

/* A page as the index knows it. Everything of it is in one worker's arena. */
struct indexed_page {
	const struct page *page;
	struct str title;   /* as plain text, see search/plain.h */
	struct str context; /* the title of the page above, or "" */
	bool outdated;
	size_t section_count;
	const struct worker_lexicon *lexicon; /* of who has read it */
	struct page_word *words;              /* in order of first meeting */
	uint32_t *numbers;                    /* theirs in the lexicon, side by side */
	size_t word_count;
	uint32_t lengths[FIELD_COUNT]; /* words in each field */
};

/* A worker's tables, used for one page after the other. */
struct occurrences;

struct occurrences *occurrences_create(struct arena *arena);
void occurrences_release(struct occurrences *occurrences);

/* Read a page, whose words are looked up in a lexicon of the worker's. Its text, which is needed no
 * longer than until it is written, is made in an arena of its own. */
void occurrences_read(struct occurrences *occurrences, struct worker_lexicon *lexicon,
	const struct page *page, struct arena *arena, struct indexed_page *indexed,
	struct arena *text_arena, struct plain *text);

#endif
