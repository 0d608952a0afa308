#include "search/terms.h"

#include <stdlib.h>

#include "base/map.h"
#include "search/rank.h"

/* A word on more than this part of the pages is common, where there are enough to tell. */
#define COMMON_PERCENT 50
#define COMMON_PAGES   12

/* A power of two. */
#define FIRST_TERMS ((size_t)4096)

struct maker {
	struct arena *arena, *scratch;
	const struct indexed_page *pages;
	size_t page_count;
	uint32_t *word_terms; /* the term of each word of each page, in order */
	size_t word_count;    /* of all pages */
	struct term *terms;   /* in order of first meeting */
	size_t term_count, term_size;
	uint32_t *slots; /* index of a term plus one; never more than half full */
	size_t slot_count;
	struct group *groups;
	size_t group_count;
	struct ranking ranking;
};

/* Twice as many terms find room. */
static void grow_terms(struct maker *maker)
{
	size_t size = maker->term_size == 0 ? FIRST_TERMS : maker->term_size * 2;
	struct term *grown = arena_uncleared(maker->scratch, size * sizeof(struct term));

	if (maker->term_count > 0)
		memcpy(grown, maker->terms, maker->term_count * sizeof(*grown));
	maker->terms = grown;
	maker->term_size = size;
	maker->slot_count = 2 * size;
	maker->slots = arena_array(maker->scratch, uint32_t, maker->slot_count);
	for (size_t i = 0; i < maker->term_count; i++) {
		size_t at = (size_t)grown[i].hash & (maker->slot_count - 1);

		while (maker->slots[at] != 0)
			at = (at + 1) & (maker->slot_count - 1);
		maker->slots[at] = (uint32_t)i + 1;
	}
}

static uint32_t term_of(struct maker *maker, const struct page_word *word)
{
	size_t at = (size_t)word->hash & (maker->slot_count - 1);

	for (; maker->slots[at] != 0; at = (at + 1) & (maker->slot_count - 1)) {
		const struct term *term = &maker->terms[maker->slots[at] - 1];

		if (term->hash == word->hash && str_equal(term->text, word->text))
			return maker->slots[at] - 1;
	}
	maker->terms[maker->term_count] = (struct term){.text = word->text, .hash = word->hash};
	maker->slots[at] = (uint32_t)++maker->term_count;
	if (maker->term_count == maker->term_size)
		grow_terms(maker);
	return (uint32_t)maker->term_count - 1;
}

/* Distinct words of all pages. */
static void collect(struct maker *maker)
{
	size_t at = 0;

	for (size_t i = 0; i < maker->page_count; i++)
		maker->word_count += maker->pages[i].word_count;
	maker->word_terms = arena_uncleared(maker->scratch, maker->word_count * sizeof(uint32_t));
	grow_terms(maker);
	for (size_t i = 0; i < maker->page_count; i++) {
		for (size_t j = 0; j < maker->pages[i].word_count; j++)
			maker->word_terms[at++] = term_of(maker, &maker->pages[i].words[j]);
	}
}

/* A term with the head of its folded text as a number, which decides most comparisons. */
struct sortable {
	uint64_t head;
	const struct term *term;
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
	order = str_compare(a->term->folded, b->term->folded);
	return order != 0 ? order : str_compare(a->term->text, b->term->text);
}

static const struct sortable *sorted_terms(struct maker *maker)
{
	struct sortable *sorted =
		arena_uncleared(maker->scratch, maker->term_count * sizeof(struct sortable));

	for (size_t i = 0; i < maker->term_count; i++)
		sorted[i] = (struct sortable){head_of(maker->terms[i].folded), &maker->terms[i]};
	if (maker->term_count > 0)
		qsort(sorted, maker->term_count, sizeof(*sorted), compare_terms);
	return sorted;
}

/* Terms of one stem get one group, numbered in order of the alphabet. */
static void make_groups(struct maker *maker, const struct sortable *sorted, struct stemmer *stemmer)
{
	struct map *groups = map_create(maker->scratch, maker->term_count);
	uint32_t *numbers = arena_uncleared(maker->scratch, maker->term_count * sizeof(uint32_t));

	for (size_t i = 0; i < maker->term_count; i++) {
		struct term *term = &maker->terms[sorted[i].term - maker->terms];
		struct str stem = stemmer_stem(stemmer, term->text);
		uint32_t *group = map_get(groups, stem);

		if (group == NULL) {
			group = &numbers[maker->group_count];
			*group = (uint32_t)maker->group_count++;
			map_add(groups, stem, group);
		}
		term->group = *group;
	}
	maker->groups = arena_array(maker->arena, struct group, maker->group_count);
}

/* A word on a page. */
struct place_of_word {
	uint32_t page;
	const struct page_word *word;
};

