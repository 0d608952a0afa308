#include "render/ledger_diff.h"

#include <stdlib.h>

/* The entries of one document in a ledger. */
struct span {
	const struct ledger_entry *entries;
	size_t count;
};

struct differ {
	struct arena *arena;
	struct ledger_change *changes;
	size_t count;
};

static bool says_the_same(const struct port_fact *a, const struct port_fact *b)
{
	return str_equal(a->protocol, b->protocol) && str_equal(a->host, b->host) &&
		   a->direction == b->direction && a->security == b->security;
}

static bool is_same(const struct port_fact *a, const struct port_fact *b)
{
	return a->port == b->port && says_the_same(a, b);
}

/* `STARTTLS, 587` became `SSL/TLS, 465` in the row of one service. */
static bool is_rewritten(const struct port_fact *a, const struct port_fact *b)
{
	return a->protocol.len > 0 && str_equal(a->protocol, b->protocol) &&
		   a->direction == b->direction;
}

/* Of one statement the number changed, or what is said of the number. */
static bool is_changed(const struct port_fact *a, const struct port_fact *b)
{
	return a->port == b->port || says_the_same(a, b);
}

typedef bool match_fn(const struct port_fact *a, const struct port_fact *b);

/* Pair what matches, in order; pairs[i] is the index in `after` plus one, 0 for none. */
static void pair(const struct span *before, const struct span *after, match_fn *matches,
	size_t *pairs, bool *taken)
{
	for (size_t i = 0; i < before->count; i++) {
		for (size_t j = 0; j < after->count && pairs[i] == 0; j++) {
			if (taken[j] || !matches(before->entries[i].fact, after->entries[j].fact))
				continue;
			pairs[i] = j + 1;
			taken[j] = true;
		}
	}
}

static void add(
	struct differ *differ, const struct ledger_entry *before, const struct ledger_entry *after)
{
	differ->changes[differ->count++] = (struct ledger_change){before, after};
}

static uint32_t line_of(const struct ledger_change *change)
{
	return (change->after != NULL ? change->after : change->before)->fact->place.line;
}

static int compare(const void *left, const void *right)
{
	const struct ledger_change *a = left, *b = right;
	uint32_t first = line_of(a), second = line_of(b);

	if (first != second)
		return first < second ? -1 : 1;
	return (a->after != NULL) - (b->after != NULL);
}

static void diff_document(
	struct differ *differ, const struct span *before, const struct span *after)
{
	size_t *pairs = arena_array(differ->arena, size_t, before->count);
	bool *taken = arena_array(differ->arena, bool, after->count);
	size_t first = differ->count;

	pair(before, after, is_same, pairs, taken);
	for (size_t i = 0; i < before->count; i++)
		pairs[i] = pairs[i] == 0 ? 0 : STR_NONE;
	pair(before, after, is_changed, pairs, taken);
	pair(before, after, is_rewritten, pairs, taken);
	for (size_t i = 0; i < before->count; i++) {
		if (pairs[i] == 0)
			add(differ, &before->entries[i], NULL);
		else if (pairs[i] != STR_NONE)
			add(differ, &before->entries[i], &after->entries[pairs[i] - 1]);
	}
	for (size_t i = 0; i < after->count; i++) {
		if (!taken[i])
			add(differ, NULL, &after->entries[i]);
	}
	if (differ->count > first)
		qsort(differ->changes + first, differ->count - first, sizeof(*differ->changes), compare);
}

/* The entries of the document at the ledger's head, if its path is the one. */
static struct span take_document(const struct ledger *ledger, size_t *at, struct str path)
{
	struct span span = {ledger->entries + *at, 0};

	while (*at < ledger->count && str_equal(ledger->entries[*at].document->path, path)) {
		++*at;
		span.count++;
	}
	return span;
}

static struct str path_at(const struct ledger *ledger, size_t at)
{
	return at < ledger->count ? ledger->entries[at].document->path : S("");
}

struct ledger_diff ledger_diff_make(
	struct arena *arena, const struct ledger *before, const struct ledger *after)
{
	struct differ differ = {.arena = arena,
		.changes = arena_array(arena, struct ledger_change, before->count + after->count)};
	size_t old = 0, new = 0;

