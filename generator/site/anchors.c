#include "site/anchors.h"

#include "base/distance.h"
#include "base/map.h"
#include "site/anchor_aliases.h"
#include "site/anchor_grammar.h"

/* Measured on the guides: with this likeness and this margin to the next, every mend was right. */
#define SURELY 0.8
#define MARGIN 0.1
/* Below this a suggestion is noise. */
#define PERHAPS 0.6
/* Cells of edit distances per page: a hostile page gets no suggestions after that. */
#define BUDGET 20000000
/* What the grammar of a heading costs of it. */
#define GRAMMAR_COST 256

struct place_of_id {
	struct str id;
	const struct heading *heading; /* NULL in raw HTML */
};

struct anchor_index {
	struct arena *arena;
	const struct page *page;
	struct map *own;                /* id → struct place_of_id */
	struct anchor_aliases *aliases; /* NULL until they are needed */
	struct grammar *grammar;        /* the same */
	struct map *grammars; /* path of a translation → its struct grammar; NULL until needed */
	struct map *answers;  /* anchor → struct anchor_answer */
	size_t budget;
};

static void add_id(struct arena *arena, struct map *map, struct str key, struct str id,
	const struct heading *heading)
{
	struct place_of_id *place;

	if (key.len == 0 || map_get(map, key) != NULL)
		return;
	place = arena_new(arena, struct place_of_id);
	*place = (struct place_of_id){id, heading};
	map_add(map, key, place);
}

/* Own ids win over those of the former engine. */
static void index_own(struct anchor_index *index)
{
	const struct document *document = index->page->document;

	for (size_t i = 0; i < document->heading_count; i++) {
		if (!document->headings[i].empty)
			add_id(index->arena, index->own, document->headings[i].id, document->headings[i].id,
				&document->headings[i]);
	}
	for (size_t i = 0; i < document->anchor_count; i++)
		add_id(index->arena, index->own, document->anchors[i].id, document->anchors[i].id, NULL);
	for (size_t i = 0; i < document->heading_count; i++) {
		if (!document->headings[i].empty)
			add_id(index->arena, index->own, document->headings[i].quirk_id,
				document->headings[i].quirk_id, &document->headings[i]);
	}
}

struct anchor_index *anchor_index_make(struct arena *arena, const struct page *page)
{
	const struct document *document = page->document;
	struct anchor_index *index = arena_new(arena, struct anchor_index);

	index->arena = arena;
	index->page = page;
	index->own = map_create(arena, document->heading_count + document->anchor_count);
	index->answers = map_create(arena, 8);
	index->budget = BUDGET;
	index_own(index);
	return index;
}

static bool find_alias(struct anchor_index *index, struct str anchor, struct anchor_answer *answer)
{
	const struct heading *heading;

	if (index->aliases == NULL)
		index->aliases = anchor_aliases_make(index->arena, index->page->document);
	heading = anchor_aliases_find(index->aliases, anchor);
	if (heading == NULL)
		return false;
	*answer = (struct anchor_answer){ANCHOR_ALIAS, heading->id, heading, NULL};
	return true;
}

/* The grammar's answer when it is sure; a suggestion is kept in `perhaps`. */
static bool find_grammar(struct anchor_index *index, struct str anchor,
	struct anchor_answer *answer, struct anchor_answer *perhaps)
{
	const struct document *document = index->page->document;
	const struct heading *heading;
	struct grammar_result result;

	if (str_find_char(anchor, '_', 0) == STR_NONE)
		return false;
	if (index->grammar == NULL)
		index->grammar = grammar_make(index->arena, document);
	result = grammar_find(index->grammar, grammar_form(index->arena, anchor));
	if (result.match == GRAMMAR_NONE)
		return false;
	heading = &document->headings[result.heading];
	*answer = (struct anchor_answer){ANCHOR_GRAMMAR, heading->id, heading, NULL};
	if (result.match == GRAMMAR_EXACT && result.unique)
		return true;
	*perhaps = *answer;
	perhaps->match = ANCHOR_LIKE;
	return false;
}

/* 0 for texts whose lengths alone make them too different. */
static double likeness(struct anchor_index *index, struct str a, struct str b)
{
	size_t longer = a.len > b.len ? a.len : b.len, shorter = a.len > b.len ? b.len : a.len;
	size_t cells = a.len * b.len;

	if ((double)shorter < (double)longer * PERHAPS || cells > index->budget)
		return 0;
	index->budget -= cells;
	return similarity(a, b);
}

struct best {
	struct place_of_id place;
	double likeness, next;
};

static void consider(struct best *best, struct place_of_id place, double alike)
{
	if (alike > best->likeness) {
		best->next = best->likeness;
		best->likeness = alike;
		best->place = place;
	} else if (alike > best->next) {
		best->next = alike;
	}
}

static bool find_typo(struct anchor_index *index, struct str anchor, struct anchor_answer *answer,
	struct anchor_answer *perhaps)
{
	const struct document *document = index->page->document;
	struct str small = str_lower(index->arena, anchor);
	struct best best = {0};

