#include "search/terms.h"

#include <stdlib.h>

#include "search/rank.h"

/* A word on more than this part of the pages is common, where there are enough to tell. */
#define COMMON_PERCENT 50
#define COMMON_PAGES   12

/* A term, and what is needed of it until it has its place. */
struct met_term {
	struct term term;
	uint32_t stem;
	uint32_t word_count; /* on so many pages it stands */
};

struct maker {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	const struct indexed_page *pages;
	size_t page_count;
	uint32_t *word_terms;   /* the term of each word of each page, in order */
	size_t word_count;      /* of all pages */
	struct met_term *terms; /* in order of first meeting */
	size_t term_count;
	uint32_t *term_groups; /* by term */
	struct group *groups;
	size_t group_count;
	uint32_t *begins, *ends; /* of each group's postings among all */
	struct ranking ranking;
};

static void meet(struct maker *maker, uint32_t number)
{
	maker->terms[maker->term_count++] = (struct met_term){
		.term = {.text = maker->vocabulary->words->words[number].text},
		.stem = maker->vocabulary->stem_of[number],
	};
}

/* Distinct words of all pages. */
static void collect(struct maker *maker)
{
	size_t at = 0, most = maker->vocabulary->words->count;
	uint32_t *places = arena_array(maker->arena, uint32_t, most); /* a term's plus one */

	for (size_t i = 0; i < maker->page_count; i++)
		maker->word_count += maker->pages[i].word_count;
	maker->word_terms = arena_uncleared(maker->arena, maker->word_count * sizeof(uint32_t));
	maker->terms = arena_uncleared(maker->arena, most * sizeof(*maker->terms));
	for (size_t i = 0; i < maker->page_count; i++) {
		const struct indexed_page *page = &maker->pages[i];

		for (size_t j = 0; j < page->word_count; j++) {
			uint32_t number = page->lexicon->numbers[page->words[j].number];

			if (places[number] == 0) {
				meet(maker, number);
				places[number] = (uint32_t)maker->term_count;
			}
			maker->terms[places[number] - 1].word_count++;
			maker->word_terms[at++] = places[number] - 1;
		}
	}
}

/* A term with the head of its folded text as a number, which decides most comparisons. */
struct sortable {
	uint64_t head;
	struct met_term *met;
};

static uint64_t head_of(struct str folded)
{
	uint64_t head = 0;

	for (size_t i = 0; i < sizeof(head); i++)
		head = head << 8 | (i < folded.len ? (unsigned char)folded.ptr[i] : 0);
	return head;
}

static int compare_terms(const void *left, const void *right)
{
	const struct sortable *a = left, *b = right;
	int order;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	order = str_compare(a->met->term.folded, b->met->term.folded);
	return order != 0 ? order : str_compare(a->met->term.text, b->met->term.text);
}

static const struct sortable *sorted_terms(struct maker *maker, struct fold *fold)
{
	struct sortable *sorted =
		arena_uncleared(maker->arena, maker->term_count * sizeof(struct sortable));

	for (size_t i = 0; i < maker->term_count; i++) {
		struct term *term = &maker->terms[i].term;

		term->folded = fold_word(fold, term->text);
		sorted[i] = (struct sortable){head_of(term->folded), &maker->terms[i]};
	}
	if (maker->term_count > 0)
		qsort(sorted, maker->term_count, sizeof(*sorted), compare_terms);
	return sorted;
}

/* Terms of one stem get one group, numbered in order of the alphabet. Each has room for a posting
 * for each of its words on pages. */
static void make_groups(struct maker *maker, const struct sortable *sorted)
{
	size_t stem_count = maker->vocabulary->stems->count;
	uint32_t *groups = arena_array(maker->arena, uint32_t, stem_count); /* plus one */
	uint32_t *begins = arena_array(maker->arena, uint32_t, maker->term_count + 1);

	maker->term_groups = arena_uncleared(maker->arena, maker->term_count * sizeof(uint32_t));
	for (size_t i = 0; i < maker->term_count; i++) {
		struct met_term *met = sorted[i].met;

		if (groups[met->stem] == 0)
			groups[met->stem] = (uint32_t)++maker->group_count;
		met->term.group = groups[met->stem] - 1;
		maker->term_groups[met - maker->terms] = met->term.group;
		begins[met->term.group + 1] += met->word_count;
	}
	for (size_t i = 0; i < maker->group_count; i++)
		begins[i + 1] += begins[i];
	maker->groups = arena_array(maker->arena, struct group, maker->group_count);
	maker->begins = begins;
	maker->ends = arena_uncleared(maker->arena, (maker->group_count + 1) * sizeof(uint32_t));
	memcpy(maker->ends, begins, (maker->group_count + 1) * sizeof(uint32_t));
}

