#include "render/ledger.h"

#include "base/arena.h"

#define DEEPEST 6

static const char *const fields[] = {"path", "line", "column", "locale", "heading", "source",
	"protocol", "direction", "security", "host", "port"};

struct str ledger_source_name(enum port_source source)
{
	static const struct str names[PORT_SOURCE_COUNT] = {S_INIT("table"), S_INIT("label"),
		S_INIT("prose"), S_INIT("host"), S_INIT("url"), S_INIT("code")};

	return names[source];
}

struct str ledger_direction_name(enum port_direction direction)
{
	switch (direction) {
	case PORT_INCOMING: return S("incoming");
	case PORT_OUTGOING: return S("outgoing");
	default: return S("");
	}
}

struct str ledger_security_name(enum port_security security)
{
	switch (security) {
	case PORT_TLS: return S("tls");
	case PORT_STARTTLS: return S("starttls");
	case PORT_CLEAR: return S("none");
	default: return S("");
	}
}

struct ledger ledger_make(
	struct arena *arena, const struct document *const *documents, size_t count)
{
	struct ledger_entry *entries;
	struct ledger ledger = {NULL, 0};
	size_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += documents[i]->fact_count;
	entries = arena_array(arena, struct ledger_entry, total);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < documents[i]->fact_count; j++) {
			if (port_fact_is_port(&documents[i]->facts[j]))
				entries[ledger.count++] =
					(struct ledger_entry){documents[i], &documents[i]->facts[j]};
		}
	}
	ledger.entries = entries;
	return ledger;
}

struct ledger ledger_of_site(struct arena *arena, const struct site *site)
{
	const struct document **documents =
		arena_array(arena, const struct document *, site->page_count);

	for (size_t i = 0; i < site->page_count; i++)
		documents[i] = site->pages[i]->document;
	return ledger_make(arena, documents, site->page_count);
}

size_t ledger_headings(const struct ledger_entry *entry, struct str *texts)
{
	const struct document *document = entry->document;
	struct str inner[DEEPEST];
	size_t count = 0;
	unsigned level = 7;

	if (entry->fact->heading == STR_NONE)
		return 0;
	for (size_t i = entry->fact->heading + 1; i > 0 && count < DEEPEST; i--) {
		const struct heading *heading = &document->headings[i - 1];

		if (heading->level >= level || heading->empty)
			continue;
		level = heading->level;
		inner[count++] = heading->text;
	}
	for (size_t i = 0; i < count; i++)
		texts[i] = inner[count - 1 - i];
	return count;
}

void ledger_write_path(const char *content, struct str path, struct buf *out)
{
	if (content != NULL) {
		buf_add(out, str_of(content));
		if (!str_ends(str_of(content), S("/")))
			buf_add_char(out, '/');
	}
	buf_add(out, path);
}

static void write_text_or_null(struct str name, struct str text, struct buf *out)
{
	buf_add_lit(out, ",\"");
	buf_add(out, name);
	buf_add_lit(out, "\":");
	if (text.len == 0)
		buf_add_lit(out, "null");
	else
		buf_add_json(out, text);
}

void ledger_write_fact_json(const struct ledger_entry *entry, const char *content, struct buf *out)
{
	const struct port_fact *fact = entry->fact;
	struct str headings[DEEPEST];
	size_t count = ledger_headings(entry, headings);
	struct buf path = BUF_EMPTY;

	ledger_write_path(content, entry->document->path, &path);
	buf_add_lit(out, "{\"path\":");
	buf_add_json(out, buf_str(&path));
	buf_release(&path);
	buf_add_lit(out, ",\"line\":");
	buf_add_number(out, fact->place.line);
	buf_add_lit(out, ",\"column\":");
	buf_add_number(out, fact->place.column);
	write_text_or_null(S("locale"), entry->document->locale.code, out);
	buf_add_lit(out, ",\"heading\":[");
	for (size_t i = 0; i < count; i++) {
		buf_add(out, i > 0 ? S(",") : S(""));
		buf_add_json(out, headings[i]);
	}
	buf_add_lit(out, "]");
	write_text_or_null(S("source"), ledger_source_name((enum port_source)fact->source), out);
	write_text_or_null(S("protocol"), fact->protocol, out);
	write_text_or_null(
		S("direction"), ledger_direction_name((enum port_direction)fact->direction), out);
	write_text_or_null(
		S("security"), ledger_security_name((enum port_security)fact->security), out);
	write_text_or_null(S("host"), fact->host, out);
	buf_add_lit(out, ",\"port\":");
	buf_add_number(out, fact->port);
	buf_add_char(out, '}');
}