	while (old < before->count || new < after->count) {
		struct str path = path_at(before, old), other = path_at(after, new);
		struct span former, present;

		if (path.len == 0 || (other.len > 0 && str_compare(other, path) < 0))
			path = other;
		former = take_document(before, &old, path);
		present = take_document(after, &new, path);
		diff_document(&differ, &former, &present);
	}
	return (struct ledger_diff){differ.changes, differ.count};
}

static struct str or_dash(struct str text)
{
	return text.len > 0 ? text : S("-");
}

static void write_said(const struct ledger_entry *entry, struct buf *out)
{
	const struct port_fact *fact = entry->fact;
	struct str headings[6];
	size_t count = ledger_headings(entry, headings);

	buf_add_format(out, "%u %.*s %.*s %.*s %.*s", fact->port, STR_ARG(or_dash(fact->protocol)),
		STR_ARG(or_dash(ledger_direction_name((enum port_direction)fact->direction))),
		STR_ARG(or_dash(ledger_security_name((enum port_security)fact->security))),
		STR_ARG(or_dash(fact->host)));
	if (count > 0)
		buf_add_format(out, " (" STR_FMT ")", STR_ARG(headings[count - 1]));
}

static void write_change(const struct ledger_change *change, struct buf *out)
{
	const struct ledger_entry *before = change->before, *after = change->after;

	buf_add_format(out, "%c %5u: ",
		before == NULL  ? '+'
		: after == NULL ? '-'
						: '~',
		line_of(change));
	if (before != NULL && after != NULL && says_the_same(before->fact, after->fact))
		buf_add_format(out, "%u -> ", before->fact->port);
	else if (before != NULL && after != NULL) {
		write_said(before, out);
		buf_add_lit(out, " -> ");
	}
	write_said(after != NULL ? after : before, out);
	buf_add_char(out, '\n');
}

static const struct document *document_of(const struct ledger_change *change)
{
	return (change->after != NULL ? change->after : change->before)->document;
}

void ledger_diff_write_table(const struct ledger_diff *diff, const char *content, struct buf *out)
{
	struct str last = S("");

	for (size_t i = 0; i < diff->count; i++) {
		const struct document *document = document_of(&diff->changes[i]);

		if (!str_equal(document->path, last)) {
			ledger_write_path(content, document->path, out);
			buf_add_char(out, '\n');
			last = document->path;
		}
		write_change(&diff->changes[i], out);
	}
}

void ledger_diff_write_json(const struct ledger_diff *diff, const char *content, struct buf *out)
{
	if (diff->count == 0)
		return;
	buf_add_lit(out, "{\"version\":1,\"changes\":[");
	for (size_t i = 0; i < diff->count; i++) {
		const struct ledger_change *change = &diff->changes[i];

		buf_add_format(out, "%s{\"change\":\"%s\"", i > 0 ? ",\n" : "\n",
			change->before == NULL  ? "came"
			: change->after == NULL ? "went"
									: "changed");
		if (change->before != NULL) {
			buf_add_lit(out, ",\"before\":");
			ledger_write_fact_json(change->before, content, out);
		}
		if (change->after != NULL) {
			buf_add_lit(out, ",\"after\":");
			ledger_write_fact_json(change->after, content, out);
		}
		buf_add_char(out, '}');
	}
	buf_add_lit(out, "]}\n");
}

static void write_csv_line(
	const struct ledger_entry *entry, const char *change, const char *content, struct buf *out)
{
	if (entry == NULL)
		return;
	buf_add_format(out, "%s,", change);
	ledger_write_fact_csv(entry, content, out);
}

void ledger_diff_write_csv(const struct ledger_diff *diff, const char *content, struct buf *out)
{
	if (diff->count == 0)
		return;
	buf_add_lit(out, "change,");
	ledger_write_csv_head(out);
	for (size_t i = 0; i < diff->count; i++) {
		const struct ledger_change *change = &diff->changes[i];
		bool both = change->before != NULL && change->after != NULL;

		write_csv_line(change->before, both ? "was" : "went", content, out);
		write_csv_line(change->after, both ? "is" : "came", content, out);
	}
}
