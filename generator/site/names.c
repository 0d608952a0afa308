#include "site/names.h"

#include <stdatomic.h>

#include "base/parallel.h"
#include "base/sort.h"
#include "content/source.h"
#include "site/borrow.h"
#include "site/locales.h"
#include "site/suggest.h"
#include "site/url.h"

#define NAMES_BLOCK  ((size_t)1024 * 1024)
#define WORKER_BLOCK ((size_t)256 * 1024)
/* Documents: with fewer, to wait for threads takes longer. */
#define WORTH_THREADS 64
/* Documents between the one that is read and the one that is fetched. */
#define FETCHED_AHEAD 8

/* What a document that was given is called, read while others are. */
struct given {
	struct str path; /* the document's */
	struct str slug;
	bool published;
	bool mended; /* the slug is */
};

/* Names as they are being made. Workers have memory of their own, as long as the names. */
struct making {
	struct names *names;
	const struct link_input *input;
	struct str base_path;
	struct given *given; /* by document */
};

static struct arena *arena_of(const struct making *making, unsigned worker)
{
	return making->names->worker_arenas[worker];
}

/* What is read of the documents that come soon: they lie all over the memory. */
static void fetch_soon(const struct link_input *input, size_t number)
{
	if (input->count - number > 2 * FETCHED_AHEAD) {
		const struct document *document = input->documents[number + 2 * FETCHED_AHEAD];

		__builtin_prefetch(document);
		__builtin_prefetch(&document->front);
	}
	if (input->count - number > FETCHED_AHEAD) {
		const struct document *document = input->documents[number + FETCHED_AHEAD];

		__builtin_prefetch(document->arena);
		__builtin_prefetch(document->front.values);
	}
}

/* Each document is looked at here, so that it has to come from memory but once. */
static void read_document(void *context, size_t number, unsigned worker)
{
	struct making *making = context;
	const struct document *document = making->input->documents[number];
	struct given *given = &making->given[number];

	fetch_soon(making->input, number);
	making->names->documents[number] = document;
	arena_share(document->arena);
	given->path = document->path;
	given->published = front_flag(&document->front, FRONT_PUBLISHED, true);
	if (given->published)
		given->slug = url_slug(arena_of(making, worker), document, &given->mended);
}

/* A document's path, and its number among those that were given. */
struct numbered {
	struct str path;
	size_t number;
};

static int compare_paths(const void *left, const void *right)
{
	const struct numbered *a = left, *b = right;

	return str_compare(a->path, b->path);
}

/* The documents of own pages, by path; fills their numbers. */
static const struct document **sort_published(struct making *making)
{
	struct names *names = making->names;
	struct numbered *sorted = arena_array(names->arena, struct numbered, names->document_count);
	const struct document **published;
	size_t count = 0;

	for (size_t i = 0; i < names->document_count; i++) {
		if (making->given[i].published)
			sorted[count++] = (struct numbered){making->given[i].path, i};
	}
	sort_stretches(names->arena, sorted, count, sizeof(*sorted), compare_paths);
	published = arena_array(names->arena, const struct document *, count);
	names->own_count = count;
	names->numbers = arena_array(names->arena, size_t, count);
	for (size_t i = 0; i < count; i++) {
		published[i] = names->documents[sorted[i].number];
		names->numbers[i] = sorted[i].number;
	}
	return published;
}

static void report_slug(struct names *names, const struct document *document, struct str slug)
{
	struct diagnostic *diagnostic = diagnostics_add(&names->found, RULE_SLUG_FORM, document->path,
		front_place(&document->front, FRONT_SLUG),
		"the slug cannot be used as it is written: \"" STR_FMT "\"",
		STR_ARG(source_quote(front_text(&document->front, FRONT_SLUG))));

	diagnostic->help = str_format(
		names->arena, "the page is published as \"" STR_FMT "\"", STR_ARG(source_quote(slug)));
}

static void make_page(
	struct names *names, size_t index, const struct document *document, const struct given *given)
{
	names->pages[index].document = document;
	names->pages[index].slug = given->slug;
	/* Of a front matter that is no YAML, no more is said. */
	if (given->mended && !document->front.faulty)
		report_slug(names, document, given->slug);
}

