#include "parse/locate.h"

#include "base/vector.h"
#include "parse/locator.h"

/*
 * Comparisons that one text may cost before locating gives up and leaves the
 * rest at its block's place: a hostile text could make it quadratic.
 */
#define STEPS_PER_BYTE 64

/* The length of an entity like `&eacute;` or `&#233;` at `at`, or 0. */
static size_t entity_length(struct str raw, size_t at, size_t limit)
{
	size_t end = at + 1;

	while (end < limit && end - at < 34 && (ascii_is_alnum(raw.ptr[end]) || raw.ptr[end] == '#'))
		end++;
	return end < limit && end > at + 1 && raw.ptr[end] == ';' ? end + 1 - at : 0;
}

static size_t code_point_length(struct str s, size_t at)
{
	size_t end = at + 1;

	while (end < s.len && ((unsigned char)s.ptr[end] & 0xC0) == 0x80)
		end++;
	return end - at;
}

/* Where `text` ends when it stands at `at`, escapes and entities seen through; or STR_NONE. */
static size_t match_at(struct locator *locator, struct str text, size_t at)
{
	struct str raw = locator->raw;
	size_t i = 0;

	while (i < text.len) {
		size_t entity;

		if (at >= locator->limit || locator->steps == 0)
			return STR_NONE;
		locator->steps--;
		if (raw.ptr[at] == '\\' && at + 1 < locator->limit && ascii_is_punct(raw.ptr[at + 1]) &&
			text.ptr[i] == raw.ptr[at + 1] &&
			!(text.ptr[i] == '\\' && i + 1 < text.len && text.ptr[i + 1] != '\\' &&
				raw.ptr[at + 1] != '\\')) {
			at += 2;
			i++;
			continue;
		}
		entity = raw.ptr[at] == '&' ? entity_length(raw, at, locator->limit) : 0;
		if (entity > 0 && !str_starts(str_from(text, i), str_make(raw.ptr + at, entity))) {
			i += code_point_length(text, i);
			at += entity;
			continue;
		}
		if (raw.ptr[at] != text.ptr[i])
			return STR_NONE;
		at++;
		i++;
	}
	return at;
}

/* A mark that begins an escape or an entity. */
static bool has_mark(struct str text)
{
	return str_find_char(text, '\\', 0) != STR_NONE || str_find_char(text, '&', 0) != STR_NONE;
}

bool locate_is_plain(const struct locator *locator, struct str text)
{
	return !locator->has_marks || !has_mark(text);
}

bool locate_stands_at(const struct locator *locator, struct str text, size_t at)
{
	return text.len <= locator->steps &&
		   str_starts(str_from(str_first(locator->raw, locator->limit), at), text);
}

/* Find `text` at or after the cursor. False when it isn't there. */
static bool find_text(struct locator *locator, struct str text, size_t *begin, size_t *end)
{
	bool plain = locate_is_plain(locator, text);

	for (size_t at = locator->cursor; at < locator->limit && locator->steps > 0; at++) {
		char c = locator->raw.ptr[at];

		if (c != text.ptr[0] && c != '\\' && c != '&')
			continue;
		if (plain && locate_stands_at(locator, text, at)) {
			locator->steps -= text.len;
			*begin = at;
			*end = at + text.len;
			return true;
		}
		*end = match_at(locator, text, at);
		if (*end != STR_NONE) {
			*begin = at;
			return true;
		}
	}
	return false;
}

static void put_place(struct node *node, size_t begin, size_t end)
{
	node->begin = (uint32_t)begin;
	node->end = (uint32_t)end;
}

static void locate_text(struct locator *locator, struct node *node)
{
	size_t begin, end;

	if (node->text.len == 0 || !find_text(locator, node->text, &begin, &end)) {
		put_place(node, locator->cursor, locator->cursor);
		return;
	}
	put_place(node, begin, end);
	node->literal = end - begin == node->text.len;
	locator->cursor = end;
}

static size_t run_length(struct locator *locator, size_t at, char c)
{
	size_t length = 0;

	while (at + length < locator->limit && locator->raw.ptr[at + length] == c)
		length++;
	return length;
}

/* A code span's place is its inside: the backticks and one space at each end are left out. */
static void locate_code(struct locator *locator, struct node *node)
{
	size_t open = str_find_char(str_first(locator->raw, locator->limit), '`', locator->cursor);

	while (open != STR_NONE) {
		size_t length = run_length(locator, open, '`');
		size_t close = open + length;

		while (close < locator->limit) {
			size_t run = run_length(locator, close, '`');

			if (run == length)
				break;
			close += run > 0 ? run : 1;
		}
		if (close < locator->limit) {
			size_t begin = open + length;
			size_t at = str_find(str_first(locator->raw, close), str_first(node->text, 1), begin);

			if (at != STR_NONE && at <= begin + 1)
				begin = at;
			put_place(node, begin, close);
			node->literal = str_starts(
				str_range(locator->raw.ptr + begin, locator->raw.ptr + close), node->text);
			if (node->literal)
				node->end = (uint32_t)(begin + node->text.len);
			locator->cursor = close + length;
			return;
		}
		open = str_find_char(str_first(locator->raw, locator->limit), '`', open + length);
	}
	put_place(node, locator->cursor, locator->cursor);
}

static void locate_html(struct locator *locator, struct node *node)
{
	struct str raw = str_first(locator->raw, locator->limit);
	struct str first_line, rest;
	size_t at;

	str_cut(node->text, '\n', &first_line, &rest);
	at = str_find(raw, first_line, locator->cursor);
	if (at == STR_NONE) {
		put_place(node, locator->cursor, locator->cursor);
		return;
	}
	/* Over several lines the prefixes of quotes stand between: look for the end alone. */
	if (rest.len == 0) {
		locator->cursor = at + first_line.len;
	} else {
		size_t close = str_find_char(raw, '>', at + first_line.len);

		locator->cursor = close == STR_NONE ? at + first_line.len : close + 1;
	}
	put_place(node, at, locator->cursor);
}

