#include "site/link.h"

#include <stdlib.h>

#include "base/parallel.h"
#include "base/path.h"
#include "content/source.h"
#include "parse/disables.h"
#include "site/anchor_links.h"
#include "site/backlinks.h"
#include "site/borrow.h"
#include "site/images.h"
#include "site/kept_answers.h"
#include "site/locales.h"
#include "site/resolve.h"
#include "site/sections.h"
#include "site/suggest.h"
#include "site/url.h"

#define WORKER_BLOCK ((size_t)256 * 1024)
#define LINKS_BLOCK  ((size_t)16 * 1024)

static void set_base_url(struct site *site, struct str base_url)
{
	size_t host = str_find(base_url, S("://"), 0);
	size_t path = host == STR_NONE ? STR_NONE : str_find_char(base_url, '/', host + 3);

	site->base_url = base_url;
	site->base_path = path == STR_NONE ? S("") : str_from(base_url, path);
}

static int compare_documents(const void *left, const void *right)
{
	const struct document *a = *(const struct document *const *)left;
	const struct document *b = *(const struct document *const *)right;

	return str_compare(a->path, b->path);
}

/* As a tree's documents are. */
static bool are_sorted(const struct document *const *documents, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (compare_documents(&documents[i - 1], &documents[i]) > 0)
			return false;
	}
	return true;
}

static void report_slug(struct linker *linker, const struct document *document, struct str slug)
{
	struct diagnostic *diagnostic = diagnostics_add(&linker->site->found, RULE_SLUG_FORM,
		document->path, front_place(&document->front, FRONT_SLUG),
		"the slug cannot be used as it is written: \"" STR_FMT "\"",
		STR_ARG(source_quote(front_text(&document->front, FRONT_SLUG))));

	diagnostic->help = str_format(
		linker->arena, "the page is published as \"" STR_FMT "\"", STR_ARG(source_quote(slug)));
}

static void make_page(struct linker *linker, struct page *page, const struct document *document)
{
	bool mended;

	page->document = document;
	page->slug = url_slug(linker->arena, document, &mended);
	page->title = front_text(&document->front, FRONT_TITLE);
	if (page->title.len == 0)
		page->title = path_name(page->slug);
	/* Of a front matter that is no YAML, no more is said. */
	if (mended && page->lender == NULL && !document->front.faulty)
		report_slug(linker, document, page->slug);
}

static void make_pages(struct linker *linker, const struct link_input *input)
{
	const struct document **sorted =
		arena_array(linker->arena, const struct document *, input->count);
	const struct loan *loans;
	size_t count = 0, loan_count;

	for (size_t i = 0; i < input->count; i++) {
		if (front_flag(&input->documents[i]->front, FRONT_PUBLISHED, true))
			sorted[count++] = input->documents[i];
	}
	if (!are_sorted(sorted, count))
		qsort(sorted, count, sizeof(*sorted), compare_documents);
	loans = borrow_documents(linker->arena, linker->config, sorted, count, &loan_count);
	linker->own_count = count;
	linker->page_count = count + loan_count;
	linker->pages = arena_array(linker->arena, struct page, linker->page_count);
	linker->dropped = arena_array(linker->arena, bool, linker->page_count);
	for (size_t i = 0; i < count; i++)
		make_page(linker, &linker->pages[i], sorted[i]);
	for (size_t i = 0; i < loan_count; i++) {
		linker->pages[count + i].lender = &linker->pages[loans[i].lender];
		make_page(linker, &linker->pages[count + i], loans[i].document);
	}
}

static void set_url(struct linker *linker, size_t index)
{
	const struct document *ancestors[64];
	struct page *page = &linker->pages[index];
	const struct family *above = linker->hierarchy.of_page[index]->parent;
	size_t count = 0;

	for (; above != NULL && count < COUNT(ancestors); above = above->parent)
		ancestors[count++] = family_translation(above, page->document->locale.code)->document;
	page->url = url_of_document(linker->arena, page->document, page->slug, ancestors, count);
	page->href = url_encode(
		linker->arena, linker->site->base_path.len == 0
						   ? page->url
						   : str_concat(linker->arena, linker->site->base_path, page->url));
}

/* No file system takes a longer path. */
static bool drop_endless(struct linker *linker, size_t index)
{
	const struct page *page = &linker->pages[index];

	linker->dropped[index] = page->url.len > LONGEST_URL;
	if (!linker->dropped[index])
		return false;
	if (page->lender != NULL)
		return true;
	diagnostics_add(&linker->site->found, RULE_LIMIT, page->document->path,
		front_place(&page->document->front, FRONT_SLUG),
		"the page's URL is too long to be published (%zu bytes)", page->url.len)
		->help = S("give the page, or those above it, a shorter slug");
	return true;
}

