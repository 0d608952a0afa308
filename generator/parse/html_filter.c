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

size_t html_filter_depth(const struct html_filter *filter)
{
	return filter->depth;
}

bool html_element_known(struct str name)
{
	return html_element_of(name) != NULL;
}

<<<<<<< Updated upstream
=======
/* The scheme as a browser sees it: control characters and blanks are not there. */
static struct str scheme_of(struct str url, char *room, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < url.len && len < size; i++) {
		unsigned char c = (unsigned char)url.ptr[i];

		if (c <= ' ' || c == 0x7f)
			continue;
		if (c == ':')
			return str_make(room, len);
		if (!ascii_is_alnum((char)c) && c != '+' && c != '-' && c != '.')
			return S("");
		room[len++] = ascii_lower((char)c);
	}
	return S("");
}

bool html_url_allowed(struct str url)
{
	static const struct str schemes[] = {
		S_INIT("http"),
		S_INIT("https"),
		S_INIT("mailto"),
		S_INIT("tel"),
		S_INIT("ftp"),
		S_INIT("ftps"),
		S_INIT("sftp"),
		S_INIT("ssh"),
	};
	char room[32];
	struct str scheme = scheme_of(url, room, sizeof(room));

	if (scheme.len == 0) {
		/* A colon behind more than 32 characters of a scheme is no scheme that we know. */
		size_t colon = str_find_char(url, ':', 0), slash = str_find_char(url, '/', 0);

		return colon == STR_NONE || colon < sizeof(room) || slash < colon ||
			   str_find_char(str_first(url, colon), '?', 0) != STR_NONE ||
			   str_find_char(str_first(url, colon), '#', 0) != STR_NONE;
	}
	for (size_t i = 0; i < COUNT(schemes); i++) {
		if (str_equal(scheme, schemes[i]))
			return true;
	}
	return false;
}

static void write_lit(struct html_filter *filter, struct str html)
{
	filter->sink->write(filter->sink->context, html);
}

static void write_escaped(struct html_filter *filter, struct str text)
{
	buf_clear(&filter->out);
	buf_add_html(&filter->out, text);
	write_lit(filter, str_copy(filter->arena, buf_str(&filter->out)));
	buf_release(&filter->out);
}

static void write_attribute(struct html_filter *filter, struct str name, struct str value)
{
	write_lit(filter, S(" "));
	write_lit(filter, name);
	write_lit(filter, S("=\""));
	write_escaped(filter, value);
	write_lit(filter, S("\""));
}

static void report(
	struct html_filter *filter, enum rule rule, struct str what, size_t begin, size_t end)
{
	filter->sink->finding(filter->sink->context, rule, what, begin, end);
}

static struct str alt_of(const struct html_token *token)
{
	for (const struct html_attribute *at = token->attributes; at != NULL; at = at->next) {
		if (str_equal(at->name, S("alt")))
			return at->value;
	}
	return S("");
}

/* Classes of the guide, none of ours. */
static struct str kept_classes(struct html_filter *filter, struct str value, struct str first)
{
	struct str kept = first, rest = value, name;

	while (str_next_part(&rest, ' ', &name)) {
		name = str_trim(name);
		if (name.len == 0 || str_starts(name, S("p-")) || name.len > LONGEST_CLASS)
			continue;
		kept = kept.len == 0 ? name : str_concat3(filter->arena, kept, S(" "), name);
	}
	return kept;
}

static struct str align_class(struct str value)
{
	if (str_equal_nocase(value, S("center")) || str_equal_nocase(value, S("middle")))
		return S("p-center");
	if (str_equal_nocase(value, S("right")))
		return S("p-right");
	return str_equal_nocase(value, S("left")) ? S("p-left") : S("");
}

/* "" for a URL of another scheme than https. */
static struct str host_of(struct str url)
{
	struct str rest, host, tail;

	url = str_trim(url);
	if (str_starts_nocase(url, S("https://")))
		rest = str_from(url, 8);
	else if (str_starts(url, S("//")))
		rest = str_from(url, 2);
	else
		return S("");
	str_cut(rest, '/', &host, &tail);
	str_cut(host, '?', &host, &tail);
	return host;
}

static bool iframe_allowed(const struct html_filter *filter, struct str url)
{
	struct str host = host_of(url);

	for (size_t i = 0; i < filter->iframe_host_count; i++) {
		if (str_equal_nocase(host, filter->iframe_hosts[i]))
			return true;
	}
	return false;
}

