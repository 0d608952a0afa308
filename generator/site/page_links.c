#include "site/page_links.h"

#include "site/linker.h"

const struct document *page_links_document(const struct page *page)
{
	return page->lender != NULL ? page->lender->document : page->document;
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
