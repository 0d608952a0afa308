#include "site/page_links.h"

#include "site/linker.h"

/* What front matter may say otherwise without any link leading elsewhere. */
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

static bool has_same_names(const struct document *a, const struct document *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind || !str_equal(a->path, b->path))
		return false;
	for (size_t key = 0; key < FRONT_KEY_COUNT; key++) {
		if (is_name((enum front_key)key) && !str_equal(front_text(&a->front, (enum front_key)key),
												front_text(&b->front, (enum front_key)key)))
			return false;
	}
	return true;
}

const struct document *page_links_document(const struct page *page)
{
	return page->lender != NULL ? page->lender->document : page->document;
}

static bool is_same_page(const struct page *a, const struct page *b)
{
	return str_equal(a->url, b->url) && (a->lender == NULL) == (b->lender == NULL) &&
		   has_same_names(page_links_document(a), page_links_document(b));
}

bool page_links_may_be_kept(const struct linker *linker, const struct linking *former)
{
	const struct linking *now = linker->site->linking;

	if (former == NULL || former->content != now->content || former->images != now->images ||
		former->page_count != now->page_count)
		return false;
	for (size_t i = 0; i < now->page_count; i++) {
		if (!is_same_page(&now->pages[i], &former->pages[i]))
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
