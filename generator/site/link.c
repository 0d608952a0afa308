#include "site/link.h"

#include "base/parallel.h"
#include "parse/disables.h"
#include "site/anchor_links.h"
#include "site/backlinks.h"
#include "site/images.h"
#include "site/kept_answers.h"
#include "site/own_pages.h"
#include "site/page_anchors.h"
#include "site/resolve.h"
#include "site/sections.h"
#include "site/url.h"

#define WORKER_BLOCK ((size_t)256 * 1024)
#define LINKS_BLOCK  ((size_t)16 * 1024)
/* Pages to be linked anew. */
#define WORTH_THREADS 32

/* Every reference of a page, anew. */
static const struct page_links *resolve_page(
	struct linker *linker, const struct page *page, struct worker *worker)
{
	const struct document *document = page->document;
	struct page_links *links = arena_new(worker->links, struct page_links);
	unsigned searches = 0;
	struct resolver resolver = {
		.linker = linker,
		.page = &linker->names->pages[page - linker->pages],
		.found = &links->found,
		.says_titles = &links->says_titles,
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

	if (links == NULL || links->document != document ||
		(links->says_titles && !linker->same_titles))
		return NULL;
	arena_share(links->arena);
	return links;
}

static void fill_lists(struct linker *linker)
{
	if (linker->former == NULL || !sections_take_over(linker->arena, linker->pages,
									  linker->page_count, linker->former->pages))
		sections_link(linker->arena, &linker->names->hierarchy, linker->pages, linker->page_count);
}

/* The first item is the lists of all pages, which nobody reads meanwhile; the others are pages. */
static void link_one(void *context, size_t item, unsigned worker)
{
	struct linker *linker = context;
	struct worker *own = &linker->workers[worker];
	struct page *page;
	size_t index;

	if (item == 0) {
		fill_lists(linker);
		return;
	}
	page = (struct page *)(uintptr_t)linker->site->pages[item - 1];
	index = (size_t)(page - linker->pages);
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

	for (size_t i = 0; i < linker->names->own_count; i++) {
		if (linker->links[i] != NULL && linker->links[i]->found.count > 0)
			lists[site->found_in_count++] = &linker->links[i]->found;
	}
	for (size_t i = 0; i < linker->page_count; i++) {
		const struct diagnostics *found = linker->anchors != NULL && linker->anchors[i] != NULL
											  ? &linker->anchors[i]->found
											  : &linker->resolutions[i].found_after;

		if (found->count > 0)
			lists[site->found_in_count++] = found;
	}
	site->found_in = lists;
}

static struct site_file *make_files(struct linker *linker, const struct tree *tree)
{
	return arena_array(linker->arena, struct site_file, tree == NULL ? 0 : tree->files.count);
}

/* What is another in pages that are called the same. */
static void compare_pages(struct linker *linker)
{
	linker->same_titles = true;
	for (size_t i = 0; i < linker->page_count; i++) {
		const struct page *page = &linker->pages[i], *before = &linker->former->pages[i];

		if (page->document == before->document)
			continue;
		linker->changed_count++;
		if (!str_equal(page->title, before->title))
			linker->same_titles = false;
	}
}

/* What is left to the next site, and whether the former's may be taken over. */
static void begin_linking(struct linker *linker, const struct link_input *input)
{
	const struct linking *former = input->former;
	bool stands = former != NULL && names_stand(former->names, input);
	struct names *names = stands ? names_share(former->names) : names_make(input);
	struct linking *linking = arena_new(linker->arena, struct linking);

	linker->names = names;
	linker->pages = own_pages_make(names, input->documents, linker->site);
	linker->page_count = names->page_count;
	linker->links = arena_array(linker->arena, const struct page_links *, linker->page_count);
	if (linker->site->memory != NULL) {
		linker->kept_answers =
			arena_array(linker->arena, struct kept_answers *, linker->page_count);
		linker->anchors =
			arena_array(linker->arena, const struct page_anchors *, linker->page_count);
	}
	*linking = (struct linking){
		.names = names,
		.pages = linker->pages,
		.page_count = linker->page_count,
		.links = linker->links,
		.answers = linker->kept_answers,
		.anchors = linker->anchors,
	};
	linker->site->linking = linking;
	linker->former = stands ? former : NULL;
	if (stands)
		compare_pages(linker);
}

static void resolve_all(struct linker *linker, unsigned workers)
{
	/* Nearly all is taken over: to wait for threads takes longer. */
	if (linker->former != NULL && linker->changed_count < WORTH_THREADS)
		workers = 1;
	make_workers(linker, workers);
	linker->content_files = make_files(linker, linker->content);
	linker->image_files = make_files(linker, linker->images);
	linker->resolutions = arena_array(linker->arena, struct resolution, linker->page_count);
	parallel_for(
		workers, 1 + linker->site->page_count + linker->site->borrowed_count, link_one, linker);
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
		.base_url = input->config->base_url,
		.base_path = url_base_path(input->config->base_url),
		.found = diagnostics_make(arena),
	};
	begin_linking(&linker, input);
	resolve_all(&linker, input->workers == 0 ? 1 : input->workers);
	images_collect(&linker);
	backlinks_link(&linker);
	return site;
}

const struct page *site_page(const struct site *site, const struct page *named)
{
	const struct linking *linking = site->linking;

	return named == NULL ? NULL : &linking->pages[named - linking->names->pages];
}

void site_release(struct site *site)
{
	const struct linking *linking = site->linking;

	for (size_t i = 0; i < linking->page_count; i++) {
		if (linking->links[i] != NULL)
			arena_destroy(linking->links[i]->arena);
		if (linking->answers != NULL)
			kept_answers_release(linking->answers[i]);
		if (linking->anchors != NULL && linking->anchors[i] != NULL)
			arena_destroy(linking->anchors[i]->arena);
	}
	names_release(linking->names);
	for (unsigned i = 0; i < site->worker_count; i++)
		arena_destroy(site->worker_arenas[i]);
	site->worker_count = 0;
}
