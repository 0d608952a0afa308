#include "render/view_machines.h"

#include "render/structured_data.h"
#include "site/url.h"

/* Smaller pictures are icons: nobody recognises a guide by them. */
#define LEAST_WIDTH 200

/* The page's first picture that is worth showing elsewhere. */
static struct str picture_of(struct view_maker *maker)
{
	const struct document *document = maker->page->document;

	for (size_t i = 0; i < document->reference_count; i++) {
		const struct site_file *file = maker->page->targets[i].file;

		if (document->references[i].kind == REFERENCE_IMAGE && file != NULL && file->url.len > 0 &&
			file->picture.width >= LEAST_WIDTH)
			return views_absolute(
				maker->views, maker->arena, views_url(maker->views, maker->arena, file->url));
	}
	return S("");
}

static void add_alternates(struct view_maker *maker)
{
	const struct page *page = maker->page;
	struct value *items = arena_array(maker->arena, struct value, page->translation_count);
	size_t count = 0;

	for (size_t i = 0; i < page->translation_count; i++) {
		const struct page *other = page->translations[i];

		if (other != page && !page_is_hidden(other))
			items[count++] = value_text(views_locale(maker->views, other)->graph_tag);
	}
	object_set(maker->view, S("og_alternates"), value_list(items, count));
}

void view_add_machines(struct view_maker *maker, struct object *page)
{
	struct structured_page fields = {
		.url = text_of_value(object_get(page, S("canonical"))),
		.title = text_of_value(object_get(page, S("title"))),
		.description = text_of_value(object_get(page, S("description"))),
		.image = picture_of(maker),
	};
	bool found = maker->page->document->kind != KIND_NOT_FOUND && maker->page->lender == NULL;

	object_set_text(page, S("image"), fields.image);
	object_set_text(page, S("og_type"),
		maker->page->document->kind == KIND_GUIDE ? S("article") : S("website"));
	object_set_text(page, S("og_locale"), maker->locale->graph_tag);
	object_set_text(page, S("structured_data"),
		found ? structured_data(maker->views, maker->arena, maker->page, &fields) : S(""));
	object_set_text(page, S("markdown"), found ? S("index.md") : S(""));
	add_alternates(maker);
}
