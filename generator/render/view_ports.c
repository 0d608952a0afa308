#include "render/view_ports.h"

#include <stdlib.h>

/* One statement, and the page that makes it. */
struct statement {
	const struct page *page;
	const struct port_fact *fact;
};

struct statements {
	struct statement *items;
	size_t count;
};

bool view_lists_ports_of(const struct page *page)
{
	return page->document->fact_count > 0 && page->document->kind == KIND_GUIDE &&
		   !page_is_hidden(page);
}

static int compare_texts(struct str a, struct str b)
{
	/* What is unknown comes last. */
	if ((a.len == 0) != (b.len == 0))
		return a.len == 0 ? 1 : -1;
	return str_compare(a, b);
}

/* By all that the page shows of a port; the same port of the same service is one row. */
static int compare_rows(const struct statement *a, const struct statement *b)
{
	int order = compare_texts(a->fact->protocol, b->fact->protocol);

	if (order == 0)
		order = (a->fact->port > b->fact->port) - (a->fact->port < b->fact->port);
	if (order == 0)
		order = (int)a->fact->direction - (int)b->fact->direction;
	if (order == 0)
		order = (int)a->fact->security - (int)b->fact->security;
	return order == 0 ? compare_texts(a->fact->host, b->fact->host) : order;
}

static int compare(const void *left, const void *right)
{
	const struct statement *a = left, *b = right;
	int order = compare_rows(a, b);

	if (order == 0)
		order = str_compare(a->page->document->path, b->page->document->path);
	if (order == 0)
		order = (a->fact->place.line > b->fact->place.line) -
				(a->fact->place.line < b->fact->place.line);
	return order == 0 ? (a->fact > b->fact) - (a->fact < b->fact) : order;
}

static struct statements collect(struct arena *scratch, const struct site_locale *locale)
{
	struct statements all = {NULL, 0};
	size_t total = 0;

	for (size_t i = 0; i < locale->page_count; i++) {
		if (view_lists_ports_of(locale->pages[i]))
			total += locale->pages[i]->document->fact_count;
	}
	all.items = arena_array(scratch, struct statement, total);
	for (size_t i = 0; i < locale->page_count; i++) {
		const struct page *page = locale->pages[i];

		for (size_t j = 0; view_lists_ports_of(page) && j < page->document->fact_count; j++) {
			if (port_fact_is_port(&page->document->facts[j]))
				all.items[all.count++] = (struct statement){page, &page->document->facts[j]};
		}
	}
	if (all.count > 0)
		qsort(all.items, all.count, sizeof(*all.items), compare);
	return all;
}

static struct str string_of(const struct view_locale *locale, struct str group, struct str name)
{
	const struct value *strings = object_get(locale->strings, group);

	if (strings == NULL || strings->kind != VALUE_OBJECT)
		return S("");
	return text_of_value(object_get(strings->object, name));
}

static struct str direction_text(const struct view_locale *locale, uint8_t direction)
{
	switch (direction) {
	case PORT_INCOMING: return string_of(locale, S("ports"), S("incoming"));
	case PORT_OUTGOING: return string_of(locale, S("ports"), S("outgoing"));
	default: return S("");
	}
}

static struct str security_text(const struct view_locale *locale, uint8_t security)
{
	switch (security) {
	case PORT_TLS: return S("SSL/TLS");
	case PORT_STARTTLS: return S("STARTTLS");
	case PORT_CLEAR: return string_of(locale, S("ports"), S("none"));
	default: return S("");
	}
}

/* The guides of rows `first` up to `last`, each once. */
static struct value guides_value(
	const struct views *views, struct arena *scratch, const struct statement *rows, size_t count)
{
	struct value *guides = arena_array(scratch, struct value, count);
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || rows[i].page != rows[i - 1].page)
			guides[found++] = value_object(views_entry(views, scratch, rows[i].page));
	}
	return value_list(guides, found);
}

static struct value port_value(const struct views *views, struct arena *scratch,
	const struct view_locale *locale, const struct statement *rows, size_t count)
{
	struct object *port = object_create(scratch, 6);
	const struct port_fact *fact = rows[0].fact;

	object_set_text(port, S("port"), str_format(scratch, "%u", fact->port));
	object_set_text(port, S("direction"), direction_text(locale, fact->direction));
	object_set_text(port, S("security"), security_text(locale, fact->security));
	object_set_text(port, S("host"), fact->host);
	object_set(port, S("guides"), guides_value(views, scratch, rows, count));
	return value_object(port);
}

/* One service: all rows are of its protocol. */
static struct value service_value(const struct views *views, struct arena *scratch,
	const struct view_locale *locale, const struct statement *rows, size_t count)
{
	struct object *service = object_create(scratch, 4);
	struct value *ports = arena_array(scratch, struct value, count);
	struct str protocol = rows[0].fact->protocol;
	char *name = arena_bytes(scratch, protocol.len + 1);
	size_t found = 0, first = 0;

	for (size_t i = 0; i < protocol.len; i++)
		name[i] = ascii_upper(protocol.ptr[i]);
	for (size_t i = 1; i <= count; i++) {
		if (i < count && compare_rows(&rows[i], &rows[first]) == 0)
			continue;
		ports[found++] = port_value(views, scratch, locale, &rows[first], i - first);
		first = i;
	}
	object_set_text(service, S("name"), str_make(name, protocol.len));
	object_set_text(service, S("id"), str_concat(scratch, S("p-service-"), protocol));
	object_set(service, S("ports"), value_list(ports, found));
	return value_object(service);
}

const struct object *view_of_ports(
	const struct views *views, struct arena *scratch, const struct view_locale *locale)
{
	struct object *view = view_of_own_page(views, scratch, locale, S("ports"), locale->ports);
	struct statements all = collect(scratch, locale->site);
	struct value *services = arena_array(scratch, struct value, all.count);
	size_t found = 0, first = 0;

	for (size_t i = 1; i <= all.count; i++) {
		if (i < all.count &&
			str_equal(all.items[i].fact->protocol, all.items[first].fact->protocol))
			continue;
		services[found++] = service_value(views, scratch, locale, &all.items[first], i - first);
		first = i;
	}
	set_list(view, S("services"), S("has_services"), services, found);
	return view;
}