/* The earlier path keeps the URL. */
static void drop_duplicate(struct linker *linker, size_t index)
{
	struct page *page = &linker->pages[index];
	const struct page *owner;
	struct diagnostic *diagnostic;

	if (page->lender != NULL && linker->dropped[page->lender - linker->pages]) {
		linker->dropped[index] = true;
		return;
	}
	owner = map_add(linker->site->by_url, page->url, page);
	linker->dropped[index] = owner != page;
	if (owner == page || page->lender != NULL)
		return;
	diagnostic = diagnostics_add(&linker->site->found, RULE_SLUG_DUPLICATE, page->document->path,
		front_place(&page->document->front, FRONT_SLUG),
		"another page has the URL \"" STR_FMT "\" (" STR_FMT ")", STR_ARG(page->url),
		STR_ARG(owner->document->path));
	diagnostic->help = S("give this page another slug; until then it is not published");
	diagnostic_relate(linker->arena, diagnostic, owner->document->path,
		front_place(&owner->document->front, FRONT_SLUG), S("this page has the URL"));
}

static void take_pages(struct linker *linker)
{
	struct site *site = linker->site;
	const struct page **kept = arena_array(linker->arena, const struct page *, linker->page_count);

	for (size_t i = 0; i < linker->page_count; i++) {
		if (linker->dropped[i])
			continue;
		kept[site->page_count + site->borrowed_count] = &linker->pages[i];
		if (i < linker->own_count) {
			site->page_count++;
			map_add(site->by_path, linker->pages[i].document->path, &linker->pages[i]);
		} else {
			site->borrowed_count++;
		}
	}
	site->pages = kept;
}

static void look_up_dropped(struct linker *linker)
{
	for (size_t i = 0; i < linker->own_count; i++) {
		const struct page *owner = map_get(linker->site->by_url, linker->pages[i].url);

		if (linker->dropped[i] && owner != NULL)
			lookup_add_dropped(linker->arena, &linker->lookup, &linker->pages[i], owner);
	}
}

/* Every reference of a page, anew. */
static const struct page_links *resolve_page(
	struct linker *linker, const struct page *page, struct worker *worker)
{
	const struct document *document = page->document;
	struct page_links *links = arena_new(worker->links, struct page_links);
	unsigned searches = 0;
	struct resolver resolver = {
		.linker = linker,
		.page = page,
		.found = &links->found,
		.searches = &searches,
		.arena = worker->links,
		.scratch = worker->scratch,
	};

	links->arena = arena_share(worker->links);
	links->document = page_links_document(page);
	links->links = arena_array(worker->links, struct link, document->reference_count);
	links->found = diagnostics_make(worker->links);
	for (size_t i = 0; i < document->reference_count; i++) {
		resolver.reference = &document->references[i];
		resolver.link = &links->links[i];
		resolve_reference(&resolver);
	}
	diagnostics_set_levels(&links->found, linker->config->levels);
	disables_apply(document, &links->found);
	return links;
}

/* The former site's links of a page, when they still hold. */
static const struct page_links *kept_links(
	const struct linker *linker, size_t index, const struct document *document)
{
	const struct page_links *links = linker->former == NULL ? NULL : linker->former->links[index];

	if (links == NULL || links->document != document)
		return NULL;
	arena_share(links->arena);
	return links;
}

static void link_page(void *context, size_t item, unsigned worker)
{
	struct linker *linker = context;
	struct page *page = (struct page *)(uintptr_t)linker->site->pages[item];
	struct worker *own = &linker->workers[worker];
	size_t index = (size_t)(page - linker->pages);

	arena_reset(own->scratch);
	linker->links[index] = kept_links(linker, index, page_links_document(page));
	if (linker->links[index] == NULL)
		linker->links[index] = resolve_page(linker, page, own);
	page_links_bind(linker, page, linker->links[index], own->arena);
}

static void make_workers(struct linker *linker, unsigned count)
{
	struct arena **arenas = arena_array(linker->arena, struct arena *, count);

	linker->workers = arena_array(linker->arena, struct worker, count);
	linker->worker_count = count;
	for (unsigned i = 0; i < count; i++) {
		arenas[i] = arena_create(WORKER_BLOCK);
		linker->workers[i] =
			(struct worker){arenas[i], arena_create(LINKS_BLOCK), arena_create(WORKER_BLOCK)};
	}
	linker->site->worker_arenas = arenas;
	linker->site->worker_count = count;
}

