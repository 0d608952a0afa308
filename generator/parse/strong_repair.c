#include "parse/strong_repair.h"

/* The next `**` of a text, exactly two asterisks that are not escaped; STR_NONE in other nodes. */
static size_t find_marker(const struct node *node, size_t from)
{
	struct str s = node->text;
	size_t at = from;

	if (node->kind != NODE_TEXT || !node->literal)
		return STR_NONE;
	while ((at = str_find(s, S("**"), at)) != STR_NONE) {
		size_t end = at;

		while (end < s.len && s.ptr[end] == '*')
			end++;
		if (end - at == 2)
			return at;
		at = end;
	}
	return STR_NONE;
}

static struct node *split(struct arena *arena, struct node *text, size_t at)
{
	struct node *tail = node_create(arena, NODE_TEXT, text->begin, text->end);

	tail->text = str_from(text->text, at + 2);
	tail->literal = text->literal;
	if (text->literal) {
		tail->begin = text->begin + (uint32_t)at + 2;
		text->end = text->begin + (uint32_t)at;
	}
	text->text = str_first(text->text, at);
	node_insert_after(text, tail);
	return tail;
}

/* Move what stands between the two nodes into a new strong. */
static void wrap(struct arena *arena, struct node *before, struct node *after)
{
	struct node *strong = node_create(arena, NODE_STRONG, before->end, after->begin);
	struct node *node = before->next;

	before->next = after;
	while (node != after) {
		struct node *next = node->next;

		node_append(strong, node);
		node = next;
	}
	node_insert_after(before, strong);
}

/* Between the markers stands something that can be strong. */
static bool has_content(
	const struct node *text, size_t at, const struct node *other, size_t other_at)
{
	if (text != other)
		return true;
	return str_trim(str_range(text->text.ptr + at + 2, text->text.ptr + other_at)).len > 0;
}

/* The marker that closes the one at `at`, in this or a later sibling. */
static struct node *find_close(struct node *open, size_t at, size_t *close_at)
{
	size_t from = at + 2;

	for (struct node *node = open; node != NULL; node = node->next, from = 0) {
		*close_at = find_marker(node, from);
		if (*close_at != STR_NONE)
			return node;
	}
	return NULL;
}

static void repair_siblings(struct arena *arena, struct node *first)
{
	struct node *node = first;
	size_t from = 0;

	while (node != NULL) {
		size_t at = find_marker(node, from), close_at = 0;
		struct node *close, *tail;

		if (at == STR_NONE) {
			node = node->next;
			from = 0;
			continue;
		}
		close = find_close(node, at, &close_at);
		if (close == NULL)
			return;
		if (!has_content(node, at, close, close_at)) {
			from = at + 2;
			continue;
		}
		/* The later one first: its offset does not move. */
		tail = split(arena, close, close_at);
		split(arena, node, at);
		wrap(arena, node, tail);
		node = tail;
		from = 0;
	}
}

/* The source's next `**`: most texts stand before it and need no search of their own. */
struct ahead {
	struct str source;
	size_t from, marker; /* between these two is none */
};

static bool may_have_marker(struct ahead *ahead, const struct node *node)
{
	if (node->kind != NODE_TEXT || !node->literal)
		return false;
	if (node->begin < ahead->from)
		return true;
	if (node->begin > ahead->marker) {
		ahead->from = node->begin;
		ahead->marker = str_find(ahead->source, S("**"), node->begin);
	}
	return ahead->marker < node->end;
}

static bool has_marker(struct ahead *ahead, const struct node *parent)
{
	for (const struct node *child = parent->first; child != NULL; child = child->next) {
		if (may_have_marker(ahead, child) && find_marker(child, 0) != STR_NONE)
			return true;
	}
	return false;
}

void strong_repair(struct arena *arena, struct node *root, const struct source *source)
{
	struct ahead ahead = {source->text, 0, str_find(source->text, S("**"), 0)};

	if (ahead.marker == STR_NONE)
		return;
	for (struct node *node = root; node != NULL; node = node_next(root, node)) {
		if (node->first != NULL && !node_is_block(node->first) && node->kind != NODE_STRONG &&
			has_marker(&ahead, node))
			repair_siblings(arena, node->first);
	}
}
