#include "preview/overview.h"

#include "preview/editor.h"
#include "render/ledger.h"
#include "report/text.h"
#include "site/locales.h"

struct writer {
	struct state *state;
	const struct state_options *options;
	struct arena *scratch;
	struct buf *out;
};

/* The theme's, so that no browser asks for another. */
static void write_icon(struct writer *writer)
{
	const struct outfit *outfit = writer->state->outfit;
	const struct value *icon =
		outfit->ready ? object_get(outfit->theme.assets.urls, S("icon_svg")) : NULL;

	if (icon == NULL)
		return;
	buf_add_lit(writer->out, "<link rel=\"icon\" href=\"");
	buf_add_html(writer->out, icon->text);
	buf_add_lit(writer->out, "\">");
}

static void write_head(struct writer *writer, const char *title)
{
	buf_add_format(writer->out,
		"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
		"<title>%s – Portolan</title>",
		title);
	write_icon(writer);
	buf_add_format(writer->out,
		"<link rel=\"stylesheet\" href=\"/_portolan/preview.css\">"
		"<script type=\"module\" src=\"/_portolan/preview.js\"></script></head>\n"
		"<body class=\"preview\"><nav><a href=\"/\">The site</a> <a href=\"/_portolan/\">Findings"
		"</a> <a href=\"/_portolan/ports\">Ports</a></nav>\n<main><h1>%s</h1>\n",
		title);
}

static void write_end(struct writer *writer)
{
	buf_add_lit(writer->out, "</main></body></html>\n");
}

static void write_link(struct writer *writer, struct str url, struct str text)
{
	if (url.len > 0) {
		buf_add_lit(writer->out, "<a href=\"");
		buf_add_html(writer->out, url);
		buf_add_lit(writer->out, "\">");
	}
	buf_add_html(writer->out, text);
	if (url.len > 0)
		buf_add_lit(writer->out, "</a>");
}

/* A place that opens in the editor. */
static void write_place(
	struct writer *writer, struct str path, const struct place *place, struct str text)
{
	struct buf link = BUF_EMPTY;

	if (writer->options->editor != NULL)
		editor_link(writer->options->editor, path, place, &link);
	write_link(writer, buf_str(&link), text);
	buf_release(&link);
}

static struct str path_of(struct writer *writer, bool rooted, struct str path)
{
	struct buf whole = BUF_EMPTY;
	struct str copy;

	text_write_path(writer->options->project.content, rooted, path, &whole);
	copy = str_copy(writer->scratch, buf_str(&whole));
	buf_release(&whole);
	return copy;
}

static void write_finding(struct writer *writer, const struct diagnostic *finding, struct str path)
{
	struct str word = severity_name(finding->severity);
	struct str place =
		str_format(writer->scratch, "%u:%u", finding->place.line, finding->place.column);

	buf_add_format(writer->out, "<li class=\"" STR_FMT "\">", STR_ARG(word));
	write_place(writer, path, &finding->place, place);
	buf_add_format(writer->out, " " STR_FMT ": ", STR_ARG(word));
	buf_add_html(writer->out, finding->message);
	buf_add_lit(writer->out, " <code>");
	buf_add_html(writer->out, rule_name(finding->rule));
	buf_add_lit(writer->out, "</code>");
	if (finding->help.len > 0) {
		buf_add_lit(writer->out, "<br><small>");
		buf_add_html(writer->out, finding->help);
		buf_add_lit(writer->out, "</small>");
	}
	buf_add_lit(writer->out, "</li>\n");
}

/* The file's heading leads to its page. */
static void write_file(struct writer *writer, const struct diagnostic *first, struct str path)
{
	const struct site *site = writer->state->project.site;
	const struct page *page =
		first->rooted ? NULL : site_page(site, map_get(site->by_path, first->path));

	buf_add_lit(writer->out, "<h3>");
	write_link(writer, page == NULL ? S("") : page->href, path);
	buf_add_lit(writer->out, "</h3>\n<ul>\n");
}