/* The marks of two words of a group on one page, as of one word. */
static void merge_marks(struct arena *arena, struct posting *posting, const struct page_word *word)
{
	const section_mark *a = posting->marks, *a_end = a + posting->mark_count;
	const section_mark *b = word->marks, *b_end = b + word->mark_count;
	section_mark *merged =
		arena_uncleared(arena, (posting->mark_count + word->mark_count) * sizeof(section_mark));

	posting->marks = merged;
	while (a < a_end || b < b_end) {
		if (b == b_end || (a < a_end && *a / 2 < *b / 2))
			*merged++ = *a++;
		else if (a == a_end || *b / 2 < *a / 2)
			*merged++ = *b++;
		else
			*merged++ = *a++ | *b++;
	}
	posting->mark_count = (uint16_t)(merged - posting->marks);
}

/* A further word of a posting's group on its page. */
static void add_word(struct maker *maker, struct posting *posting, const struct page_word *word)
{
	for (size_t field = 0; field < FIELD_COUNT; field++) {
		uint32_t sum = (uint32_t)posting->counts[field] + word->counts[field];

		posting->counts[field] = (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
	}
	if (posting->mark_count <= SECTIONS_KEPT)
		merge_marks(maker->arena, posting, word);
}

/* What stands on each page, put with the others of its group. */
static void make_postings(struct maker *maker, struct posting *postings)
{
	const uint32_t *term = maker->word_terms;

	for (uint32_t i = 0; i < maker->page_count; i++) {
		const struct indexed_page *page = &maker->pages[i];

		for (size_t j = 0; j < page->word_count; j++) {
			const struct page_word *word = &page->words[j];
			uint32_t group = maker->term_groups[*term++];
			struct posting *next = &postings[maker->ends[group]];

			if (maker->ends[group] > maker->begins[group] && next[-1].page == i) {
				add_word(maker, &next[-1], word);
				continue;
			}
			*next =
				(struct posting){.marks = word->marks, .page = i, .mark_count = word->mark_count};
			memcpy(next->counts, word->counts, sizeof(next->counts));
			maker->ends[group]++;
		}
	}
}

static bool in_titles(const struct posting *posting)
{
	return posting->counts[FIELD_TITLE] + posting->counts[FIELD_HEADING] +
			   posting->counts[FIELD_CONTEXT] >
		   0;
}

/* What the pages of a group are worth. */
static void rank_group(struct maker *maker, size_t number, struct posting *all)
{
	struct group *group = &maker->groups[number];
	struct posting *postings = all + maker->begins[number];
	uint64_t rarity;
	size_t kept = 0;

	group->postings = postings;
	group->page_count = maker->ends[number] - maker->begins[number];
	rarity = rank_rarity(maker->page_count, group->page_count);
	group->common = maker->page_count >= COMMON_PAGES &&
					group->page_count * 100 > maker->page_count * COMMON_PERCENT;
	for (size_t i = 0; i < group->page_count; i++) {
		struct posting posting = postings[i];

		if (group->common && !in_titles(&posting))
			continue;
		if (posting.mark_count > SECTIONS_KEPT)
			posting.mark_count = 0;
		posting.impact = (uint8_t)rank_level(&maker->ranking, rarity, posting.page, posting.counts,
			maker->pages[posting.page].outdated);
		postings[kept++] = posting;
	}
	group->posting_count = kept;
}

struct terms terms_make(struct arena *arena, const struct vocabulary *vocabulary,
	const struct indexed_page *pages, size_t page_count)
{
	struct maker maker = {.arena = arena,
		.vocabulary = vocabulary,
		.pages = pages,
		.page_count = page_count,
		.ranking = ranking_make(arena, pages, page_count)};
	struct terms terms = {.fold = fold_make(arena)};
	const struct sortable *sorted;
	struct posting *postings;
	struct term *copied;

	collect(&maker);
	sorted = sorted_terms(&maker, &terms.fold);
	make_groups(&maker, sorted);
	postings = arena_uncleared(arena, maker.word_count * sizeof(struct posting));
	make_postings(&maker, postings);
	for (size_t i = 0; i < maker.group_count; i++)
		rank_group(&maker, i, postings);
	copied = arena_uncleared(arena, maker.term_count * sizeof(struct term));
	for (size_t i = 0; i < maker.term_count; i++)
		copied[i] = sorted[i].met->term;
	terms.terms = copied;
	terms.term_count = maker.term_count;
	terms.groups = maker.groups;
	terms.group_count = maker.group_count;
	return terms;
}
