#include "search/terms.h"

#include "search/alphabet.h"
#include "search/rank.h"

/* A word on more than this part of the pages is common, where there are enough to tell. */
#define COMMON_PERCENT 50
#define COMMON_PAGES   12

/* Where the next posting of a group goes, and the page of its last one, plus one. */
struct cursor {
	uint32_t end, page;
};

struct maker {
	struct arena *arena;
	const struct vocabulary *vocabulary;
	const struct indexed_page *pages;
	size_t page_count;
	uint32_t *uses;    /* by word of the vocabulary: on how many pages it stands */
	size_t word_count; /* of all pages */
	size_t most_words; /* of one */
	struct term *terms;
	size_t term_count;
	uint32_t *word_groups; /* by word of the vocabulary, of those that are terms */
	struct group *groups;
	size_t group_count;
	uint32_t *begins; /* of each group's postings among all */
	struct cursor *cursors;
	struct ranking ranking;
};

/* Which words of the vocabulary the pages have. */
static void count_uses(struct maker *maker)
{
	uint32_t *uses = arena_array(maker->arena, uint32_t, maker->vocabulary->words->count);

	for (size_t i = 0; i < maker->page_count; i++) {
		const uint32_t *words = maker->pages[i].numbers;
		const uint32_t *numbers = maker->pages[i].lexicon->numbers;
		size_t count = maker->pages[i].word_count;

		for (size_t j = 0; j < count; j++)
			uses[numbers[words[j]]]++;
		maker->word_count += count;
		if (count > maker->most_words)
			maker->most_words = count;
	}
	maker->uses = uses;
}

/* The terms, in order of the alphabet. */
static void find_terms(struct maker *maker, struct fold *fold)
{
	const struct lexicon *words = maker->vocabulary->words;
	struct term *terms;

	for (size_t i = 0; i < words->count; i++)
		maker->term_count += maker->uses[i] > 0;
	terms = arena_uncleared(maker->arena, maker->term_count * sizeof(*terms));
	for (size_t i = 0, count = 0; i < words->count; i++) {
		struct str text = words->words[i];

		if (maker->uses[i] > 0)
			terms[count++] = (struct term){text, fold_word(fold, text), (uint32_t)i, 0};
	}
	maker->terms = alphabet_sort(maker->arena, terms, maker->term_count);
}

/* Terms of one stem get one group, numbered in order of the alphabet. Each has room for a posting
 * for each of its words on pages. */
static void make_groups(struct maker *maker)
{
	const struct vocabulary *vocabulary = maker->vocabulary;
	uint32_t *groups = arena_array(maker->arena, uint32_t, vocabulary->stems->count); /* plus one */
	uint32_t *begins = arena_array(maker->arena, uint32_t, maker->term_count + 1);

	maker->word_groups = arena_uncleared(maker->arena, vocabulary->words->count * sizeof(uint32_t));
	for (size_t i = 0; i < maker->term_count; i++) {
		struct term *term = &maker->terms[i];
		uint32_t *group = &groups[vocabulary->stem_of[term->word]];

		if (*group == 0)
			*group = (uint32_t)++maker->group_count;
		term->group = *group - 1;
		maker->word_groups[term->word] = term->group;
		begins[term->group + 1] += maker->uses[term->word];
	}
	maker->groups = arena_array(maker->arena, struct group, maker->group_count);
	maker->cursors = arena_array(maker->arena, struct cursor, maker->group_count);
	for (size_t i = 0; i < maker->group_count; i++) {
		begins[i + 1] += begins[i];
		maker->cursors[i].end = begins[i];
	}
	maker->begins = begins;
}

