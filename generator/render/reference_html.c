#include "render/reference_html.h"

#include "parse/html_filter.h"

/* Attributes of an attribute list that are published; class, id, title and rel are written apart.
 */
enum value_form {
	FORM_ANY,
	FORM_NUMBER,
	FORM_BLANK, /* only "_blank": HTML knows few names, and frames are not ours */
};

struct allowed {
	struct str name;
	enum value_form form;
};

static const struct allowed link_attributes[] = {
	{S_INIT("lang"), FORM_ANY},
	{S_INIT("hreflang"), FORM_ANY},
	{S_INIT("download"), FORM_ANY},
	{S_INIT("target"), FORM_BLANK},
};

static const struct allowed image_attributes[] = {
	{S_INIT("lang"), FORM_ANY},
};

/* The host of "https://user@host:port/…" or "//host/…"; "" for any other URL. */
static struct str url_host(struct str url)
{
	struct str host;
	size_t end, at;

	if (str_starts_nocase(url, S("https://")))
		host = str_from(url, sizeof("https://") - 1);
	else if (str_starts_nocase(url, S("http://")))
		host = str_from(url, sizeof("http://") - 1);
	else if (str_starts(url, S("//")))
		host = str_from(url, 2);
	else
		return S("");
	for (end = 0;
		 end < host.len && host.ptr[end] != '/' && host.ptr[end] != '?' && host.ptr[end] != '#';
		 end++)
		;
	host = str_first(host, end);
	while ((at = str_find_char(host, '@', 0)) != STR_NONE)
		host = str_from(host, at + 1);
	return str_first(host, str_find_char(host, ':', 0));
}

static bool is_own_host(const struct config *config, struct str host)
{
	for (size_t i = 0; i < config->own_hosts.count; i++) {
		if (str_equal_nocase(config->own_hosts.items[i], host))
			return true;
	}
	return false;
}

struct lead lead_as_written(const struct reference *reference, const struct config *config)
{
	struct str host = url_host(reference->destination);

	return (struct lead){
		.url = reference->destination,
		.encoded = true,
		.external = host.len > 0 && !is_own_host(config, host),
		.dead = !html_url_allowed(reference->destination),
	};
}

struct lead lead_on_page(const struct page *page, size_t reference)
{
	const struct target *target = &page->targets[reference];
	struct lead lead = {.url = target->url, .encoded = true, .external = target->external};

	if (lead.url.len == 0) {
		lead.url = page->document->references[reference].destination;
		lead.encoded = false;
		lead.dead = !str_starts(lead.url, S("#"));
	}
	lead.dead = lead.dead || !html_url_allowed(lead.url);
	return lead;
}

void write_lead(struct buf *out, const struct lead *lead)
{
	struct str rest = lead->url, piece;
	bool first = true;

	if (lead->encoded) {
		buf_add_html(out, lead->url);
		return;
	}
	/* Encoded, a URL holds nothing but & that HTML wants escaped; ' is harmless between "". */
	while (str_next_part(&rest, '&', &piece)) {
		if (!first)
			buf_add_lit(out, "&amp;");
		buf_add_url(out, piece);
		first = false;
	}
}

void write_attribute(struct buf *out, struct str name, struct str value)
{
	buf_add_char(out, ' ');
	buf_add(out, name);
	buf_add_lit(out, "=\"");
	buf_add_html(out, value);
	buf_add_char(out, '"');
}

void write_reference_id(struct buf *out, const struct reference *reference)
{
	struct str id = reference->attributes.id;

	if (id.len > 0 && !str_starts(id, S("p-")) && !str_equal(id, S("content")))
		write_attribute(out, S("id"), id);
}

const struct attribute *attribute_named(const struct reference *reference, struct str name)
{
	for (const struct attribute *at = reference->attributes.others; at != NULL; at = at->next) {
		if (str_equal_nocase(at->name, name))
			return at;
	}
	return NULL;
}

static bool form_holds(enum value_form form, struct str value)
{
	uint64_t number;

	switch (form) {
	case FORM_NUMBER: return str_to_number(value, 100000, &number);
	case FORM_BLANK: return str_equal(value, S("_blank"));
	default: return true;
	}
}

static void write_others(
	struct buf *out, const struct reference *reference, const struct allowed *allowed, size_t count)
{
	const struct attribute *title = attribute_named(reference, S("title"));

	write_reference_id(out, reference);
	if (reference->title.len > 0)
		write_attribute(out, S("title"), reference->title);
	else if (title != NULL)
		write_attribute(out, S("title"), title->value);
	for (size_t i = 0; i < count; i++) {
		const struct attribute *at = attribute_named(reference, allowed[i].name);

		if (at != NULL && form_holds(allowed[i].form, at->value))
			write_attribute(out, allowed[i].name, at->value);
	}
}

static void write_link_rel(struct buf *out, const struct attribute *rel, bool external)
{
	if (!external && rel == NULL)
		return;
	buf_add_lit(out, " rel=\"");
	if (external)
		buf_add_lit(out, "external noopener");
	if (external && rel != NULL)
		buf_add_char(out, ' ');
	if (rel != NULL)
		buf_add_html(out, rel->value);
	buf_add_char(out, '"');
}

void write_link_attributes(struct buf *out, const struct reference *reference, bool external)
{
	/* Not a class of ours: an element whose only classes are ours counts as ours. */
	if (reference->attributes.classes.len > 0)
		write_attribute(out, S("class"), reference->attributes.classes);
	write_link_rel(out, attribute_named(reference, S("rel")), external);
	write_others(out, reference, link_attributes, COUNT(link_attributes));
}

void write_image_attributes(struct buf *out, const struct reference *reference)
{
	if (reference->attributes.classes.len > 0)
		write_attribute(out, S("class"), reference->attributes.classes);
	write_others(out, reference, image_attributes, COUNT(image_attributes));
}
