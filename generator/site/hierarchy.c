#include "site/hierarchy.h"

#include "base/map.h"
#include "base/path.h"
#include "base/sort.h"

/* A page with what it is sorted by. */
struct placed {
	struct str directory, locale;
	enum kind kind;
	struct page *page;
};

static int compare_places(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	int order = str_compare(a->directory, b->directory);

	if (order == 0)
		order = (a->kind > b->kind) - (a->kind < b->kind);
	if (order == 0)
		order = str_compare(a->locale, b->locale);
	return order != 0 ? order : str_compare(a->page->document->path, b->page->document->path);
}

static struct page **sorted_pages(struct arena *arena, struct page *pages, size_t count)
{
	struct placed *placed = arena_array(arena, struct placed, count);
	struct page **sorted = arena_array(arena, struct page *, count);

	for (size_t i = 0; i < count; i++) {
		const struct document *document = pages[i].document;

		placed[i] =
			(struct placed){document->directory, document->locale.code, document->kind, &pages[i]};
	}
	sort_stretches(arena, placed, count, sizeof(*placed), compare_places);
	for (size_t i = 0; i < count; i++)
		sorted[i] = placed[i].page;
	return sorted;
}

static bool is_family(const struct page *a, const struct page *b)
{
	return a->document->kind == b->document->kind &&
		   str_equal(a->document->directory, b->document->directory);
}

/* Families of one directory follow each other: the map leads to the first. */
static const struct family *family_above(
	const struct hierarchy *hierarchy, const struct map *first_of, const struct family *family)
{
	const struct family *end = hierarchy->families + hierarchy->count;
	struct str directory = family->directory;

	while (directory.len > 0) {
		const struct family *above;

		directory = path_directory(directory);
		above = map_get(first_of, directory);
		for (; above != NULL && above < end && str_equal(above->directory, directory); above++) {
			if (kind_may_hold(above->kind, family->kind))
				return above;
		}
	}
	return NULL;
}

struct hierarchy hierarchy_make(struct arena *arena, struct page *pages, size_t count)
{
	struct hierarchy hierarchy = {.pages = pages};
	struct page **sorted = sorted_pages(arena, pages, count);
	struct map *first_of = map_create(arena, count / 4);

	hierarchy.families = arena_array(arena, struct family, count);
	hierarchy.of_page = arena_array(arena, struct family *, count);
	for (size_t i = 0; i < count; i++) {
		struct family *family;

		if (i == 0 || !is_family(sorted[i - 1], sorted[i])) {
			family = &hierarchy.families[hierarchy.count++];
			family->directory = sorted[i]->document->directory;
			family->kind = sorted[i]->document->kind;
			family->pages = &sorted[i];
			map_add(first_of, family->directory, family);
		}
		family = &hierarchy.families[hierarchy.count - 1];
		family->count++;
		hierarchy.of_page[sorted[i] - pages] = family;
	}
	for (size_t i = 0; i < hierarchy.count; i++)
		hierarchy.families[i].parent = family_above(&hierarchy, first_of, &hierarchy.families[i]);
	return hierarchy;
}

struct page *family_page(const struct family *family, struct str locale)
{
	for (size_t i = 0; i < family->count; i++) {
		if (str_equal_few(family->pages[i]->document->locale.code, locale))
			return family->pages[i];
	}
	return NULL;
}

struct page *family_translation(const struct family *family, struct str locale)
{
	struct page *page = family_page(family, locale);

	if (page == NULL)
		page = family_page(family, S("fr-fr"));
	return page != NULL || family->count == 0 ? page : family->pages[0];
}

bool family_has(const struct family *family, struct str locale)
{
	for (size_t i = 0; i < family->count + family->dropped; i++) {
		if (str_equal(family->pages[i]->document->locale.code, locale))
			return true;
	}
	return false;
}

