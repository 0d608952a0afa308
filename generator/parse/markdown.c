#include "parse/markdown.h"

#include "parse/attribute_list.h"
#include "parse/callout.h"
#include "parse/cmark.h"
#include "parse/container.h"
#include "parse/html_unknown.h"
#include "parse/locate.h"
#include "parse/nested_blocks.h"
#include "parse/repair.h"
#include "parse/strong_repair.h"

/* A tag that HTML doesn't have is text: in headings and their ids too. */
static void show_unknown_tags(struct markdown *markdown, struct node *root)
{
	for (struct node *node = root; node != NULL; node = node_next(root, node)) {
		struct str name;

		if (node->kind != NODE_HTML_INLINE)
			continue;
		name = html_unknown_tag(node->text);
		if (name.len == 0)
			continue;
		node->kind = NODE_TEXT;
		html_unknown_report(markdown->found, markdown->source, node->begin, node->end, name);
	}
}

const struct line_list *markdown_lines(struct markdown *markdown, struct str text)
{
	if (markdown->lines.text.ptr != text.ptr || markdown->lines.text.len != text.len)
		markdown->lines = lines_make(markdown->arena, text);
	return &markdown->lines;
}

struct node *markdown_tree(struct markdown *markdown, const struct mapped_text *text)
{
	struct containers containers = {0};
	struct mapped_text outer = *text, repaired;
	struct node *root;
	uint32_t kinds;

	markdown->depth++;
	if (markdown->depth <= MARKDOWN_DEEPEST)
		outer = containers_take_out(markdown, text, &containers);
	repaired = repair(markdown, &outer);
	root = cmark_tree(markdown->arena, repaired.bytes, &kinds);
	locate(root, &repaired);
	if ((kinds & 1u << NODE_QUOTE) != 0) {
		nested_blocks_apply(markdown, root);
		callouts_apply(markdown->arena, root, markdown->source, markdown->found);
	}
	attribute_lists_apply(markdown->arena, root);
	if ((kinds & 1u << NODE_HTML_INLINE) != 0)
		show_unknown_tags(markdown, root);
	strong_repair(markdown->arena, root, markdown->source);
	containers_put_back(markdown, root, &containers);
	markdown->depth--;
	return root;
}