/* The words of each group, by page: those of group g begin at offsets[g]. */
static struct place_of_word *gather(struct maker *maker, size_t *offsets)
{
	struct place_of_word *places =
		arena_uncleared(maker->scratch, maker->word_count * sizeof(struct place_of_word));
	size_t *next = arena_uncleared(maker->scratch, (maker->group_count + 1) * sizeof(size_t)),
		   at = 0;

	for (size_t i = 0; i < maker->word_count; i++)
		offsets[maker->terms[maker->word_terms[i]].group + 1]++;
	for (size_t i = 0; i < maker->group_count; i++)
		offsets[i + 1] += offsets[i];
	memcpy(next, offsets, maker->group_count * sizeof(*next));
	for (size_t i = 0; i < maker->page_count; i++) {
		for (size_t j = 0; j < maker->pages[i].word_count; j++, at++) {
			uint32_t group = maker->terms[maker->word_terms[at]].group;

			places[next[group]++] = (struct place_of_word){(uint32_t)i, &maker->pages[i].words[j]};
		}
	}
	return places;
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

static bool in_titles(const uint32_t counts[FIELD_COUNT])
{
	return counts[FIELD_TITLE] + counts[FIELD_HEADING] + counts[FIELD_CONTEXT] > 0;
}

/* The words of one group on one page, `*at` moved behind them. */
static struct posting read_posting(struct maker *maker, const struct place_of_word **at,
	const struct place_of_word *end, uint32_t counts[FIELD_COUNT])
{
	const struct page_word *word = (*at)->word;
	struct posting posting = {
		.page = (*at)->page, .marks = word->marks, .mark_count = word->mark_count};

	for (size_t field = 0; field < FIELD_COUNT; field++)
		counts[field] = word->counts[field];
	while (++*at < end && (*at)->page == posting.page) {
		for (size_t field = 0; field < FIELD_COUNT; field++)
			counts[field] += (*at)->word->counts[field];
		if (posting.mark_count <= SECTIONS_KEPT)
			merge_marks(maker->scratch, &posting, (*at)->word);
	}
	if (posting.mark_count > SECTIONS_KEPT)
		posting.mark_count = 0;
	return posting;
}

static size_t count_pages(const struct place_of_word *at, const struct place_of_word *end)
{
	size_t count = 0;

	for (const struct place_of_word *place = at; place < end; place++)
		count += place == at || place->page != place[-1].page;
	return count;
}

/* `postings` has room for one of each place. */
static void make_postings(struct maker *maker, struct group *group, struct posting *postings,
	const struct place_of_word *at, const struct place_of_word *end)
{
	uint64_t rarity;

	group->page_count = count_pages(at, end);
	group->common = maker->page_count >= COMMON_PAGES &&
					group->page_count * 100 > maker->page_count * COMMON_PERCENT;
	group->postings = postings;
	rarity = rank_rarity(maker->page_count, group->page_count);
	while (at < end) {
		uint32_t counts[FIELD_COUNT];
		struct posting posting = read_posting(maker, &at, end, counts);

		if (group->common && !in_titles(counts))
			continue;
		posting.impact = (uint8_t)rank_level(
			&maker->ranking, rarity, posting.page, counts, maker->pages[posting.page].outdated);
		postings[group->posting_count++] = posting;
	}
}

struct terms terms_make(struct arena *arena, struct arena *scratch,
	const struct indexed_page *pages, size_t page_count, struct stemmer *stemmer)
{
	struct maker maker = {.arena = arena,
		.scratch = scratch,
		.pages = pages,
		.page_count = page_count,
		.ranking = ranking_make(scratch, pages, page_count)};
	struct terms terms = {.fold = fold_make(arena)};
	const struct sortable *sorted;
	struct place_of_word *places;
	struct posting *postings;
	struct term *copied;
	size_t *offsets;

	collect(&maker);
	for (size_t i = 0; i < maker.term_count; i++)
		maker.terms[i].folded = fold_word(&terms.fold, maker.terms[i].text);
	sorted = sorted_terms(&maker);
	make_groups(&maker, sorted, stemmer);
	offsets = arena_array(scratch, size_t, maker.group_count + 1);
	places = gather(&maker, offsets);
	postings = arena_uncleared(scratch, maker.word_count * sizeof(struct posting));
	for (size_t i = 0; i < maker.group_count; i++)
		make_postings(&maker, &maker.groups[i], postings + offsets[i], places + offsets[i],
			places + offsets[i + 1]);
	copied = arena_uncleared(arena, maker.term_count * sizeof(struct term));
	for (size_t i = 0; i < maker.term_count; i++)
		copied[i] = *sorted[i].term;
	terms.terms = copied;
	terms.term_count = maker.term_count;
	terms.groups = maker.groups;
	terms.group_count = maker.group_count;
	return terms;
}