void hierarchy_drop(struct hierarchy *hierarchy, const struct page *pages, const bool *dropped)
{
	for (size_t i = 0; i < hierarchy->count; i++) {
		struct family *family = &hierarchy->families[i];
		size_t kept = 0;

		for (size_t j = 0; j < family->count; j++) {
			struct page *page = family->pages[j];

			if (dropped[page - pages])
				continue;
			/* The kept ones stay in order; the dropped ones end up behind them. */
			for (size_t k = j; k > kept; k--)
				family->pages[k] = family->pages[k - 1];
			family->pages[kept++] = page;
		}
		family->dropped = family->count - kept;
		family->count = kept;
	}
}

static void report_orphan(struct arena *arena, const struct page *page, const struct family *above,
	struct diagnostics *found)
{
	const struct document *document = page->document;
	struct str locale = document->locale.code, kind = kind_name(document->kind);
	const struct place head = {1, 1, 1, 1};
	struct diagnostic *diagnostic;

	if (above == NULL) {
		diagnostic = diagnostics_add(found, RULE_PARENT_MISSING, document->path, head,
			"no folder above holds what may list this " STR_FMT ": no list leads to it",
			STR_ARG(kind));
		diagnostic->help = document->kind == KIND_GUIDE ? S("move it below a product")
														: S("move it below a universe");
		return;
	}
	diagnostic = diagnostics_add(found, RULE_PARENT_MISSING, document->path, head,
		"the " STR_FMT " above lacks the locale " STR_FMT ": no list leads to this page",
		STR_ARG(kind_name(above->kind)), STR_ARG(locale));
	diagnostic->help =
		str_format(arena, "add " STR_FMT "%s" STR_FMT "." STR_FMT ".md", STR_ARG(above->directory),
			above->directory.len > 0 ? "/" : "", STR_ARG(kind_name(above->kind)), STR_ARG(locale));
}

static void find_ancestors(struct arena *arena, struct page *page, const struct family *family)
{
	struct str locale = page->document->locale.code;
	const struct page **ancestors;
	size_t depth = 0;

	for (const struct family *above = family->parent; above != NULL; above = above->parent)
		depth += above->count > 0;
	if (depth == 0)
		return;
	ancestors = arena_array(arena, const struct page *, depth);
	page->ancestors = ancestors;
	page->ancestor_count = depth;
	for (const struct family *above = family->parent; above != NULL; above = above->parent) {
		if (above->count > 0)
			ancestors[--depth] = family_translation(above, locale);
	}
	page->parent = ancestors[page->ancestor_count - 1];
}

static void link_page(
	struct arena *arena, struct page *page, const struct family *family, struct diagnostics *found)
{
	const struct family *above = family->parent;
	bool wants_parent = family->kind == KIND_PRODUCT || family->kind == KIND_GUIDE;
	bool reached = family->kind == KIND_HOME;

	find_ancestors(arena, page, family);
	if (above != NULL)
		reached = family_page(above, page->document->locale.code) != NULL;
	page->listed = reached && !page_is_hidden(page);
	if (wants_parent && page->lender == NULL &&
		(above == NULL || !family_has(above, page->document->locale.code)))
		report_orphan(arena, page, above, found);
}

/* The family's pages without those that are borrowed: the family's own list where there are none.
 */
static const struct page *const *translations_of(
	struct arena *arena, const struct family *family, size_t *count)
{
	const struct page **own;
	size_t borrows = 0;

	for (size_t i = 0; i < family->count; i++)
		borrows += family->pages[i]->lender != NULL;
	*count = family->count - borrows;
	if (borrows == 0)
		return (const struct page *const *)family->pages;
	own = arena_array(arena, const struct page *, *count);
	*count = 0;
	for (size_t i = 0; i < family->count; i++) {
		if (family->pages[i]->lender == NULL)
			own[(*count)++] = family->pages[i];
	}
	return own;
}

void hierarchy_link(struct arena *arena, struct hierarchy *hierarchy, struct diagnostics *found)
{
	for (size_t i = 0; i < hierarchy->count; i++) {
		struct family *family = &hierarchy->families[i];
		size_t count;
		const struct page *const *translations = translations_of(arena, family, &count);

		for (size_t j = 0; j < family->count; j++) {
			struct page *page = family->pages[j];

			page->translations = translations;
			page->translation_count = count;
			link_page(arena, page, family, found);
		}
	}
}
