#include "report/format.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "report/text.h"

static const struct {
	struct str name;
	format_fn *write;
} rows[] = {
	{S_INIT("text"), format_text},
	{S_INIT("json"), format_json},
	{S_INIT("sarif"), format_sarif},
	{S_INIT("github"), format_github},
	{S_INIT("gitlab"), format_gitlab},
	{S_INIT("rdjson"), format_rdjson},
};

format_fn *format_by_name(struct str name)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (str_equal(rows[i].name, name))
			return rows[i].write;
	}
	return NULL;
}

void format_list(struct buf *out)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		buf_add(out, i > 0 ? S(", ") : S(""));
		buf_add(out, rows[i].name);
	}
}

void format_json_path(const char *content, bool rooted, struct str path, struct buf *out)
{
	struct buf whole = BUF_EMPTY;

	text_write_path(content, rooted, path, &whole);
	buf_add_json(out, buf_str(&whole));
	buf_release(&whole);
}

void format_json_uri(const char *content, bool rooted, struct str path, struct buf *out)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf whole = BUF_EMPTY;

	text_write_path(content, rooted, path, &whole);
	buf_add_char(out, '"');
	for (size_t i = 0; i < whole.len; i++) {
		unsigned char c = (unsigned char)whole.ptr[i];

		if (ascii_is_alnum((char)c) || strchr("/-_.~", c) != NULL) {
			buf_add_char(out, (char)c);
			continue;
		}
		buf_add_char(out, '%');
		buf_add_char(out, hex[c >> 4]);
		buf_add_char(out, hex[c & 15]);
	}
	buf_add_char(out, '"');
	buf_release(&whole);
}

/* Rule, path and message as one text: none of them holds a NUL. */
static void add_key(struct buf *key, const struct diagnostic *finding)
{
	buf_clear(key);
	buf_add(key, finding->path);
	buf_add_char(key, '\0');
	buf_add(key, rule_name(finding->rule));
	buf_add_char(key, '\0');
	buf_add(key, finding->message);
}

void format_fingerprints(const struct report *report, uint64_t *fingerprints)
{
	struct arena *arena = arena_create((size_t)64 * 1024);
	struct map *seen = map_create(arena, report->count);
	struct buf key = BUF_EMPTY;

	for (size_t i = 0; i < report->count; i++) {
		uint64_t *count;

		add_key(&key, report->items[i]);
		count = map_get(seen, buf_str(&key));
		if (count == NULL) {
			count = arena_new(arena, uint64_t);
			map_set(seen, str_copy(arena, buf_str(&key)), count);
		}
		++*count;
		/* The first of its kind keeps its fingerprint whatever follows. */
		if (*count > 1)
			buf_add_format(&key, "%c%llu", '\0', (unsigned long long)*count);
		fingerprints[i] = hash_bytes(buf_str(&key)).high;
	}
	buf_release(&key);
	arena_destroy(arena);
}

void format_text(const struct format_input *input, struct buf *out)
{
	struct text_style style = {input->content, input->color};
	struct text_cursor cursor = {0};

	for (size_t i = 0; i < input->report->count; i++) {
		const struct diagnostic *diagnostic = input->report->items[i];

		if (!input->quiet || diagnostic->severity == SEVERITY_ERROR)
			text_write(&style, diagnostic, sources_text(input->sources, diagnostic), &cursor, out);
	}
}
