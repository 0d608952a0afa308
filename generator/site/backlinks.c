#include "site/backlinks.h"

#include "site/moving.h"

/* The pages that lead somewhere, each once for each page that it leads to. */
struct counter {
	struct linker *linker;
	const struct page **last; /* of each page: who was counted last */
};

/* The page that a target leads to, unless it is the same or was counted for this one. */
static struct page *next_target(struct counter *counter, const struct page *from, size_t target)
{
	const struct page *to = from->targets[target].page;
	size_t index;

	if (to == NULL || to == from)
		return NULL;
	index = (size_t)(to - counter->linker->pages);
	if (counter->last[index] == from)
		return NULL;
	counter->last[index] = from;
	return &counter->linker->pages[index];
}

/* True when a page leads to the same pages in the same order. */
static bool leads_alike(const struct page_links *a, const struct page_links *b)
{
	size_t i = 0, j = 0;

	if (a == b)
		return true;
	if (a == NULL || b == NULL)
		return false;
	for (;; i++, j++) {
		while (i < a->document->reference_count && a->links[i].kind != TARGET_PAGE)
			i++;
		while (j < b->document->reference_count && b->links[j].kind != TARGET_PAGE)
			j++;
		if (i == a->document->reference_count || j == b->document->reference_count)
			return i == a->document->reference_count && j == b->document->reference_count;
		if (a->links[i].index != b->links[j].index)
			return false;
	}
}

/* Where no page leads elsewhere than in the former site, its lists are right but for their memory.
 */
static bool take_over(struct linker *linker)
{
	const struct linking *former = linker->former;
	struct moving moving;

	if (former == NULL)
		return false;
	moving = (struct moving){former->pages, linker->pages};
	for (size_t i = 0; i < linker->page_count; i++) {
		if (!leads_alike(linker->links[i], former->links[i]))
			return false;
	}
	for (size_t i = 0; i < linker->page_count; i++) {
		const struct page *before = &former->pages[i];

		linker->pages[i].backlinks =
			moved_list(&moving, linker->arena, before->backlinks, before->backlink_count);
		linker->pages[i].backlink_count = before->backlink_count;
	}
	return true;
}

/* Called twice: the first time there are no lists yet, and links are only counted. */
static void visit(struct counter *counter, const struct page ***end_of)
{
	const struct site *site = counter->linker->site;

	memset(counter->last, 0, counter->linker->page_count * sizeof(*counter->last));
	for (size_t i = 0; i < site->locale_count; i++) {
		for (size_t j = 0; j < site->locales[i].page_count; j++) {
			const struct page *from = site->locales[i].pages[j];

			size_t count = page_is_hidden(from) ? 0 : from->document->reference_count;

			for (size_t k = 0; k < count; k++) {
				struct page *to = next_target(counter, from, k);

				if (to != NULL && end_of != NULL)
					*end_of[to - counter->linker->pages]++ = from;
				else if (to != NULL)
					to->backlink_count++;
			}
		}
	}
}

void backlinks_link(struct linker *linker)
{
	struct counter counter = {.linker = linker};
	const struct page ***end_of;
	const struct page **room;
	size_t total = 0;

	if (linker->page_count == 0 || take_over(linker))
		return;
	counter.last = arena_array(linker->arena, const struct page *, linker->page_count);
	end_of = arena_array(linker->arena, const struct page **, linker->page_count);
	visit(&counter, NULL);
	for (size_t i = 0; i < linker->page_count; i++)
		total += linker->pages[i].backlink_count;
	room = arena_array(linker->arena, const struct page *, total);
	for (size_t i = 0; i < linker->page_count; i++) {
		linker->pages[i].backlinks = room;
		end_of[i] = room;
		room += linker->pages[i].backlink_count;
	}
	visit(&counter, end_of);
}
