#include "parse/html_writer.h"

#include "base/buf.h"

/* A class that is longer than this is nobody's. */
#define LONGEST_CLASS 200

void html_write(struct html_filter *filter, struct str html)
{
	filter->sink->write(filter->sink->context, html);
}

void html_write_escaped(struct html_filter *filter, struct str text)
{
	struct buf escaped = BUF_EMPTY;

	buf_add_html(&escaped, text);
	html_write(filter, buf_str(&escaped));
	buf_release(&escaped);
}

static void write_attribute(struct html_filter *filter, struct str name, struct str value)
{
	html_write(filter, S(" "));
	html_write(filter, name);
	html_write(filter, S("=\""));
	html_write_escaped(filter, value);
	html_write(filter, S("\""));
}

void html_report(
	struct html_filter *filter, enum rule rule, struct str what, size_t begin, size_t end)
{
	filter->sink->finding(filter->sink->context, rule, what, begin, end);
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

/* `text-align` is all of a style that becomes a class: colours and sizes are the theme's. */
static struct str style_class(struct str style)
{
	struct str rule, name, value;

	while (str_next_part(&style, ';', &rule)) {
		if (str_cut(rule, ':', &name, &value) && str_equal_nocase(str_trim(name), S("text-align")))
			return align_class(str_trim(value));
	}
	return S("");
}

/* The class that an attribute of presentation becomes, or "". */
static struct str presentation_class(enum html_attribute_kind kind, struct str value)
{
	switch (kind) {
	case HTML_ATTRIBUTE_ALIGN: return align_class(value);
	case HTML_ATTRIBUTE_STYLE: return style_class(value);
	default: return S("");
	}
}

/* The host of an https: URL, or of one without scheme; else "". */
static struct str https_host(struct str url)
{
	struct str host, tail;

	url = str_trim(url);
	if (str_starts_nocase(url, S("https://")))
		url = str_from(url, 8);
	else if (str_starts(url, S("//")))
		url = str_from(url, 2);
	else
		return S("");
	str_cut(url, '/', &host, &tail);
	str_cut(host, '?', &host, &tail);
	return host;
}

static struct str value_of(const struct html_token *token, struct str name)
{
	for (const struct html_attribute *at = token->attributes; at != NULL; at = at->next) {
		if (str_equal(at->name, name))
			return at->value;
	}
	return S("");
}

bool html_iframe_is_shown(struct html_filter *filter, const struct html_token *token)
{
	struct str host = https_host(value_of(token, S("src")));

	for (size_t i = 0; i < filter->iframe_host_count; i++) {
		if (str_equal_nocase(host, filter->iframe_hosts[i]))
			return true;
	}
	return false;
}

static void write_url(struct html_filter *filter, const struct html_token *token,
	const struct html_attribute *attribute)
{
	struct str url = str_trim(attribute->value);

	if (!html_url_allowed(url)) {
		html_report(filter, RULE_HTML_UNSAFE, attribute->value, attribute->begin, attribute->end);
		return;
	}
	html_write(filter, S(" "));
	html_write(filter, attribute->name);
	html_write(filter, S("=\""));
	filter->sink->url(filter->sink->context, token->name, url, value_of(token, S("alt")),
		attribute->begin, attribute->end);
	html_write(filter, S("\""));
}

static void write_id(
	struct html_filter *filter, const struct html_attribute *attribute, bool *written)
{
	struct str id = str_trim(attribute->value);

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
	case HTML_ATTRIBUTE_TEXT:
		if (str_trim(attribute->value).len > 0 || !str_equal(attribute->name, S("title")))
			write_attribute(filter, attribute->name, attribute->value);
		break;
	case HTML_ATTRIBUTE_NUMBER:
		if (is_number(attribute->value))
			write_attribute(filter, attribute->name, attribute->value);
		break;
	case HTML_ATTRIBUTE_FLAG:
		html_write(filter, S(" "));
		html_write(filter, attribute->name);
		break;
	case HTML_ATTRIBUTE_ID: write_id(filter, attribute, has_id); break;
	case HTML_ATTRIBUTE_URL: write_url(filter, token, attribute); break;
	case HTML_ATTRIBUTE_PLAIN_URL:
		if (html_url_allowed(attribute->value))
			write_attribute(filter, attribute->name, str_trim(attribute->value));
		else
			html_report(
				filter, RULE_HTML_UNSAFE, attribute->value, attribute->begin, attribute->end);
		break;
	case HTML_ATTRIBUTE_TARGET:
		if (str_equal_nocase(attribute->value, S("_blank")))
			html_write(filter, S(" target=\"_blank\""));
		break;
	case HTML_ATTRIBUTE_HANDLER:
		html_report(filter, RULE_HTML_UNSAFE, attribute->name, attribute->begin, attribute->end);
		break;
	default: break;
	}
}

/*
 * What every frame gets: it loads late, and has a name for who can't see it. Its host is one that
 * the site's settings trust; what it shows needs scripts and its own origin, and a sandbox with
 * both holds nothing in (HTML, 4.8.5).
 */
static void write_iframe_attributes(struct html_filter *filter, const struct html_token *token)
{
	html_write(filter, S(" loading=\"lazy\" referrerpolicy=\"strict-origin-when-cross-origin\""));
	if (str_trim(value_of(token, S("title"))).len == 0)
		write_attribute(filter, S("title"), https_host(value_of(token, S("src"))));
}

void html_write_attributes(
	struct html_filter *filter, const struct html_token *token, struct str first_class)
{
	struct str classes = first_class, more;
	bool has_id = false;

	for (const struct html_attribute *at = token->attributes; at != NULL; at = at->next) {
		enum html_attribute_kind kind = html_attribute_of(token->name, at->name);

		if (kind == HTML_ATTRIBUTE_CLASS)
			classes = kept_classes(filter, at->value, classes);
		else if ((more = presentation_class(kind, at->value)).len > 0)
			classes = classes.len == 0 ? more : str_concat3(filter->arena, classes, S(" "), more);
		else
			write_other(filter, token, at, kind, &has_id);
	}
	if (classes.len > 0)
		write_attribute(filter, S("class"), classes);
	if (str_equal(token->name, S("iframe")))
		write_iframe_attributes(filter, token);
}