	for (size_t i = 0; i < document->heading_count; i++) {
		const struct heading *heading = &document->headings[i];

		if (!heading->empty)
			consider(&best, (struct place_of_id){heading->id, heading},
				likeness(index, small, heading->id));
	}
	for (size_t i = 0; i < document->anchor_count; i++)
		consider(&best, (struct place_of_id){document->anchors[i].id, NULL},
			likeness(index, anchor, document->anchors[i].id));
	*answer = (struct anchor_answer){ANCHOR_TYPO, best.place.id, best.place.heading, NULL};
	if (best.likeness >= SURELY && best.likeness - best.next >= MARGIN &&
		have_same_digits(anchor, best.place.id)) /* else it is another step */
		return true;
	if (best.likeness >= PERHAPS && perhaps->match == ANCHOR_NONE) {
		*perhaps = *answer;
		perhaps->match = ANCHOR_LIKE;
	}
	return false;
}

/* The heading that stands where a translation has heading `place`; NULL when they are built
 * otherwise. */
static const struct heading *heading_at_same_place(
	const struct document *here, const struct document *there, size_t place)
{
	if (here->heading_count != there->heading_count ||
		here->headings[place].level != there->headings[place].level || here->headings[place].empty)
		return NULL;
	return &here->headings[place];
}

static bool find_in_sibling(struct anchor_index *index, const struct page *sibling,
	struct str anchor, struct anchor_answer *answer)
{
	const struct document *there = sibling->document;

	for (size_t i = 0; i < there->heading_count; i++) {
		const struct heading *heading;

		if (there->headings[i].empty || !str_equal(there->headings[i].id, anchor))
			continue;
		heading = heading_at_same_place(index->page->document, there, i);
		if (heading == NULL)
			return false;
		*answer = (struct anchor_answer){ANCHOR_SIBLING, heading->id, heading, sibling};
		return true;
	}
	for (size_t i = 0; i < there->anchor_count; i++) {
		if (!str_equal(there->anchors[i].id, anchor))
			continue;
		*answer = (struct anchor_answer){.match = ANCHOR_LOST, .sibling = sibling};
		return true;
	}
	return false;
}

static struct grammar *grammar_of_sibling(
	struct anchor_index *index, const struct document *document)
{
	struct grammar *grammar;

	if (index->grammars == NULL)
		index->grammars = map_create(index->arena, 8);
	grammar = map_get(index->grammars, document->path);
	if (grammar == NULL && document->heading_count * GRAMMAR_COST <= index->budget) {
		index->budget -= document->heading_count * GRAMMAR_COST;
		grammar = grammar_make(index->arena, document);
		map_add(index->grammars, document->path, grammar);
	}
	return grammar;
}

/* Translators kept the former engine's anchors of the text that they translated. `form` is of the
 * anchor, or "" for one that is none of these. */
static bool find_by_sibling_grammar(struct anchor_index *index, const struct page *sibling,
	struct str form, struct anchor_answer *answer)
{
	const struct heading *heading;
	struct grammar *grammar;
	struct grammar_result result;

	if (form.len == 0)
		return false;
	grammar = grammar_of_sibling(index, sibling->document);
	if (grammar == NULL)
		return false;
	result = grammar_find(grammar, form);
	if (result.match != GRAMMAR_EXACT || !result.unique)
		return false;
	heading = heading_at_same_place(index->page->document, sibling->document, result.heading);
	if (heading == NULL)
		return false;
	*answer = (struct anchor_answer){ANCHOR_SIBLING, heading->id, heading, sibling};
	return true;
}

static bool find_in_siblings(
	struct anchor_index *index, struct str anchor, struct anchor_answer *answer)
{
	bool has_parts = str_find_char(anchor, '_', 0) != STR_NONE;
	struct str form = has_parts ? grammar_form(index->arena, anchor) : S("");

	for (size_t i = 0; i < index->page->translation_count; i++) {
		const struct page *sibling = index->page->translations[i];
		size_t cost = sibling->document->heading_count + sibling->document->anchor_count;

		if (sibling == index->page || cost > index->budget)
			continue;
		index->budget -= cost;
		if (find_in_sibling(index, sibling, anchor, answer) ||
			find_by_sibling_grammar(index, sibling, form, answer))
			return true;
	}
	return false;
}

static struct anchor_answer find_anew(struct anchor_index *index, struct str anchor)
{
	struct anchor_answer answer, perhaps = {.match = ANCHOR_NONE};
	const struct place_of_id *own = map_get(index->own, anchor);

	if (own != NULL)
		return (struct anchor_answer){ANCHOR_EXACT, own->id, own->heading, NULL};
	if (find_alias(index, anchor, &answer) || find_grammar(index, anchor, &answer, &perhaps) ||
		find_typo(index, anchor, &answer, &perhaps))
		return answer;
	/* A translation's own word says more than a likeness of letters. */
	if (find_in_siblings(index, anchor, &answer))
		return answer;
	return perhaps;
}

struct anchor_answer anchor_index_find(struct anchor_index *index, struct str anchor)
{
	struct anchor_answer *answer = map_get(index->answers, anchor);

	if (answer == NULL) {
		answer = arena_new(index->arena, struct anchor_answer);
		*answer = find_anew(index, anchor);
		map_add(index->answers, anchor, answer);
	}
	return *answer;
}
