#include "site/names.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "content/source.h"
#include "site/borrow.h"
#include "site/locales.h"
#include "site/suggest.h"
#include "site/url.h"

#define NAMES_BLOCK ((size_t)1024 * 1024)

static void report_slug(struct names *names, const struct document *document, struct str slug)
{
	struct diagnostic *diagnostic = diagnostics_add(&names->found, RULE_SLUG_FORM, document->path,
		front_place(&document->front, FRONT_SLUG),
		"the slug cannot be used as it is written: \"" STR_FMT "\"",
		STR_ARG(source_quote(front_text(&document->front, FRONT_SLUG))));

	diagnostic->help = str_format(
		names->arena, "the page is published as \"" STR_FMT "\"", STR_ARG(source_quote(slug)));
}

static void make_page(struct names *names, struct page *page, const struct document *document)
{
	bool mended;

	page->document = document;
	page->slug = url_slug(names->arena, document, &mended);
	/* Of a front matter that is no YAML, no more is said. */
	if (mended && page->lender == NULL && !document->front.faulty)
		report_slug(names, document, page->slug);
}

/* A document and its number among those that were given. */
struct numbered {
	const struct document *document;
	size_t number;
};

static int compare_paths(const void *left, const void *right)
{
	const struct numbered *a = left, *b = right;

	return str_compare(a->document->path, b->document->path);
}

/* The documents of own pages, by path; fills their numbers. */
static const struct document **sort_published(struct names *names)
{
	struct numbered *sorted = arena_array(names->arena, struct numbered, names->document_count);
	const struct document **published;
	size_t count = 0;

	for (size_t i = 0; i < names->document_count; i++) {
		if (front_flag(&names->documents[i]->front, FRONT_PUBLISHED, true))
			sorted[count++] = (struct numbered){names->documents[i], i};
	}
	if (count > 0)
		qsort(sorted, count, sizeof(*sorted), compare_paths);
	published = arena_array(names->arena, const struct document *, count);
	names->own_count = count;
	names->numbers = arena_array(names->arena, size_t, count);
	for (size_t i = 0; i < count; i++) {
		published[i] = sorted[i].document;
		names->numbers[i] = sorted[i].number;
	}
	return published;
}

static void make_pages(struct names *names, const struct config *config)
{
	const struct document **published = sort_published(names);
	size_t count = names->own_count, loan_count;
	const struct loan *loans;

	loans = borrow_documents(names->arena, config, published, count, &loan_count);
	names->page_count = count + loan_count;
	names->pages = arena_array(names->arena, struct page, names->page_count);
	names->dropped = arena_array(names->arena, bool, names->page_count);
	for (size_t i = 0; i < count; i++)
		make_page(names, &names->pages[i], published[i]);
	for (size_t i = 0; i < loan_count; i++) {
		names->pages[count + i].lender = &names->pages[loans[i].lender];
		make_page(names, &names->pages[count + i], loans[i].document);
	}
}

static void set_url(struct names *names, size_t index, struct str base_path)
{
	const struct document *ancestors[64];
	struct page *page = &names->pages[index];
	const struct family *above = names->hierarchy.of_page[index]->parent;
	size_t count = 0;

	for (; above != NULL && count < COUNT(ancestors); above = above->parent)
		ancestors[count++] = family_translation(above, page->document->locale.code)->document;
	page->url = url_of_document(names->arena, page->document, page->slug, ancestors, count);
	page->href = url_encode(names->arena,
		base_path.len == 0 ? page->url : str_concat(names->arena, base_path, page->url));
}

/* No file system takes a longer path. */
static bool drop_endless(struct names *names, size_t index)
{
	const struct page *page = &names->pages[index];

	names->dropped[index] = page->url.len > LONGEST_URL;
	if (!names->dropped[index])
		return false;
	if (page->lender != NULL)
		return true;
	diagnostics_add(&names->found, RULE_LIMIT, page->document->path,
		front_place(&page->document->front, FRONT_SLUG),
		"the page's URL is too long to be published (%zu bytes)", page->url.len)
		->help = S("give the page, or those above it, a shorter slug");
	return true;
}

/* The earlier path keeps the URL. */
static void drop_duplicate(struct names *names, size_t index)
{
	struct page *page = &names->pages[index];
	const struct page *owner;
	struct diagnostic *diagnostic;

	if (page->lender != NULL && names->dropped[page->lender - names->pages]) {
		names->dropped[index] = true;
		return;
	}
	owner = map_add(names->by_url, page->url, page);
	names->dropped[index] = owner != page;
	if (owner == page || page->lender != NULL)
		return;
	diagnostic = diagnostics_add(&names->found, RULE_SLUG_DUPLICATE, page->document->path,
		front_place(&page->document->front, FRONT_SLUG),
		"another page has the URL \"" STR_FMT "\" (" STR_FMT ")", STR_ARG(page->url),
		STR_ARG(owner->document->path));
	diagnostic->help = S("give this page another slug; until then it is not published");
	diagnostic_relate(names->arena, diagnostic, owner->document->path,
		front_place(&owner->document->front, FRONT_SLUG), S("this page has the URL"));
}

