#include "report/format.h"

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

static uint64_t mix(uint64_t hash, uint64_t more)
{
	return (hash ^ more) * 0x100000001b3u;
}

/* Findings of one path follow each other, so equal ones are near. */
void format_fingerprints(const struct report *report, uint64_t *fingerprints)
{
	size_t path_begin = 0;

	for (size_t i = 0; i < report->count; i++) {
		const struct diagnostic *at = report->items[i];
		uint64_t base =
			mix(mix(str_hash(at->path), str_hash(rule_name(at->rule))), str_hash(at->message));
		uint64_t same = 0;

		if (i > 0 && !str_equal(report->items[i - 1]->path, at->path))
			path_begin = i;
		for (size_t j = path_begin; j < i; j++)
			same += report->items[j]->rule == at->rule &&
					str_equal(report->items[j]->message, at->message);
		fingerprints[i] = mix(base, same + 1);
	}
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