static void make_pages(struct making *making)
{
	struct names *names = making->names;
	const struct document **published = sort_published(making);
	size_t count = names->own_count, loan_count;
	const struct loan *loans;

	loans = borrow_documents(names->arena, making->input->config, published, count, &loan_count);
	names->page_count = count + loan_count;
	names->pages = arena_array(names->arena, struct page, names->page_count);
	names->dropped = arena_array(names->arena, bool, names->page_count);
	for (size_t i = 0; i < count; i++)
		make_page(names, i, published[i], &making->given[names->numbers[i]]);
	for (size_t i = 0; i < loan_count; i++) {
		struct page *lender = &names->pages[loans[i].lender];

		names->pages[count + i] =
			(struct page){.document = loans[i].document, .slug = lender->slug, .lender = lender};
	}
}

static void set_url(void *context, size_t index, unsigned worker)
{
	const struct making *making = context;
	struct names *names = making->names;
	struct arena *arena = arena_of(making, worker);
	const struct page *ancestors[64];
	struct page *page = &names->pages[index];
	const struct family *above = names->hierarchy.of_page[index]->parent;
	size_t count = 0;

	for (; above != NULL && count < COUNT(ancestors); above = above->parent)
		ancestors[count++] = family_translation(above, page->document->locale.code);
	page->url = url_of_document(arena, page->document, page->slug, ancestors, count);
	page->href = url_encode(arena,
		making->base_path.len == 0 ? page->url : str_concat(arena, making->base_path, page->url));
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
		if (i < names->own_count)
			names->published_count++;
		else
			names->borrowed_count++;
	}
}

/* The table has had room for all of them since it was made. */
static void add_paths(struct names *names, struct arena *arena)
{
	for (size_t i = 0; i < names->published_count; i++) {
		const struct page *page = names->published[i];

		map_add(names->by_path, page->document->path, (void *)(uintptr_t)page);
	}
	names->tails = suggest_tails(arena, names->pages, names->own_count);
	names->paths = suggest_paths(arena, names->pages, names->own_count);
}

/* Tables that are made of the same pages and know nothing of each other; the longest first. */
enum table { TABLE_PARENTS, TABLE_LOCALES, TABLE_LOOKUP, TABLE_LEGACY, TABLE_PATHS, TABLE_COUNT };

static void make_table(void *context, size_t table, unsigned worker)
{
	const struct making *making = context;
	struct names *names = making->names;
	struct arena *arena = arena_of(making, worker);

	switch ((enum table)table) {
	case TABLE_PARENTS: hierarchy_link(arena, &names->hierarchy, &names->found); break;
	case TABLE_LOCALES:
		names->locales = locales_make(arena, names->published,
			names->published_count + names->borrowed_count, &names->locale_count);
		break;
	case TABLE_LOOKUP: lookup_make_pages(arena, names, making->input->content); break;
	case TABLE_LEGACY: lookup_make_legacies(arena, names); break;
	case TABLE_PATHS: add_paths(names, arena); break;
	case TABLE_COUNT: break;
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

static struct names *begin(const struct link_input *input, unsigned workers)
{
	struct arena *arena = arena_create(NAMES_BLOCK);
	struct names *names = arena_new(arena, struct names);

	*names = (struct names){
		.arena = arena,
		.worker_arenas = arena_array(arena, struct arena *, workers),
		.worker_count = workers,
		.documents = arena_array(arena, const struct document *, input->count),
		.document_count = input->count,
		.content = entries_of(input->content),
		.images = entries_of(input->images),
		.by_url = map_create(arena, input->count),
		.by_path = map_create(arena, input->count),
		.found = diagnostics_make(arena),
	};
	for (unsigned i = 0; i < workers; i++)
		names->worker_arenas[i] = arena_create(WORKER_BLOCK);
	atomic_init(&names->owners, 1);
	return names;
}

struct names *names_make(const struct link_input *input)
{
	unsigned workers = input->workers == 0 || input->count < WORTH_THREADS ? 1 : input->workers;
	struct names *names = begin(input, workers);
	struct making making = {
		.names = names,
		.input = input,
		.base_path = url_base_path(input->config->base_url),
		.given = arena_array(names->arena, struct given, input->count),
	};

	parallel_for(workers, input->count, read_document, &making);
	make_pages(&making);
	names->hierarchy = hierarchy_make(names->arena, names->pages, names->page_count);
	parallel_for(workers, names->page_count, set_url, &making);
	for (size_t i = 0; i < names->page_count; i++) {
		if (!drop_endless(names, i))
			drop_duplicate(names, i);
	}
	hierarchy_drop(&names->hierarchy, names->pages, names->dropped);
	take_pages(names);
	lookup_begin(names);
	parallel_for_long(workers, TABLE_COUNT, make_table, &making);
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
	for (unsigned i = 0; i < names->worker_count; i++)
		arena_destroy(names->worker_arenas[i]);
	arena_destroy(names->arena);
}
