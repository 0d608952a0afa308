#include "site/page_anchors.h"

static size_t number_of(const struct linker *linker, const struct page *page)
{
	return (size_t)(page - linker->pages);
}

/* A reference is a document's, and the documents of both sites are there: the same one is of the
 * same document. */
bool page_anchors_hold(const struct page_anchors *anchors, const struct linker *linker,
	const struct anchor_requests *requests)
{
	size_t i = 0;

	for (const struct anchor_request *at = requests->first; at != NULL; at = at->next, i++) {
		if (i == anchors->answered_count || anchors->answered[i].reference != at->reference ||
			anchors->answered[i].from != number_of(linker, at->from))
			return false;
	}
	return i == anchors->answered_count;
}

void page_anchors_give(
	const struct page_anchors *anchors, const struct anchor_requests *requests, struct page *page)
{
	const struct answered_anchor *answered = anchors->answered;

	for (const struct anchor_request *at = requests->first; at != NULL; at = at->next, answered++) {
		at->target->url = answered->url;
		at->target->heading = answered->heading;
	}
	page->extra_targets = anchors->extra;
	page->extra_target_count = anchors->extra_count;
}

const struct page_anchors *page_anchors_keep(struct arena *arena, const struct linker *linker,
	const struct anchor_requests *requests, const struct page *page, struct diagnostics found)
{
	struct page_anchors *anchors = arena_new(arena, struct page_anchors);
	struct answered_anchor *answered;
	size_t count = 0;

	for (const struct anchor_request *at = requests->first; at != NULL; at = at->next)
		count++;
	answered = arena_array(arena, struct answered_anchor, count);
	*anchors = (struct page_anchors){
		.arena = arena,
		.answered = answered,
		.answered_count = count,
		.extra = page->extra_targets,
		.extra_count = page->extra_target_count,
		.found = found,
	};
	for (const struct anchor_request *at = requests->first; at != NULL; at = at->next)
		*answered++ = (struct answered_anchor){
			number_of(linker, at->from), at->reference, at->target->url, at->target->heading};
	return anchors;
}
