#ifndef PORTOLAN_TESTS_SEARCH_PAGES_H
#define PORTOLAN_TESTS_SEARCH_PAGES_H

/* Pages for the tests of the search, made of a title and a body. */

#include "search/terms.h"

struct search_pages {
	struct arena *arena;
	struct occurrences *occurrences;
	struct worker_lexicon *lexicon;
	struct vocabulary *vocabulary; /* of the last terms, or NULL */
	struct page pages[32];
	struct document documents[32];
	struct indexed_page indexed[32];
	struct plain texts[32];
	size_t count;
};

static inline void search_pages_open(struct search_pages *all)
{
	*all = (struct search_pages){.arena = arena_create(4096)};
	all->occurrences = occurrences_create(all->arena);
	all->lexicon = worker_lexicon_open();
}

static inline void search_pages_close(struct search_pages *all)
{
	occurrences_release(all->occurrences);
	worker_lexicon_close(all->lexicon);
	if (all->vocabulary != NULL)
		vocabulary_close(all->vocabulary);
	arena_destroy(all->arena);
}

/* `parent` is the number of a page plus one, or 0. */
static inline struct indexed_page *search_pages_add(
	struct search_pages *all, size_t parent, const char *title, const char *html)
{
	struct page *page = &all->pages[all->count];
	struct document *document = &all->documents[all->count];

	document->kind = KIND_GUIDE;
	document->body.html = str_of(html);
	page->document = document;
	page->title = str_of(title);
	page->url = str_format(all->arena, "/fr/page-%zu/", all->count);
	page->href = page->url;
	page->parent = parent == 0 ? NULL : &all->pages[parent - 1];
	occurrences_read(all->occurrences, all->lexicon, page, all->arena, &all->indexed[all->count],
		all->arena, &all->texts[all->count]);
	return &all->indexed[all->count++];
}

/* The terms of all pages, once. */
static inline struct terms search_pages_terms(struct search_pages *all, const char *language)
{
	all->vocabulary = vocabulary_open(str_of(language));
	vocabulary_take(all->vocabulary, all->lexicon);
	return terms_make(all->arena, all->vocabulary, all->indexed, all->count);
}

#endif