/* Links are held by the pages that have them. */
static void release_workers(struct linker *linker)
{
	for (unsigned i = 0; i < linker->worker_count; i++) {
		arena_destroy(linker->workers[i].links);
		arena_destroy(linker->workers[i].scratch);
	}
}

static void collect_findings(struct linker *linker)
{
	struct site *site = linker->site;
	const struct diagnostics **lists =
		arena_array(linker->arena, const struct diagnostics *, 2 * linker->page_count);

	for (size_t i = 0; i < linker->own_count; i++) {
		if (linker->links[i] != NULL && linker->links[i]->found.count > 0)
			lists[site->found_in_count++] = &linker->links[i]->found;
	}
	for (size_t i = 0; i < linker->page_count; i++) {
		if (linker->resolutions[i].found_after.count == 0)
			continue;
		diagnostics_set_levels(&linker->resolutions[i].found_after, linker->config->levels);
		lists[site->found_in_count++] = &linker->resolutions[i].found_after;
	}
	site->found_in = lists;
}

static struct site_file *make_files(struct linker *linker, const struct tree *tree)
{
	return arena_array(linker->arena, struct site_file, tree == NULL ? 0 : tree->files.count);
}

/* What is left to the next site, and whether the former's may be taken over. */
static void begin_linking(struct linker *linker, const struct linking *former)
{
	struct linking *linking = arena_new(linker->arena, struct linking);

	linker->links = arena_array(linker->arena, const struct page_links *, linker->page_count);
	if (linker->site->memory != NULL)
		linker->kept_answers =
			arena_array(linker->arena, struct kept_answers *, linker->page_count);
	*linking = (struct linking){
		.content = linker->content == NULL ? NULL : linker->content->files.entries,
		.images = linker->images == NULL ? NULL : linker->images->files.entries,
		.pages = linker->pages,
		.page_count = linker->page_count,
		.links = linker->links,
		.answers = linker->kept_answers,
	};
	linker->site->linking = linking;
	linker->former = page_links_may_be_kept(linker, former) ? former : NULL;
}

static void fill_lists(struct linker *linker)
{
	if (linker->former == NULL || !sections_take_over(linker->arena, linker->pages,
									  linker->page_count, linker->former->pages))
		sections_link(linker->arena, &linker->hierarchy, linker->pages, linker->page_count);
}

static void resolve_all(struct linker *linker, unsigned workers)
{
	make_workers(linker, workers);
	linker->content_files = make_files(linker, linker->content);
	linker->image_files = make_files(linker, linker->images);
	linker->resolutions = arena_array(linker->arena, struct resolution, linker->page_count);
	parallel_for(
		workers, linker->site->page_count + linker->site->borrowed_count, link_page, linker);
	anchor_links_answer(linker);
	release_workers(linker);
	collect_findings(linker);
}

struct site *site_link(struct arena *arena, const struct link_input *input)
{
	struct site *site = arena_new(arena, struct site);
	struct linker linker = {
		.arena = arena,
		.site = site,
		.config = input->config,
		.content = input->content,
		.images = input->images,
	};

	*site = (struct site){
		.arena = arena,
		.config = input->config,
		.tree = input->content,
		.memory = input->memory,
		.by_url = map_create(arena, input->count),
		.by_path = map_create(arena, input->count),
		.found = diagnostics_make(arena),
	};
	set_base_url(site, input->config->base_url);
	make_pages(&linker, input);
	linker.hierarchy = hierarchy_make(arena, linker.pages, linker.page_count);
	for (size_t i = 0; i < linker.page_count; i++) {
		set_url(&linker, i);
		if (!drop_endless(&linker, i))
			drop_duplicate(&linker, i);
	}
	hierarchy_drop(&linker.hierarchy, linker.pages, linker.dropped);
	hierarchy_link(arena, &linker.hierarchy, &site->found);
	take_pages(&linker);
	begin_linking(&linker, input->former);
	fill_lists(&linker);
	locales_link(site);
	lookup_make(arena, &linker.lookup, &linker.hierarchy, site);
	linker.tails = suggest_tails(arena, linker.pages, linker.own_count);
	look_up_dropped(&linker);
	resolve_all(&linker, input->workers == 0 ? 1 : input->workers);
	images_collect(&linker);
	backlinks_link(&linker);
	return site;
}

void site_release(struct site *site)
{
	const struct linking *linking = site->linking;

	for (size_t i = 0; i < linking->page_count; i++) {
		if (linking->links[i] != NULL)
			arena_destroy(linking->links[i]->arena);
		if (linking->answers != NULL)
			kept_answers_release(linking->answers[i]);
	}
	for (unsigned i = 0; i < site->worker_count; i++)
		arena_destroy(site->worker_arenas[i]);
	site->worker_count = 0;
}
