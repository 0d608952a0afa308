#include "parse/tree.h"

#include <assert.h>

struct node *node_create(struct arena *arena, enum node_kind kind, size_t begin, size_t end)
{
	struct node *node = arena_uncleared(arena, sizeof(*node));

	*node = (struct node){.kind = kind, .begin = (uint32_t)begin, .end = (uint32_t)end};
	return node;
}

void node_insert_after(struct node *sibling, struct node *node)
{
	node->parent = sibling->parent;
	node->next = sibling->next;
	sibling->next = node;
	if (sibling->parent->last == sibling)
		sibling->parent->last = node;
}

void node_unlink(struct node *node)
{
	struct node *parent = node->parent, *before = NULL;

	assert(parent != NULL);
	for (struct node *child = parent->first; child != node; child = child->next)
		before = child;
	if (before == NULL)
		parent->first = node->next;
	else
		before->next = node->next;
	if (parent->last == node)
		parent->last = before;
	node->parent = NULL;
	node->next = NULL;
}

void node_move_children(struct node *from, struct node *to)
{
	struct node *child = from->first;

	while (child != NULL) {
		struct node *next = child->next;

		node_append(to, child);
		child = next;
	}
	from->first = NULL;
	from->last = NULL;
}

void node_move_children_behind(struct node *from, struct node *sibling)
{
	struct node *child = from->first;

	while (child != NULL) {
		struct node *next = child->next;

		node_insert_after(sibling, child);
		sibling = child;
		child = next;
	}
	from->first = NULL;
	from->last = NULL;
}

bool node_has_image(const struct node *parent)
{
	for (const struct node *node = parent; node != NULL; node = node_next(parent, node)) {
		if (node->kind == NODE_IMAGE || node->kind == NODE_HTML_INLINE)
			return true;
	}
	return false;
}

void node_plain_text(const struct node *node, bool alt, struct buf *out)
{
	const struct node *at = node;

	while (at != NULL) {
		if (at->kind == NODE_TEXT || at->kind == NODE_CODE)
			buf_add(out, at->text);
		else if (at->kind == NODE_SOFT_BREAK || at->kind == NODE_LINE_BREAK)
			buf_add_char(out, ' ');
		/* What an image holds is its alternative text. */
		at = at->kind == NODE_IMAGE && !alt ? node_past(node, at) : node_next(node, at);
	}
}