/* The src of a token's iframe when it may be shown. */
static bool iframe_is_shown(struct html_filter *filter, const struct html_token *token)
{
	for (const struct html_attribute *at = token->attributes; at != NULL; at = at->next) {
		if (str_equal(at->name, S("src")))
			return iframe_allowed(filter, at->value);
	}
	return false;
}

static void write_url(struct html_filter *filter, const struct html_token *token,
	const struct html_attribute *attribute)
{
	struct str url = str_trim(attribute->value);

	if (!html_url_allowed(url)) {
		report(filter, RULE_HTML_UNSAFE, attribute->value, attribute->begin, attribute->end);
		return;
	}
	write_lit(filter, S(" "));
	write_lit(filter, attribute->name);
	write_lit(filter, S("=\""));
	filter->sink->url(
		filter->sink->context, token->name, url, alt_of(token), attribute->begin, attribute->end);
	write_lit(filter, S("\""));
}

static void write_id(struct html_filter *filter, const struct html_token *token,
	const struct html_attribute *attribute, bool *written)
{
	struct str id = str_trim(attribute->value);

	(void)token;
	if (*written || id.len == 0 || str_starts(id, S("p-")) || str_equal(id, S("content")) ||
		str_find_char(id, ' ', 0) != STR_NONE)
		return;
	*written = true;
	filter->sink->anchor(filter->sink->context, id, attribute->begin, attribute->end);
	write_attribute(filter, S("id"), id);
}

static bool is_number(struct str value)
{
	uint64_t number;

	return str_to_number(value, 100000, &number);
}

static void write_other(struct html_filter *filter, const struct html_token *token,
	const struct html_attribute *attribute, enum html_attribute_kind kind, bool *has_id)
{
	switch (kind) {
	case HTML_ATTRIBUTE_TEXT: write_attribute(filter, attribute->name, attribute->value); break;
	case HTML_ATTRIBUTE_NUMBER:
		if (is_number(attribute->value))
			write_attribute(filter, attribute->name, attribute->value);
		break;
	case HTML_ATTRIBUTE_FLAG:
		write_lit(filter, S(" "));
		write_lit(filter, attribute->name);
		break;
	case HTML_ATTRIBUTE_ID: write_id(filter, token, attribute, has_id); break;
	case HTML_ATTRIBUTE_URL: write_url(filter, token, attribute); break;
	case HTML_ATTRIBUTE_PLAIN_URL:
		if (html_url_allowed(attribute->value))
			write_attribute(filter, attribute->name, str_trim(attribute->value));
		else
			report(filter, RULE_HTML_UNSAFE, attribute->value, attribute->begin, attribute->end);
		break;
	case HTML_ATTRIBUTE_TARGET:
		if (str_equal_nocase(attribute->value, S("_blank")))
			write_lit(filter, S(" target=\"_blank\" rel=\"noopener\""));
		break;
	case HTML_ATTRIBUTE_HANDLER:
		report(filter, RULE_HTML_UNSAFE, attribute->name, attribute->begin, attribute->end);
		break;
	default: break;
	}
}

/*
 * Frames show hosts that the site's settings trust. One without a title is
 * named by its host, which a screen reader says (WCAG 4.1.2).
 */
static void write_frame(struct html_filter *filter, const struct html_token *token)
{
	struct str host = S("");
	bool titled = false;

	for (const struct html_attribute *at = token->attributes; at != NULL; at = at->next) {
		titled = titled || (str_equal(at->name, S("title")) && str_trim(at->value).len > 0);
		if (str_equal(at->name, S("src")))
			host = host_of(at->value);
	}
	if (!titled && host.len > 0)
		write_attribute(filter, S("title"), host);
	write_lit(filter, S(" loading=\"lazy\" referrerpolicy=\"strict-origin-when-cross-origin\""));
}

static void write_attributes(
	struct html_filter *filter, const struct html_token *token, struct str first_class)
{
	struct str classes = first_class;
	bool has_id = false;

	for (const struct html_attribute *at = token->attributes; at != NULL; at = at->next) {
		enum html_attribute_kind kind = html_attribute_of(token->name, at->name);

		if (kind == HTML_ATTRIBUTE_CLASS)
			classes = kept_classes(filter, at->value, classes);
		else if (kind == HTML_ATTRIBUTE_ALIGN && align_class(at->value).len > 0)
			classes = classes.len == 0
						  ? align_class(at->value)
						  : str_concat3(filter->arena, classes, S(" "), align_class(at->value));
		else
			write_other(filter, token, at, kind, &has_id);
	}
	if (classes.len > 0)
		write_attribute(filter, S("class"), classes);
	if (str_equal(token->name, S("iframe")))
		write_frame(filter, token);
}

>>>>>>> Stashed changes
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

	(void)block;
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
