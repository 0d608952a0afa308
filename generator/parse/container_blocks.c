#include "parse/block_parts.h"

static void build_product_section(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = block_without_marker(markdown, &text->inside);
	bool right = str_equal_nocase(text->argument, S("right"));

	if (!right && text->argument.len > 0 && !str_equal_nocase(text->argument, S("left")))
		block_report_whole(markdown, text, "a product section stands left or right",
			S("write > [!product-section(left)] or > [!product-section(right)]"));
	box->info = S("div");
	box->attributes.classes = right ? S("columns large-6 medium-6 small-12 product-section right")
									: S("columns large-6 medium-6 small-12 product-section left");
	block_append(markdown, block_box(markdown, box, S("div"), S("columns")), &inside);
}

/* One picture of a carousel: the item's image, what else it holds is the caption. */
static bool append_picture(struct markdown *markdown, struct node *box, struct node *item)
{
	struct node *paragraph = item->first, *image, *picture, *caption;

	if (paragraph == NULL || paragraph->kind != NODE_PARAGRAPH)
		return false;
	image = paragraph->first;
	while (image != NULL && image->kind != NODE_IMAGE)
		image = image->next;
	if (image == NULL)
		return false;
	node_unlink(image);
	image->attributes.classes =
		image->attributes.classes.len == 0
			? S("carousel-image")
			: str_concat3(markdown->arena, image->attributes.classes, S(" "), S("carousel-image"));
	/* HTML wants a caption to stand in a figure. */
	picture =
		block_box(markdown, block_box(markdown, box, S("div"), S("")), S("figure"), S("p-figure"));
	node_append(picture, image);
	caption = block_box(markdown, picture, S("figcaption"), S("carousel-caption"));
	node_move_children(paragraph, caption);
	return true;
}

static void build_carousel(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = block_without_marker(markdown, &text->inside);
	struct node *root = markdown_tree(markdown, &inside);

	box->info = S("div");
	box->attributes.classes = S("carousel");
	for (struct node *block = root->first; block != NULL; block = block->next) {
		struct node *item = block->kind == NODE_LIST ? block->first : NULL;

		while (item != NULL) {
			struct node *next = item->next;

			if (!append_picture(markdown, box, item))
				block_report(markdown, item->begin, item->begin, "the carousel's item has no image",
					S("write - ![text](image) caption"));
			item = next;
		}
	}
	if (box->first == NULL)
		block_report_whole(
			markdown, text, "the carousel has no image", S("write - ![text](image) caption"));
}

static void build_details(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct node *summary;

	box->info = S("details");
	if (text->open)
		block_set_attribute(markdown, box, S("open"), S(""));
	summary = block_box(markdown, box, S("summary"), S(""));
	if (text->title.bytes.len == 0) {
		block_report_whole(markdown, text, "the details have no title",
			S("write /// details | Title, or <summary>Title</summary>"));
		summary->text = S("…");
	} else {
		block_append_title(markdown, summary, &text->title);
	}
	if (text->unclosed)
		block_report_whole(markdown, text, "the details have no end",
			S("end them with /// (or </details>) on a line of its own"));
	block_append(markdown, box, &text->inside);
}

const struct container_kind details_kind = {S_INIT("details"), build_details};

const struct container_kind *container_kind_of(struct str name)
{
	static const struct container_kind kinds[] = {
		{S_INIT("faq"), build_faq},
		{S_INIT("api"), build_api},
		{S_INIT("tabs"), build_tabs},
		{S_INIT("carousel"), build_carousel},
		{S_INIT("product-section"), build_product_section},
	};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (str_equal_nocase(kinds[i].name, name))
			return &kinds[i];
	}
	return NULL;
}
