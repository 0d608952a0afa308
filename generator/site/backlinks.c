#include "site/backlinks.h"

/* The pages that lead somewhere, each once for each page that it leads to. */
struct counter {
	struct linker *linker;
	const struct page **last; /* of each page: who was counted last */
};

static bool is_hidden(const struct page *page)
{
	return front_flag(&page->document->front, FRONT_HIDDEN, false);
}

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

/* Called twice: the first time there are no lists yet, and links are only counted. */
static void visit(struct counter *counter, const struct page ***end_of)
{
	const struct site *site = counter->linker->site;

	memset(counter->last, 0, counter->linker->page_count * sizeof(*counter->last));
	for (size_t i = 0; i < site->locale_count; i++) {
		for (size_t j = 0; j < site->locales[i].page_count; j++) {
			const struct page *from = site->locales[i].pages[j];

			for (size_t k = 0; k < from->document->reference_count && !is_hidden(from); k++) {
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
	struct counter counter = {
		.linker = linker,
		.last = arena_array(linker->arena, const struct page *, linker->page_count),
	};
	const struct page ***end_of =
		arena_array(linker->arena, const struct page **, linker->page_count);
	const struct page **room;
	size_t total = 0;

	if (linker->page_count == 0)
		return;
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