static void write_findings(struct writer *writer)
{
	const struct report *report = state_report(writer->state);
	struct str path = S("");

	buf_add_format(writer->out,
		"<h2>Findings</h2>\n<p>%zu errors, %zu warnings, %zu notes in %zu files</p>\n",
		report->errors, report->warnings, report->notes, report->files);
	for (size_t i = 0; i < report->count; i++) {
		const struct diagnostic *finding = report->items[i];
		bool begins = i == 0 || !str_equal(finding->path, report->items[i - 1]->path);

		if (begins) {
			buf_add(writer->out, i > 0 ? S("</ul>\n") : S(""));
			arena_reset(writer->scratch);
			path = path_of(writer, finding->rooted, finding->path);
			write_file(writer, finding, path);
		}
		write_finding(writer, finding, path);
	}
	buf_add(writer->out, report->count > 0 ? S("</ul>\n") : S(""));
}

/* Whether another locale's page is one that this locale could have, and hasn't. */
static bool is_missing_in(const struct page *page, struct str locale)
{
	return page->translations[0] == page && page->document->kind != KIND_NOT_FOUND &&
		   !page_is_hidden(page) && page_translation(page, locale) == NULL;
}

static size_t count_missing(const struct site *site, struct str locale)
{
	size_t count = 0;

	for (size_t i = 0; i < site->page_count; i++)
		count += is_missing_in(site->pages[i], locale);
	return count;
}

static size_t count_own(const struct site_locale *locale)
{
	size_t count = 0;

	for (size_t i = 0; i < locale->page_count; i++)
		count += locale->pages[i]->lender == NULL;
	return count;
}

static void write_locales(struct writer *writer)
{
	const struct site *site = writer->state->project.site;

	buf_add_lit(writer->out, "<h2>Locales</h2>\n<table><thead><tr><th scope=\"col\">Locale</th>"
							 "<th scope=\"col\">Pages</th><th scope=\"col\">Untranslated</th></tr>"
							 "</thead><tbody>\n");
	for (size_t i = 0; i < site->locale_count; i++) {
		struct str code = site->locales[i].locale.code;

		buf_add_lit(writer->out, "<tr><th scope=\"row\">");
		write_link(
			writer, str_format(writer->scratch, "/_portolan/locale/" STR_FMT, STR_ARG(code)), code);
		buf_add_format(writer->out, "</th><td>%zu</td><td>%zu</td></tr>\n",
			count_own(&site->locales[i]), count_missing(site, code));
	}
	buf_add_lit(writer->out, "</tbody></table>\n");
}

static void write_overview(struct writer *writer, struct str trouble)
{
	write_head(writer, "Preview");
	if (trouble.len > 0) {
		buf_add_lit(writer->out, "<h2>The last change was not taken</h2>\n<pre class=\"error\">");
		buf_add_html(writer->out, trouble);
		buf_add_lit(writer->out, "</pre>\n");
	}
	if (!writer->state->outfit->ready)
		buf_add_lit(writer->out, "<p class=\"error\">The theme has mistakes: no page can be "
								 "shown until they are mended.</p>\n");
	write_locales(writer);
	write_findings(writer);
	write_end(writer);
}

static void write_cell(struct writer *writer, struct str text)
{
	buf_add_lit(writer->out, "<td>");
	buf_add_html(writer->out, text);
	buf_add_lit(writer->out, "</td>");
}

static void write_fact(struct writer *writer, const struct ledger_entry *entry)
{
	const struct port_fact *fact = entry->fact;
	struct str path = path_of(writer, false, entry->document->path), headings[6];
	size_t count = ledger_headings(entry, headings);

	buf_add_lit(writer->out, "<tr><td>");
	write_place(writer, path, &fact->place,
		str_format(writer->scratch, STR_FMT ":%u", STR_ARG(path), fact->place.line));
	buf_add_lit(writer->out, "</td>");
	write_cell(writer, count > 0 ? headings[count - 1] : S(""));
	write_cell(writer, fact->protocol);
	write_cell(writer, ledger_direction_name((enum port_direction)fact->direction));
	write_cell(writer, ledger_security_name((enum port_security)fact->security));
	write_cell(writer, fact->host);
	buf_add_format(writer->out, "<td>%u</td></tr>\n", fact->port);
}