void ledger_write_json(const struct ledger *ledger, const char *content, struct buf *out)
{
	buf_add_lit(out, "{\"version\":1,\"facts\":[");
	for (size_t i = 0; i < ledger->count; i++) {
		buf_add(out, i > 0 ? S(",\n") : S("\n"));
		ledger_write_fact_json(&ledger->entries[i], content, out);
	}
	buf_add_lit(out, "]}\n");
}

/* Quoted where RFC 4180 wants it. A text that a spreadsheet would take for a formula is one too. */
static void write_csv_text(struct str text, struct buf *out)
{
	bool quoted = false;

	for (size_t i = 0; i < text.len; i++)
		quoted = quoted || strchr("\",\r\n", text.ptr[i]) != NULL;
	if (!quoted) {
		buf_add(out, text);
		return;
	}
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"')
			buf_add_char(out, '"');
		buf_add_char(out, text.ptr[i]);
	}
	buf_add_char(out, '"');
}

static void join_headings(const struct ledger_entry *entry, struct buf *out)
{
	struct str headings[DEEPEST];
	size_t count = ledger_headings(entry, headings);

	for (size_t i = 0; i < count; i++) {
		buf_add(out, i > 0 ? S(" > ") : S(""));
		buf_add(out, headings[i]);
	}
}

void ledger_write_fact_csv(const struct ledger_entry *entry, const char *content, struct buf *out)
{
	const struct port_fact *fact = entry->fact;
	struct buf text = BUF_EMPTY;

	ledger_write_path(content, entry->document->path, &text);
	write_csv_text(buf_str(&text), out);
	buf_add_format(out, ",%u,%u,", fact->place.line, fact->place.column);
	write_csv_text(entry->document->locale.code, out);
	buf_add_char(out, ',');
	buf_clear(&text);
	join_headings(entry, &text);
	write_csv_text(buf_str(&text), out);
	buf_add_char(out, ',');
	buf_add(out, ledger_source_name((enum port_source)fact->source));
	buf_add_char(out, ',');
	buf_add(out, fact->protocol);
	buf_add_char(out, ',');
	buf_add(out, ledger_direction_name((enum port_direction)fact->direction));
	buf_add_char(out, ',');
	buf_add(out, ledger_security_name((enum port_security)fact->security));
	buf_add_char(out, ',');
	write_csv_text(fact->host, out);
	buf_add_format(out, ",%u\r\n", fact->port);
	buf_release(&text);
}

void ledger_write_csv_head(struct buf *out)
{
	for (size_t i = 0; i < COUNT(fields); i++)
		buf_add_format(out, "%s%s", i > 0 ? "," : "", fields[i]);
	buf_add_lit(out, "\r\n");
}

void ledger_write_csv(const struct ledger *ledger, const char *content, struct buf *out)
{
	ledger_write_csv_head(out);
	for (size_t i = 0; i < ledger->count; i++)
		ledger_write_fact_csv(&ledger->entries[i], content, out);
}

static struct str or_dash(struct str text)
{
	return text.len > 0 ? text : S("-");
}

void ledger_write_table(const struct ledger *ledger, const char *content, struct buf *out)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct ledger_entry *entry = &ledger->entries[i];
		const struct port_fact *fact = entry->fact;

		if (i == 0 || entry->document != ledger->entries[i - 1].document) {
			buf_add(out, i > 0 ? S("\n") : S(""));
			ledger_write_path(content, entry->document->path, out);
			buf_add_char(out, '\n');
		}
		buf_add_format(out, "%6u  %-5u  %-10.*s  %-8.*s  %-8.*s  %-5.*s  %-24.*s  ",
			fact->place.line, fact->port, STR_ARG(or_dash(fact->protocol)),
			STR_ARG(or_dash(ledger_direction_name((enum port_direction)fact->direction))),
			STR_ARG(or_dash(ledger_security_name((enum port_security)fact->security))),
			STR_ARG(ledger_source_name((enum port_source)fact->source)),
			STR_ARG(or_dash(fact->host)));
		join_headings(entry, out);
		buf_add_char(out, '\n');
	}
}
