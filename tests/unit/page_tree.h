#ifndef PORTOLAN_TESTS_PAGE_TREE_H
#define PORTOLAN_TESTS_PAGE_TREE_H

/* Pages of a small site, by their paths and front matter, for the tests of who stands where. */

#include "base/path.h"
#include "site/sections.h"

#define PAGE_TREE_MOST 32

struct page_tree {
	struct arena *arena;
	struct page pages[PAGE_TREE_MOST];
	size_t count;
	struct hierarchy hierarchy;
	struct diagnostics found;
};

static inline struct page_tree *page_tree_create(void)
{
	struct arena *arena = arena_create(16384);
	struct page_tree *tree = arena_new(arena, struct page_tree);

	tree->arena = arena;
	tree->found = diagnostics_make(arena);
	return tree;
}

static inline void page_tree_destroy(struct page_tree *tree)
{
	arena_destroy(tree->arena);
}

/* `front` are lines of front matter beside the title. */
static inline struct page *page_tree_add(
	struct page_tree *tree, const char *path, const char *title, const char *front)
{
	struct document *document = arena_new(tree->arena, struct document);
	struct page *page = &tree->pages[tree->count++];
	struct str text = str_format(tree->arena, "---\ntitle: %s\n%s\n---\n", title, front);
	struct source source = source_make(tree->arena, str_of(path), text, &tree->found);

	document->path = source.path;
	document->directory = path_directory(source.path);
	if (!kind_of_file(path_name(source.path), &document->kind, &document->locale))
		return NULL;
	document->front = front_matter_read(
		tree->arena, tree->arena, &source, 8, &tree->found, &document->body_begin);
	page->document = document;
	page->title = str_of(title);
	return page;
}

static inline void page_tree_link(struct page_tree *tree)
{
	tree->hierarchy = hierarchy_make(tree->arena, tree->pages, tree->count);
	hierarchy_link(tree->arena, &tree->hierarchy, &tree->found);
	sections_link(tree->arena, &tree->hierarchy, tree->pages, tree->count);
}

#endif