static void take_pages(struct names *names)
{
	names->published = arena_array(names->arena, const struct page *, names->page_count);
	for (size_t i = 0; i < names->page_count; i++) {
		if (names->dropped[i])
			continue;
		names->published[names->published_count + names->borrowed_count] = &names->pages[i];
		if (i < names->own_count) {
			names->published_count++;
			map_add(names->by_path, names->pages[i].document->path, &names->pages[i]);
		} else {
			names->borrowed_count++;
		}
	}
}

static void look_up_dropped(struct names *names)
{
	for (size_t i = 0; i < names->own_count; i++) {
		const struct page *owner = map_get(names->by_url, names->pages[i].url);

		if (names->dropped[i] && owner != NULL)
			lookup_add_dropped(names->arena, &names->lookup, &names->pages[i], owner);
	}
}

static const struct file_entry *entries_of(const struct tree *tree)
{
	return tree == NULL ? NULL : tree->files.entries;
}

static struct names *begin(const struct link_input *input)
{
	struct arena *arena = arena_create(NAMES_BLOCK);
	struct names *names = arena_new(arena, struct names);
	const struct document **documents = arena_array(arena, const struct document *, input->count);

	for (size_t i = 0; i < input->count; i++) {
		documents[i] = input->documents[i];
		arena_share(documents[i]->arena);
	}
	*names = (struct names){
		.arena = arena,
		.documents = documents,
		.document_count = input->count,
		.content = entries_of(input->content),
		.images = entries_of(input->images),
		.by_url = map_create(arena, input->count),
		.by_path = map_create(arena, input->count),
		.found = diagnostics_make(arena),
	};
	atomic_init(&names->owners, 1);
	return names;
}

struct names *names_make(const struct link_input *input)
{
	struct names *names = begin(input);
	struct str base_path = url_base_path(input->config->base_url);

	make_pages(names, input->config);
	names->hierarchy = hierarchy_make(names->arena, names->pages, names->page_count);
	for (size_t i = 0; i < names->page_count; i++) {
		set_url(names, i, base_path);
		if (!drop_endless(names, i))
			drop_duplicate(names, i);
	}
	hierarchy_drop(&names->hierarchy, names->pages, names->dropped);
	hierarchy_link(names->arena, &names->hierarchy, &names->found);
	take_pages(names);
	names->locales = locales_make(names->arena, names->published,
		names->published_count + names->borrowed_count, &names->locale_count);
	lookup_make(names, input->content);
	names->tails = suggest_tails(names->arena, names->pages, names->own_count);
	names->paths = suggest_paths(names->arena, names->pages, names->own_count);
	look_up_dropped(names);
	return names;
}

/* What front matter may say otherwise without a page being called otherwise. */
static bool is_name(enum front_key key)
{
	switch (key) {
	case FRONT_TITLE:
	case FRONT_EXCERPT:
	case FRONT_DESCRIPTION:
	case FRONT_METATITLE:
	case FRONT_KEYWORDS:
	case FRONT_UPDATED:
	case FRONT_ORDER:
	case FRONT_SECTION:
	case FRONT_SECTIONS:
	case FRONT_DEPRECATED:
	case FRONT_FULLWIDTH: return false;
	default: return true;
	}
}

static bool is_same_place(struct place a, struct place b)
{
	return a.line == b.line && a.column == b.column && a.end_line == b.end_line &&
		   a.end_column == b.end_column;
}

/* Findings in names stand at the slug. */
static bool is_called_alike(const struct document *a, const struct document *b)
{
	if (a == b)
		return true;
	if (!str_equal(a->path, b->path) || a->front.faulty != b->front.faulty ||
		!is_same_place(front_place(&a->front, FRONT_SLUG), front_place(&b->front, FRONT_SLUG)))
		return false;
	for (size_t key = 0; key < FRONT_KEY_COUNT; key++) {
		if (is_name((enum front_key)key) && !str_equal(front_text(&a->front, (enum front_key)key),
												front_text(&b->front, (enum front_key)key)))
			return false;
	}
	return true;
}

bool names_stand(const struct names *names, const struct link_input *input)
{
	if (names->content != entries_of(input->content) ||
		names->images != entries_of(input->images) || names->document_count != input->count)
		return false;
	for (size_t i = 0; i < input->count; i++) {
		if (!is_called_alike(names->documents[i], input->documents[i]))
			return false;
	}
	return true;
}

struct names *names_share(struct names *names)
{
	atomic_fetch_add(&names->owners, 1);
	return names;
}

void names_release(struct names *names)
{
	if (names == NULL || atomic_fetch_sub(&names->owners, 1) > 1)
		return;
	for (size_t i = 0; i < names->document_count; i++)
		arena_destroy(names->documents[i]->arena);
	arena_destroy(names->arena);
}
