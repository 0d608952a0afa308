#include "site/kept_answers.h"

#include "site/page_links.h"

/* An answer without pointers into any one site. */
struct kept_answer {
	struct kept_answer *next;
	struct str anchor;
	enum anchor_match match;
	struct str id;  /* the page's document has it */
	size_t heading; /* of the page; STR_NONE: none */
	size_t sibling; /* of its translations; STR_NONE: none */
};

struct kept_answers {
	struct arena *arena;
	const struct document *document;
	const struct document **translations;
	size_t translation_count;
	struct map *by_anchor;
	struct kept_answer *first;
};

static bool holds(const struct kept_answers *kept, const struct page *page)
{
	if (kept->document != page_links_document(page) ||
		kept->translation_count != page->translation_count)
		return false;
	for (size_t i = 0; i < kept->translation_count; i++) {
		if (kept->translations[i] != page->translations[i]->document)
			return false;
	}
	return true;
}

static struct kept_answers *create(const struct page *page)
{
	struct arena *arena = arena_create(1024);
	struct kept_answers *kept = arena_new(arena, struct kept_answers);

	kept->arena = arena;
	kept->document = page_links_document(page);
	kept->translation_count = page->translation_count;
	kept->translations = arena_array(arena, const struct document *, page->translation_count);
	for (size_t i = 0; i < page->translation_count; i++)
		kept->translations[i] = page->translations[i]->document;
	kept->by_anchor = map_create(arena, 4);
	return kept;
}

static void insert(struct kept_answers *kept, const struct kept_answer *answer)
{
	struct kept_answer *copy = arena_new(kept->arena, struct kept_answer);

	*copy = *answer;
	copy->anchor = str_copy(kept->arena, answer->anchor);
	copy->next = kept->first;
	kept->first = copy;
	map_add(kept->by_anchor, copy->anchor, copy);
}

struct kept_answers *kept_answers_take(
	struct kept_answers *former, const struct page *page, bool *own)
{
	*own = former == NULL || !holds(former, page);
	if (*own)
		return create(page);
	arena_share(former->arena);
	return former;
}

void kept_answers_release(struct kept_answers *kept)
{
	if (kept != NULL)
		arena_destroy(kept->arena);
}

bool kept_answers_find(const struct kept_answers *kept, const struct page *page, struct str anchor,
	struct anchor_answer *answer)
{
	const struct kept_answer *found = map_get(kept->by_anchor, anchor);

	if (found == NULL)
		return false;
	*answer = (struct anchor_answer){
		.match = found->match,
		.id = found->id,
		.heading = found->heading == STR_NONE ? NULL : &page->document->headings[found->heading],
		.sibling = found->sibling == STR_NONE ? NULL : page->translations[found->sibling],
	};
	return true;
}

static size_t sibling_number(const struct page *page, const struct page *sibling)
{
	for (size_t i = 0; i < page->translation_count; i++) {
		if (page->translations[i] == sibling)
			return i;
	}
	return STR_NONE;
}

void kept_answers_add(struct kept_answers **kept, bool *own, const struct page *page,
	struct str anchor, const struct anchor_answer *answer)
{
	struct kept_answers *shared = *kept;
	struct kept_answer added = {
		.anchor = anchor,
		.match = answer->match,
		.id = answer->id,
		.heading = answer->heading == NULL ? STR_NONE
										   : (size_t)(answer->heading - page->document->headings),
		.sibling = answer->sibling == NULL ? STR_NONE : sibling_number(page, answer->sibling),
	};

	if (!*own) {
		*own = true;
		*kept = create(page);
		for (const struct kept_answer *at = shared->first; at != NULL; at = at->next)
			insert(*kept, at);
		arena_destroy(shared->arena);
	}
	insert(*kept, &added);
}
