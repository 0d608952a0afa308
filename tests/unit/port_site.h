#ifndef PORTOLAN_TESTS_PORT_SITE_H
#define PORTOLAN_TESTS_PORT_SITE_H

/* One guide in several languages, and what the rules about ports say of it. */

#include "check/check.h"
#include "port_guide.h"

#define PORT_SITE_MOST 8

/* A language and a body for each translation, NULL behind the last; by the languages' order. */
static inline struct str port_findings(
	struct port_guides *guides, const char *const (*translations)[2])
{
	struct arena *arena = guides->arena;
	struct project *project = arena_new(arena, struct project);
	struct site *site = arena_new(arena, struct site);
	struct page *pages = arena_array(arena, struct page, PORT_SITE_MOST);
	const struct page **list = arena_array(arena, const struct page *, PORT_SITE_MOST);
	struct diagnostics found = diagnostics_make(arena);
	struct str text = S("");

	for (; (*translations)[0] != NULL && site->page_count < PORT_SITE_MOST; translations++) {
		struct page *page = &pages[site->page_count];

		page->document = port_guide(guides, (*translations)[0], (*translations)[1]);
		page->translations = list;
		list[site->page_count++] = page;
	}
	for (size_t i = 0; i < site->page_count; i++)
		pages[i].translation_count = site->page_count;
	site->pages = list;
	project->config = guides->config;
	project->words = guides->words;
	project->site = site;
	check_ports(&(struct check_input){.project = project, .today = S("2026-01-01")}, &found);
	for (const struct diagnostic *at = found.first; at != NULL; at = at->next)
		text = str_format(arena, STR_FMT "%s%s" STR_FMT " " STR_FMT ":%u:%u", STR_ARG(text),
			text.len > 0 ? "; " : "", at->severity == SEVERITY_ERROR ? "" : "warning ",
			STR_ARG(rule_name(at->rule)),
			STR_ARG(str_range(at->path.ptr + at->path.len - 5, at->path.ptr + at->path.len - 3)),
			at->place.line - 3, at->place.column);
	return text;
}

/* Fail unless a guide of one language has these findings: "port-role gb:3:12", lines of the body.
 */
static inline void assert_findings(
	struct port_guides *guides, const char *language, const char *body, const char *wanted)
{
	const char *const translations[][2] = {{language, body}, {NULL, NULL}};

	assert_string_equal(str_cstr(guides->arena, port_findings(guides, translations)), wanted);
}

#endif