/* The marks of two words of a group on one page, as of one word. */
static void merge_marks(struct arena *arena, struct posting *posting, const struct page_word *word)
{
	const union word_marks own = posting->marks;
	const section_mark *a = word_marks_list(&own, posting->mark_count);
	const section_mark *b = word_marks_list(&word->marks, word->mark_count);
	const section_mark *a_end = a + posting->mark_count, *b_end = b + word->mark_count;
	section_mark *merged =
		arena_uncleared(arena, (posting->mark_count + word->mark_count) * sizeof(section_mark));

	posting->marks.all = merged;
	while (a < a_end || b < b_end) {
		if (b == b_end || (a < a_end && *a / 2 < *b / 2))
			*merged++ = *a++;
		else if (a == a_end || *b / 2 < *a / 2)
			*merged++ = *b++;
		else
			*merged++ = *a++ | *b++;
	}
	posting->mark_count = (uint16_t)(merged - posting->marks.all);
	if (posting->mark_count == 1)
		posting->marks.only = *posting->marks.all;
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

/* The groups of a page's words. Where they go is far apart in memory: it is fetched meanwhile. */
static void find_groups(const struct maker *maker, const struct indexed_page *page,
	const struct posting *postings, uint32_t *groups)
{
	const uint32_t *numbers = page->lexicon->numbers;

	for (size_t i = 0; i < page->word_count; i++) {
		groups[i] = maker->word_groups[numbers[page->numbers[i]]];
		__builtin_prefetch(&postings[maker->cursors[groups[i]].end], 1);
	}
}

/* What stands on a page, put with the others of its group. */
static void put_page(
	struct maker *maker, uint32_t number, const uint32_t *groups, struct posting *postings)
{
	const struct indexed_page *page = &maker->pages[number];

	for (size_t i = 0; i < page->word_count; i++) {
		const struct page_word *word = &page->words[i];
		struct cursor *cursor = &maker->cursors[groups[i]];
		struct posting *next = &postings[cursor->end];

		if (cursor->page == number + 1) {
			add_word(maker, &next[-1], word);
			continue;
		}
		*next =
			(struct posting){.marks = word->marks, .page = number, .mark_count = word->mark_count};
		memcpy(next->counts, word->counts, sizeof(next->counts));
		cursor->end++;
		cursor->page = number + 1;
	}
}

static void make_postings(struct maker *maker, struct posting *postings)
{
	uint32_t *groups = arena_uncleared(maker->arena, maker->most_words * sizeof(*groups));

	for (uint32_t i = 0; i < maker->page_count; i++) {
		find_groups(maker, &maker->pages[i], postings, groups);
		put_page(maker, i, groups, postings);
	}
}

static bool in_titles(const struct posting *posting)
{
	return posting->counts[FIELD_TITLE] + posting->counts[FIELD_HEADING] +
			   posting->counts[FIELD_CONTEXT] >
		   0;
}

/* Of a common group, pages count that have it in a title. How many they are. */
static size_t keep_titles(struct posting *postings, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (in_titles(&postings[i]))
			postings[kept++] = postings[i];
	}
	return kept;
}

/* What the pages of a group are worth. */
static void rank_group(struct maker *maker, size_t number, struct posting *all)
{
	struct group *group = &maker->groups[number];
	struct posting *postings = all + maker->begins[number];
	size_t page_count = maker->cursors[number].end - maker->begins[number];
	uint64_t rarity = rank_rarity(maker->page_count, page_count);

	*group = (struct group){
		.postings = postings,
		.posting_count = page_count,
		.page_count = page_count,
		.common = maker->page_count >= COMMON_PAGES &&
				  page_count * 100 > maker->page_count * COMMON_PERCENT,
	};
	if (group->common)
		group->posting_count = keep_titles(postings, page_count);
	for (size_t i = 0; i < group->posting_count; i++) {
		struct posting *posting = &postings[i];

		if (posting->mark_count > SECTIONS_KEPT)
			posting->mark_count = 0;
		posting->impact = (uint8_t)rank_level(&maker->ranking, rarity, posting->page,
			posting->counts, maker->pages[posting->page].outdated);
	}
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
	struct posting *postings;

	count_uses(&maker);
	find_terms(&maker, &terms.fold);
	make_groups(&maker);
	postings = arena_uncleared(arena, maker.word_count * sizeof(struct posting));
	make_postings(&maker, postings);
	for (size_t i = 0; i < maker.group_count; i++)
		rank_group(&maker, i, postings);
	terms.terms = maker.terms;
	terms.term_count = maker.term_count;
	terms.groups = maker.groups;
	terms.group_count = maker.group_count;
	return terms;
}
