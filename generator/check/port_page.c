#include "check/port_page.h"

#include <stdarg.h>
#include <stdio.h>

struct port_pages port_pages_make(struct arena *arena, const struct site *site)
{
	struct port_pages pages = {
		arena_array(arena, struct port_page, site->page_count), site->page_count};

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];

		pages.items[i] =
			(struct port_page){page, arena_array(arena, bool, page->document->fact_count)};
	}
	return pages;
}

struct diagnostic *port_report(struct port_page *page, size_t fact, enum rule rule,
	struct diagnostics *found, const char *message, ...)
{
	char text[400];
	va_list arguments;

	va_start(arguments, message);
	vsnprintf(text, sizeof(text), message, arguments);
	va_end(arguments);
	page->reported[fact] = true;
	return diagnostics_add(found, rule, page->page->document->path,
		page->page->document->facts[fact].place, "%s", text);
}

void port_relate(struct diagnostics *found, struct diagnostic *diagnostic,
	const struct document *document, const struct port_fact *fact, struct str message)
{
	diagnostic_relate(found->arena, diagnostic, document->path, fact->place, message);
}

struct str port_list(struct arena *arena, const struct port_numbers *numbers)
{
	struct str list = S("");

	for (size_t i = 0; i < numbers->count; i++)
		list = str_format(arena, STR_FMT "%s%u", STR_ARG(list),
			i == 0                    ? ""
			: i + 1 == numbers->count ? " or "
									  : ", ",
			numbers->ports[i]);
	return list;
}
