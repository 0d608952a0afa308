#include "site/page_links.h"

#include "site/linker.h"

const struct document *page_links_document(const struct page *page)
{
	return page->lender != NULL ? page->lender->document : page->document;
}

/* The first reference from an index on that leads to a file, or is a picture that isn't there. */
static size_t next_shown(const struct page_links *links, size_t index)
{
	const struct document *document = links->document;

	for (; index < document->reference_count; index++) {
		enum target_kind kind = (enum target_kind)links->links[index].kind;

		if (kind == TARGET_FILE ||
			(kind == TARGET_NONE && reference_is_image(&document->references[index])))
			break;
	}
	return index;
}

static bool shows_alike(const struct page_links *a, const struct page_links *b)
{
	size_t i, j;

	if (a == b)
		return true;
	if (a == NULL || b == NULL)
		return false;
	for (i = next_shown(a, 0), j = next_shown(b, 0);
		 i < a->document->reference_count && j < b->document->reference_count;
		 i = next_shown(a, i + 1), j = next_shown(b, j + 1)) {
		const struct link *left = &a->links[i], *right = &b->links[j];

		if (left->kind != right->kind || left->index != right->index ||
			left->from_images != right->from_images)
			return false;
		if (left->kind == TARGET_NONE && !str_equal(a->document->references[i].destination,
											 b->document->references[j].destination))
			return false;
	}
	return i == a->document->reference_count && j == b->document->reference_count;
}

bool page_links_show_alike(const struct linking *now, const struct linking *former)
{
	/* The same names are the same files. */
	if (now->names != former->names)
		return false;
	for (size_t i = 0; i < now->page_count; i++) {
		if (!shows_alike(now->links[i], former->links[i]))
			return false;
	}
	return true;
}

static void ask_anchor(struct anchor_requests *asked, struct arena *arena, const struct page *page,
	size_t index, const struct link *link)
{
	struct target *target = (struct target *)(uintptr_t)&page->targets[index];
	struct anchor_request *request = arena_new(arena, struct anchor_request);

	*request = (struct anchor_request){
		.from = page,
		.reference = &page->document->references[index],
		.target = target,
		.fragment = link->fragment,
		.head = target->page == page && link->url.len == 0 ? S("") : target->url,
	};
	if (asked->last == NULL)
		asked->first = request;
	else
		asked->last->next = request;
	asked->last = request;
}

static void bind(const struct linker *linker, const struct link *link, struct arena *arena,
	struct target *target)
{
	target->kind = (enum target_kind)link->kind;
	target->external = link->external;
	target->url = link->url;
	target->shown_width = link->shown_width;
	if (target->kind == TARGET_FILE)
		target->file = link->from_images ? &linker->image_files[link->index]
										 : &linker->content_files[link->index];
	if (target->kind != TARGET_PAGE)
		return;
	target->page = &linker->pages[link->index];
	target->url = target->page->href;
	if (link->url.len > 0)
		target->url = str_concat(arena, target->url, link->url);
}

void page_links_bind(const struct linker *linker, struct page *page, const struct page_links *links,
	struct arena *arena)
{
	struct anchor_requests *asked = &linker->resolutions[page - linker->pages].asked;
	size_t count = page->document->reference_count;
	struct target *targets = arena_array(arena, struct target, count);

	page->targets = targets;
	for (size_t i = 0; i < count; i++) {
		bind(linker, &links->links[i], arena, &targets[i]);
		if (links->links[i].fragment.len > 0)
			ask_anchor(asked, arena, page, i, &links->links[i]);
	}
}