static void write_ports(struct writer *writer)
{
	struct arena *arena = arena_create((size_t)64 * 1024);
	struct ledger ledger = ledger_of_site(arena, writer->state->project.site);

	write_head(writer, "Ports");
	buf_add_format(writer->out,
		"<p>%zu statements</p>\n<table><thead><tr><th scope=\"col\">Where</th><th scope=\"col\">"
		"Heading</th><th scope=\"col\">Protocol</th><th scope=\"col\">Direction</th><th "
		"scope=\"col\">Security</th><th scope=\"col\">Host</th><th scope=\"col\">Port</th></tr>"
		"</thead><tbody>\n",
		ledger.count);
	for (size_t i = 0; i < ledger.count; i++) {
		arena_reset(writer->scratch);
		write_fact(writer, &ledger.entries[i]);
	}
	buf_add_lit(writer->out, "</tbody></table>\n");
	write_end(writer);
	arena_destroy(arena);
}

/* What the file of a missing translation would be called. */
static struct str missing_path(struct writer *writer, const struct page *page, struct str locale)
{
	const struct document *document = page->document;
	struct str kind = kind_name(document->kind);

	return path_of(writer, false,
		str_format(writer->scratch, STR_FMT "%s" STR_FMT "." STR_FMT ".md",
			STR_ARG(document->directory), document->directory.len > 0 ? "/" : "", STR_ARG(kind),
			STR_ARG(locale)));
}

static void write_locale(struct writer *writer, const struct site_locale *locale)
{
	const struct site *site = writer->state->project.site;
	struct str code = locale->locale.code;

	write_head(writer, str_cstr(writer->scratch, str_concat(writer->scratch, S("Locale "), code)));
	buf_add_format(
		writer->out, "<h2>Untranslated</h2>\n<p>%zu</p>\n<ul>\n", count_missing(site, code));
	for (size_t i = 0; i < site->page_count; i++) {
		if (!is_missing_in(site->pages[i], code))
			continue;
		arena_reset(writer->scratch);
		buf_add_lit(writer->out, "<li>");
		write_link(writer, site->pages[i]->href, site->pages[i]->title);
		buf_add_lit(writer->out, " <small>");
		buf_add_html(writer->out, missing_path(writer, site->pages[i], code));
		buf_add_lit(writer->out, "</small></li>\n");
	}
	buf_add_format(writer->out, "</ul>\n<h2>Pages</h2>\n<p>%zu</p>\n<ul>\n", count_own(locale));
	for (size_t i = 0; i < locale->page_count; i++) {
		buf_add_lit(writer->out, "<li>");
		write_link(writer, locale->pages[i]->href, locale->pages[i]->title);
		buf_add(writer->out, locale->pages[i]->lender != NULL
								 ? S(" <small>of another locale</small></li>\n")
								 : S("</li>\n"));
	}
	buf_add_lit(writer->out, "</ul>\n");
	write_end(writer);
}

bool overview_write(struct state *state, const struct state_options *options, struct str trouble,
	struct str path, struct buf *out)
{
	static const struct str below = S_INIT("/_portolan/locale/");
	struct writer writer = {state, options, arena_create((size_t)16 * 1024), out};
	const struct site_locale *locale =
		str_starts(path, below) ? locales_find(state->project.site, str_from(path, below.len))
								: NULL;
	bool known = true;

	if (str_equal(path, S("/_portolan/")))
		write_overview(&writer, trouble);
	else if (str_equal(path, S("/_portolan/ports")))
		write_ports(&writer);
	else if (locale != NULL)
		write_locale(&writer, locale);
	else
		known = false;
	arena_destroy(writer.scratch);
	return known;
}
