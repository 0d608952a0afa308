#ifndef PORTOLAN_PARSE_TREE_H
#define PORTOLAN_PARSE_TREE_H

/*
 * Our own document tree: real enums for `switch`, a place in the source for
 * every node, and the dialect's blocks beside CommonMark's. It lives in a
 * worker's scratch arena while one file is parsed.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "parse/document.h"

enum node_kind {
	/* Blocks. */
	NODE_DOCUMENT,
	NODE_PARAGRAPH,
	NODE_HEADING,
	NODE_QUOTE,
	NODE_CALLOUT,
	NODE_LIST,
	NODE_ITEM,
	NODE_CODE_BLOCK,
	NODE_HTML_BLOCK,
	NODE_TABLE,
	NODE_ROW,
	NODE_CELL,
	NODE_RULE,
	NODE_BOX, /* an element of the dialect's blocks: `info` and classes say which */
	/* Inlines. */
	NODE_TEXT,
	NODE_SOFT_BREAK,
	NODE_LINE_BREAK,
	NODE_CODE,
	NODE_HTML_INLINE,
	NODE_EMPHASIS,
	NODE_STRONG,
	NODE_LINK,
	NODE_IMAGE,
};

enum alignment { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct node {
	enum node_kind kind;
	uint32_t begin, end; /* bytes of the source; the end is exclusive */
	struct node *parent, *first, *last, *next;

	struct str text; /* text, code, HTML; a code block's or box's content; a callout's name */
	struct str info; /* code block: the info string; link, image: the title; box: its tag */
	struct str destination;                      /* link, image */
	uint32_t destination_begin, destination_end; /* where that is written */
	struct attributes attributes;

	uint32_t number;   /* list: its first number; heading: index in the document's headings */
	uint8_t level;     /* heading */
	uint8_t alignment; /* cell: enum alignment */
	bool ordered;      /* list */
	bool tight;        /* list */
	bool header;       /* row: of the table's head; cell: likewise */
	bool autolink;     /* link */
	bool literal;      /* text, code: stands for exactly its bytes of source, without escapes */
};

struct node *node_create(struct arena *arena, enum node_kind kind, size_t begin, size_t end);
void node_insert_after(struct node *sibling, struct node *node);

static inline void node_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last == NULL)
		parent->first = child;
	else
		parent->last->next = child;
	parent->last = child;
}

/* Take a node out of its parent. It keeps its children. O(siblings before it). */
void node_unlink(struct node *node);

/* Put all children of `from` at the end of `to`. */
void node_move_children(struct node *from, struct node *to);

/* Put all children of `from` behind `sibling`, in their order. */
void node_move_children_behind(struct node *from, struct node *sibling);

static inline bool node_is_block(const struct node *node)
{
	return node->kind < NODE_TEXT;
}

/* Walk a subtree in the order of the text: what comes behind all that the node holds, or NULL. */
static inline struct node *node_past(const struct node *root, const struct node *node)
{
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

/* The same, what it holds first. */
static inline struct node *node_next(const struct node *root, const struct node *node)
{
	return node->first != NULL ? node->first : node_past(root, node);
}

/* The next block: the inlines that blocks hold are passed over. */
static inline struct node *node_next_block(const struct node *root, const struct node *node)
{
	return node->first != NULL && node_is_block(node->first) ? node->first : node_past(root, node);
}

/*
 * The walk for those who have to know when a node is left: `*leaving` is false when
 * a node is entered and true when it is left (nodes without children are left at once,
 * with an event of their own, but where `*leaving` is set before). Start with `*leaving` false at
 * the root; NULL at the end.
 */
static inline struct node *node_step(const struct node *root, struct node *node, bool *leaving)
{
	if (!*leaving && node->first != NULL)
		return node->first;
	if (!*leaving) {
		*leaving = true;
		return node;
	}
	if (node == root)
		return NULL;
	if (node->next != NULL) {
		*leaving = false;
		return node->next;
	}
	return node->parent;
}

/* True when an image stands in it, or raw HTML, which may be one. */
bool node_has_image(const struct node *parent);

/* Append the plain text: without markup, images as their alternative text when `alt`. */
void node_plain_text(const struct node *node, bool alt, struct buf *out);

#endif
