#include "parse/html_writer.h"

struct html_filter *html_filter_create(struct arena *arena, const struct html_sink *sink,
	const struct str *iframe_hosts, size_t iframe_host_count)
{
	struct html_filter *filter = arena_new(arena, struct html_filter);

	filter->arena = arena;
	filter->sink = sink;
	filter->iframe_hosts = iframe_hosts;
	filter->iframe_host_count = iframe_host_count;
	return filter;
}

bool html_filter_dropping(const struct html_filter *filter)
{
	return filter->dropping.len > 0;
}

void html_filter_end_lines(struct html_filter *filter)
{
	if (!filter->in_block)
		filter->dropping = S("");
}

void html_filter_end_block(struct html_filter *filter, struct str rest)
{
	size_t at = 0;

	if (filter->dropping.len == 0)
		return;
	/* Where an end tag was looked for in vain, there is none further on. */
	while (!str_equal(filter->dropping, filter->endless) &&
		   (at = str_find(rest, S("</"), at)) != STR_NONE) {
		at += 2;
		if (str_starts_nocase(str_from(rest, at), filter->dropping))
			return;
	}
	filter->endless = filter->dropping;
	filter->dropping = S("");
}

size_t html_filter_depth(const struct html_filter *filter)
{
	return filter->depth;
}

static void push(struct html_filter *filter, struct str name, struct str written)
{
	filter->open[filter->depth++] = (struct open_element){name, written};
}

static void close_top(struct html_filter *filter)
{
	struct str written = filter->open[--filter->depth].written;

	if (written.len == 0)
		return;
	html_write(filter, S("</"));
	html_write(filter, written);
	html_write(filter, S(">"));
}

void html_filter_close(struct html_filter *filter, size_t depth)
{
	while (filter->depth > depth)
		close_top(filter);
}

static void start_kept(
	struct html_filter *filter, const struct html_token *token, const struct html_element *element)
{
	struct str written = element->instead.len > 0 ? element->instead : element->name;

	if (!element->is_void && filter->depth == HTML_DEEPEST) {
		if (!filter->too_deep)
			html_report(filter, RULE_LIMIT, token->name, token->begin, token->end);
		filter->too_deep = true;
		return;
	}
	/* A paragraph can't stand in a paragraph: the next one ends it. */
	if (str_equal(element->name, S("p")) && filter->depth > 0 &&
		str_equal(filter->open[filter->depth - 1].name, S("p")))
		close_top(filter);
	html_write(filter, S("<"));
	html_write(filter, written);
	html_write_attributes(filter, token, element->class_name);
	html_write(filter, S(">"));
	if (!element->is_void)
		push(filter, element->name, written);
}

static void start_tag(struct html_filter *filter, const struct html_token *token, struct str piece)
{
	const struct html_element *element = html_element_of(token->name);

	if (element == NULL) {
		struct str tag = str_range(piece.ptr + token->begin, piece.ptr + token->end);

		html_report(filter, RULE_HTML_UNKNOWN, token->name, token->begin, token->end);
		html_write_escaped(filter, tag);
		return;
	}
	if (str_equal(element->name, S("iframe")) && !html_iframe_is_shown(filter, token)) {
		html_report(filter, RULE_HTML_UNSAFE, token->name, token->begin, token->end);
		filter->dropping = element->name;
		return;
	}
	switch (element->policy) {
	case HTML_KEEP: start_kept(filter, token, element); break;
	case HTML_REFUSE:
		html_report(filter, RULE_HTML_UNSAFE, token->name, token->begin, token->end);
		break;
	case HTML_FORBID:
		html_report(filter, RULE_HTML_UNSAFE, token->name, token->begin, token->end);
		filter->dropping = element->name;
		break;
	case HTML_DROP: filter->dropping = element->name; break;
	default: break;
	}
}

/* Close the element and what is open inside of it; an end tag that closes nothing goes. */
static void end_tag(struct html_filter *filter, const struct html_token *token, struct str piece)
{
	const struct html_element *element = html_element_of(token->name);

	if (element == NULL) {
		html_write_escaped(filter, str_range(piece.ptr + token->begin, piece.ptr + token->end));
		return;
	}
	/* Browsers take the end of what has none for its beginning. */
	if (str_equal(token->name, S("br")))
		html_write(filter, S("<br>"));
	for (size_t i = filter->depth; i > 0; i--) {
		if (str_equal(filter->open[i - 1].name, token->name)) {
			html_filter_close(filter, i - 1);
			return;
		}
	}
}

/* Over the content of a dropped element, to behind its end tag. */
static void drop(struct html_filter *filter, struct str piece, size_t *at)
{
	while (*at < piece.len) {
		size_t open = str_find(piece, S("</"), *at), close;

		if (open == STR_NONE)
			break;
		*at = open + 2;
		if (!str_starts_nocase(str_from(piece, *at), filter->dropping) ||
			(*at + filter->dropping.len < piece.len &&
				ascii_is_alnum(piece.ptr[*at + filter->dropping.len])))
			continue;
		close = str_find_char(piece, '>', *at);
		*at = close == STR_NONE ? piece.len : close + 1;
		filter->dropping = S("");
		return;
	}
	*at = piece.len;
}

static void write_text(struct html_filter *filter, struct str text)
{
	html_write_escaped(filter, html_decode(filter->arena, text, false));
}

void html_filter_feed(struct html_filter *filter, struct str piece, bool block)
{
	size_t at = 0;
	struct html_token token;

	if (!html_filter_dropping(filter))
		filter->in_block = block;
	for (;;) {
		if (html_filter_dropping(filter))
			drop(filter, piece, &at);
		if (!html_token_next(filter->arena, piece, &at, &token))
			return;
		switch (token.kind) {
		case HTML_START_TAG: start_tag(filter, &token, piece); break;
		case HTML_END_TAG: end_tag(filter, &token, piece); break;
		case HTML_TEXT:
			write_text(filter, str_range(piece.ptr + token.begin, piece.ptr + token.end));
			break;
		case HTML_PASSED: break;
		}
	}
}
