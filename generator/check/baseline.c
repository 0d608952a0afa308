#include "check/baseline.h"

#include "base/arena.h"
#include "base/map.h"
#include "report/text.h"

static const struct str first_line = S_INIT("portolan baseline 1");

/* A longer text is known by its head. */
#define LONGEST 300

/* An entry, and how many findings it may still silence. */
struct entry {
	struct str line;
	size_t left;
	uint32_t number; /* of its first line in the file */
};

static void add_escaped(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len && i < LONGEST; i++) {
		switch (text.ptr[i]) {
		case '\t': buf_add_lit(out, "\\t"); break;
		case '\n': buf_add_lit(out, "\\n"); break;
		case '\r': buf_add_lit(out, "\\r"); break;
		case '\\': buf_add_lit(out, "\\\\"); break;
		default: buf_add_char(out, text.ptr[i]);
		}
	}
}

/* What stays when lines move. What has no text of its own is known by its message. */
static void write_entry(
	struct sources *sources, const struct diagnostic *diagnostic, struct buf *out)
{
	struct str text = sources_at(sources_text(sources, diagnostic), &diagnostic->place);

	buf_add(out, rule_name(diagnostic->rule));
	buf_add_char(out, '\t');
	text_write_path(sources->content, diagnostic->rooted, diagnostic->path, out);
	buf_add_char(out, '\t');
	add_escaped(out, text.len > 0 && diagnostic->place.column > 1 ? text : diagnostic->message);
}

void baseline_write(const char *content, const struct report *report, struct buf *out)
{
	struct sources sources = {.content = content};

	buf_add(out, first_line);
	buf_add_char(out, '\n');
	for (size_t i = 0; i < report->count; i++) {
		write_entry(&sources, report->items[i], out);
		buf_add_char(out, '\n');
	}
	sources_release(&sources);
}

static bool read_entries(
	struct arena *arena, struct str text, struct map *entries, struct entry **list, size_t *count)
{
	struct str line;
	uint32_t number = 1;
	size_t room = 0;

	for (size_t i = 0; i < text.len; i++)
		room += text.ptr[i] == '\n';
	if (!str_next_line(&text, &line) || !str_equal(line, first_line))
		return false;
	*list = arena_array(arena, struct entry, room + 1);
	while (str_next_line(&text, &line)) {
		struct entry *fresh = &(*list)[*count], *entry;

		number++;
		if (line.len == 0)
			continue;
		*fresh = (struct entry){line, 0, number};
		entry = map_add(entries, line, fresh);
		entry->left++;
		*count += entry == fresh;
	}
	return true;
}

/* True when an entry had this one in store. */
static bool take(struct map *entries, struct str line)
{
	struct entry *entry = map_get(entries, line);

	if (entry == NULL || entry->left == 0)
		return false;
	entry->left--;
	return true;
}

static void subtract(const char *content, struct map *entries, struct report *report)
{
	struct sources sources = {.content = content};
	struct buf line = BUF_EMPTY;

	for (size_t i = 0; i < report->count; i++) {
		buf_clear(&line);
		write_entry(&sources, report->items[i], &line);
		if (take(entries, buf_str(&line)))
			report->items[i]->severity = SEVERITY_OFF;
	}
	buf_release(&line);
	sources_release(&sources);
}

/* What an entry's rule found last time may be there still, when nobody asked this time. */
static bool is_unused(const struct baseline *baseline, const struct entry *entry)
{
	struct str name, rest;
	enum rule rule;

	str_cut(entry->line, '\t', &name, &rest);
	rule = rule_by_name(name);
	return entry->left > 0 &&
		   (baseline->asked_others || rule == RULE_COUNT || !rule_asks_others(rule));
}

bool baseline_apply(const struct baseline *baseline, const char *content, struct report *report,
	struct diagnostics *found)
{
	struct arena *arena = arena_create(4096);
	struct map *entries = map_create(arena, 64);
	struct entry *list = NULL;
	size_t count = 0;
	bool good = read_entries(arena, baseline->text, entries, &list, &count);

	if (good)
		subtract(content, entries, report);
	for (size_t i = 0; i < count; i++) {
		struct diagnostic *diagnostic;

		if (!is_unused(baseline, &list[i]))
			continue;
		diagnostic = diagnostics_add(found, RULE_BASELINE_UNUSED, baseline->path,
			(struct place){list[i].number, 1, list[i].number, 2},
			"no finding is left for the entry \"" STR_FMT "\"",
			STR_ARG(str_first(list[i].line, 200)));
		diagnostic->rooted = true;
		diagnostic->help = S("remove the line, or write the baseline anew with --write-baseline");
	}
	arena_destroy(arena);
	return good;
}

/* Counts and suggestions stand in parentheses at a message's end: they may change. */
static struct str key_of(struct arena *arena, const struct diagnostic *diagnostic, struct str path)
{
	struct str message = diagnostic->message;
	size_t at = message.len;

	if (str_ends(message, S(")"))) {
		while (at > 0 && message.ptr[at - 1] != '(')
			at--;
		message = str_first(message, at);
	}
	return str_format(arena, STR_FMT "\t" STR_FMT "\t" STR_FMT,
		STR_ARG(rule_name(diagnostic->rule)), STR_ARG(path), STR_ARG(message));
}

void baseline_subtract(const struct report *earlier, const struct map *moved, struct report *report,
	baseline_keeps_fn *keeps, void *context)
{
	struct arena *arena = arena_create(4096);
	struct map *entries = map_create(arena, earlier->count);

	for (size_t i = 0; i < earlier->count; i++) {
		struct entry *fresh = arena_new(arena, struct entry);
		const struct diagnostic *item = earlier->items[i];
		const struct str *path = map_get(moved, item->path);
		struct entry *entry =
			map_add(entries, key_of(arena, item, path != NULL ? *path : item->path), fresh);

		entry->left++;
	}
	for (size_t i = 0; i < report->count; i++) {
		if (take(entries, key_of(arena, report->items[i], report->items[i]->path)) &&
			!keeps(context, report->items[i]))
			report->items[i]->severity = SEVERITY_OFF;
	}
	arena_destroy(arena);
}
