#include "parse/locator.h"

/* Go over the delimiters of emphasis and over spaces, to where a link begins. */
void locate_link_begin(struct locator *locator, struct node *node)
{
	char open = node->kind == NODE_IMAGE ? '!' : '[';
	size_t at = locator->cursor;

	while (at < locator->limit && locator->raw.ptr[at] != open &&
		   !(node->kind == NODE_LINK && locator->raw.ptr[at] == '<'))
		at++;
	if (at == locator->limit)
		at = locator->cursor;
	else
		node->autolink = locator->raw.ptr[at] == '<';
	node->begin = (uint32_t)at;
	locator->cursor = at + 1;
	if (node->kind == NODE_IMAGE && locator->cursor < locator->limit)
		locator->cursor++;
}

/* Over white space, line ends and the `>` that continue a quote inside of a link. */
static size_t skip_space(struct locator *locator, size_t at)
{
	bool line_began = false;

	while (at < locator->limit) {
		char c = locator->raw.ptr[at];

		if (c == '\n')
			line_began = true;
		else if (!ascii_is_space(c) && !(c == '>' && line_began))
			break;
		at++;
	}
	return at;
}

/* The end of a link destination that begins at `at` (CommonMark 0.29, 6.6). */
static size_t destination_end(struct locator *locator, struct str destination, size_t at)
{
	size_t depth = 0;

	if (locate_is_plain(locator, destination) && locate_stands_at(locator, destination, at))
		return at + destination.len;
	while (at < locator->limit) {
		char c = locator->raw.ptr[at];

		if (c == '\\' && at + 1 < locator->limit && ascii_is_punct(locator->raw.ptr[at + 1])) {
			at += 2;
			continue;
		}
		if (ascii_is_space(c) || (c == ')' && depth == 0))
			break;
		depth += c == '(';
		depth -= c == ')';
		at++;
	}
	return at;
}

/* Over an optional title to behind the closing parenthesis. */
static size_t link_end(struct locator *locator, size_t at)
{
	char close = ')';

	at = skip_space(locator, at);
	if (at < locator->limit && locator->raw.ptr[at] != ')') {
		char open = locator->raw.ptr[at];

		close = open == '(' ? ')' : open;
		at++;
		while (at < locator->limit && locator->raw.ptr[at] != close)
			at += locator->raw.ptr[at] == '\\' ? 2 : 1;
		at = skip_space(locator, at < locator->limit ? at + 1 : locator->limit);
	}
	return at < locator->limit ? at + 1 : locator->limit;
}

static void inline_destination(struct locator *locator, struct node *node, size_t open)
{
	size_t begin = skip_space(locator, open + 1), end, after;

	if (begin < locator->limit && locator->raw.ptr[begin] == '<') {
		begin++;
		end = begin;
		while (end < locator->limit && locator->raw.ptr[end] != '>')
			end += locator->raw.ptr[end] == '\\' ? 2 : 1;
		if (end > locator->limit)
			end = locator->limit;
		after = end < locator->limit ? end + 1 : end;
	} else {
		end = destination_end(locator, node->destination, begin);
		after = end;
	}
	node->destination_begin = (uint32_t)begin;
	node->destination_end = (uint32_t)end;
	locator->cursor = link_end(locator, after);
}

/* `[label]: destination` at the start of some line: that is where the destination stands. */
static bool find_definition(struct locator *locator, struct node *node, struct str label)
{
	struct str raw = locator->raw;
	size_t at = 0;

	while (label.len > 0 && (at = str_find_char(raw, '[', at)) != STR_NONE) {
		struct str rest = str_from(raw, at + 1);

		if (str_starts_nocase(rest, label) && str_starts(str_from(rest, label.len), S("]:"))) {
			size_t limit = locator->limit, begin;

			locator->limit = raw.len;
			begin = skip_space(locator, at + label.len + 3);
			node->destination_begin = (uint32_t)begin;
			node->destination_end = (uint32_t)destination_end(locator, node->destination, begin);
			locator->limit = limit;
			return true;
		}
		at++;
		if (locator->steps < label.len)
			return false;
		locator->steps -= label.len;
	}
	return false;
}

static void reference_destination(struct locator *locator, struct node *node, size_t close)
{
	size_t text_begin = node->begin + (node->kind == NODE_IMAGE ? 2u : 1u);
	struct str label = {NULL, 0};

	if (text_begin < close)
		label = str_range(locator->raw.ptr + text_begin, locator->raw.ptr + close);
	locator->cursor = close + 1;
	if (close + 1 < locator->limit && locator->raw.ptr[close + 1] == '[') {
		size_t end = str_find_char(str_first(locator->raw, locator->limit), ']', close + 2);

		if (end != STR_NONE) {
			if (end > close + 2)
				label = str_range(locator->raw.ptr + close + 2, locator->raw.ptr + end);
			locator->cursor = end + 1;
		}
	}
	if (!find_definition(locator, node, label)) {
		node->destination_begin = node->begin;
		node->destination_end = (uint32_t)locator->cursor;
	}
}

void locate_link_end(struct locator *locator, struct node *node)
{
	size_t close;

	if (node->autolink) {
		close = str_find_char(str_first(locator->raw, locator->limit), '>', locator->cursor);
		node->destination_begin = node->begin + 1;
		node->destination_end = (uint32_t)(close == STR_NONE ? locator->cursor : close);
		locator->cursor = close == STR_NONE ? locator->cursor : close + 1;
	} else {
		close = str_find_char(str_first(locator->raw, locator->limit), ']', locator->cursor);
		if (close == STR_NONE) {
			node->destination_begin = node->begin;
			node->destination_end = (uint32_t)locator->cursor;
		} else if (close + 1 < locator->limit && locator->raw.ptr[close + 1] == '(') {
			inline_destination(locator, node, close + 1);
		} else {
			reference_destination(locator, node, close);
		}
	}
	node->end = (uint32_t)locator->cursor;
}