static void locate_break(struct locator *locator, struct node *node)
{
	size_t at = str_find_char(str_first(locator->raw, locator->limit), '\n', locator->cursor);

	put_place(node, locator->cursor, locator->cursor);
	if (at != STR_NONE)
		locator->cursor = at + 1;
}

static unsigned cell_marks(const char *bytes)
{
	byte_vector vector = vector_load(bytes);

	return vector_bits((byte_vector)((vector == '|') | (vector == '\n') | (vector == '\\')));
}

/* The next pipe, line end or backslash at or after `at`, or `end`. */
static size_t next_cell_mark(struct str raw, size_t at, size_t end)
{
	while (at < end && raw.len - at >= sizeof(byte_vector)) {
		unsigned marks = cell_marks(raw.ptr + at);

		if (marks != 0) {
			at += (size_t)__builtin_ctz(marks);
			return at < end ? at : end;
		}
		at += sizeof(byte_vector);
	}
	while (at < end && raw.ptr[at] != '|' && raw.ptr[at] != '\n' && raw.ptr[at] != '\\')
		at++;
	return at < end ? at : end;
}

/* The cell's stretch of its row: between unescaped pipes, the first of a row may be absent. */
static void locate_cell(struct locator *locator, struct node *cell)
{
	size_t at = cell->parent->begin, end = cell->parent->end;

	if (cell != cell->parent->first) {
		/* Cells come in order: the one before has ended at a pipe. */
		at = locator->limit < end ? locator->limit + 1 : end;
	} else {
		while (at < end && (ascii_is_space(locator->raw.ptr[at]) || locator->raw.ptr[at] == '>'))
			at++;
		if (at < end && locator->raw.ptr[at] == '|')
			at++;
	}
	cell->begin = (uint32_t)at;
	at = next_cell_mark(locator->raw, at, end);
	while (at < end && locator->raw.ptr[at] == '\\')
		at = next_cell_mark(locator->raw, at + (at + 1 < end ? 2 : 1), end);
	cell->end = (uint32_t)at;
	locator->cursor = cell->begin;
	locator->limit = cell->end;
}

static void enter_block(struct locator *locator, struct node *node)
{
	switch (node->kind) {
	case NODE_ROW:
		locator->cursor = node->begin;
		locator->limit = node->begin;
		break;
	case NODE_CELL: locate_cell(locator, node); break;
	case NODE_PARAGRAPH:
	case NODE_HEADING:
		if (node->begin > locator->cursor)
			locator->cursor = node->begin;
		locator->limit = node->end > locator->cursor ? node->end : locator->raw.len;
		break;
	default: break;
	}
}

/* A paragraph that cmark gave no place of its own has that of what it holds. */
static void leave_block(struct node *node)
{
	if (node->kind != NODE_PARAGRAPH || node->first == NULL)
		return;
	if (node->first->begin > node->begin && node->first->begin < node->end)
		node->begin = node->first->begin;
}

static void enter(struct locator *locator, struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT: locate_text(locator, node); break;
	case NODE_CODE: locate_code(locator, node); break;
	case NODE_HTML_INLINE: locate_html(locator, node); break;
	case NODE_SOFT_BREAK:
	case NODE_LINE_BREAK: locate_break(locator, node); break;
	case NODE_LINK:
	case NODE_IMAGE: locate_link_begin(locator, node); break;
	case NODE_EMPHASIS:
	case NODE_STRONG: node->begin = (uint32_t)locator->cursor; break;
	default: enter_block(locator, node); break;
	}
}

static void leave(struct locator *locator, struct node *node)
{
	switch (node->kind) {
	case NODE_LINK:
	case NODE_IMAGE: locate_link_end(locator, node); break;
	case NODE_EMPHASIS:
	case NODE_STRONG: node->end = (uint32_t)locator->cursor; break;
	default: leave_block(node); break;
	}
}

static void locate_in_text(struct node *root, const struct mapped_text *text)
{
	struct locator locator = {
		.raw = text->bytes,
		.limit = text->bytes.len,
		.has_marks = has_mark(text->bytes),
		.steps = STEPS_PER_BYTE * (text->bytes.len + 16),
	};
	struct node *node = root;

	for (;;) {
		enter(&locator, node);
		if (node->first != NULL) {
			node = node->first;
			continue;
		}
		leave(&locator, node);
		while (node != root && node->next == NULL) {
			node = node->parent;
			leave(&locator, node);
		}
		if (node == root)
			return;
		node = node->next;
	}
}

static void map_place(
	const struct mapped_text *text, uint32_t *begin, uint32_t *end, size_t *segment)
{
	*begin = (uint32_t)mapped_text_source_near(text, *begin, segment);
	*end = (uint32_t)mapped_text_source_near(text, *end, segment);
}

void locate(struct node *root, const struct mapped_text *text)
{
	size_t segment = 0;

	locate_in_text(root, text);
	for (struct node *node = root; node != NULL; node = node_next(root, node)) {
		map_place(text, &node->begin, &node->end, &segment);
		if (node->kind == NODE_LINK || node->kind == NODE_IMAGE)
			map_place(text, &node->destination_begin, &node->destination_end, &segment);
		/* Where a repair stands inside of it, bytes and source do not run side by side. */
		node->literal = node->literal && node->end - node->begin == node->text.len;
	}
}
