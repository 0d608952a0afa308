/* The short forms: what code review services read. */
#include "report/format.h"

#include "base/arena.h"
#include "report/text.h"

/*
 * Workflow commands of GitHub Actions: data escapes % and line ends, a
 * property colons and commas too.
 */
static void add_escaped(struct buf *out, struct str text, bool property)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.ptr[i]) {
		case '%': buf_add_lit(out, "%25"); break;
		case '\r': buf_add_lit(out, "%0D"); break;
		case '\n': buf_add_lit(out, "%0A"); break;
		case ':': buf_add(out, property ? S("%3A") : S(":")); break;
		case ',': buf_add(out, property ? S("%2C") : S(",")); break;
		default: buf_add_char(out, text.ptr[i]);
		}
	}
}

static struct str github_level(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR: return S("error");
	case SEVERITY_WARNING: return S("warning");
	default: return S("notice");
	}
}

void format_github(const struct format_input *input, struct buf *out)
{
	for (size_t i = 0; i < input->report->count; i++) {
		const struct diagnostic *at = input->report->items[i];
		struct buf path = BUF_EMPTY;

		text_write_path(input->content, at->rooted, at->path, &path);
		buf_add_lit(out, "::");
		buf_add(out, github_level(at->severity));
		buf_add_lit(out, " file=");
		add_escaped(out, buf_str(&path), true);
		buf_add_format(out, ",line=%u,endLine=%u", at->place.line, at->place.end_line);
		/* Columns are taken only within one line. */
		if (at->place.line == at->place.end_line)
			buf_add_format(out, ",col=%u,endColumn=%u", at->place.column, at->place.end_column);
		buf_add_lit(out, ",title=");
		add_escaped(out, rule_name(at->rule), true);
		buf_add_lit(out, "::");
		add_escaped(out, at->message, false);
		if (at->help.len > 0) {
			buf_add_lit(out, "%0A");
			add_escaped(out, at->help, false);
		}
		buf_add_char(out, '\n');
		buf_release(&path);
	}
}

static struct str gitlab_level(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR: return S("major");
	case SEVERITY_WARNING: return S("minor");
	default: return S("info");
	}
}

/* GitLab's code quality report: an array of issues, each with a fingerprint of its own. */
void format_gitlab(const struct format_input *input, struct buf *out)
{
	struct arena *arena = arena_create(4096);
	uint64_t *fingerprints = arena_array(arena, uint64_t, input->report->count);

	format_fingerprints(input->report, fingerprints);
	buf_add_lit(out, "[");
	for (size_t i = 0; i < input->report->count; i++) {
		const struct diagnostic *at = input->report->items[i];
		struct str message =
			at->help.len == 0 ? at->message : str_concat3(arena, at->message, S(": "), at->help);

		buf_add(out, i > 0 ? S(",\n") : S("\n"));
		buf_add_lit(out, "{\"type\":\"issue\",\"check_name\":");
		buf_add_json(out, rule_name(at->rule));
		buf_add_lit(out, ",\"description\":");
		buf_add_json(out, message);
		buf_add_format(out, ",\"fingerprint\":\"%016llx\",\"severity\":\"",
			(unsigned long long)fingerprints[i]);
		buf_add(out, gitlab_level(at->severity));
		buf_add_lit(out, "\",\"location\":{\"path\":");
		format_json_path(input->content, at->rooted, at->path, out);
		buf_add_format(
			out, ",\"lines\":{\"begin\":%u,\"end\":%u}}}", at->place.line, at->place.end_line);
	}
	buf_add_lit(out, "]\n");
	arena_destroy(arena);
}

static struct str rdjson_level(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR: return S("ERROR");
	case SEVERITY_WARNING: return S("WARNING");
	default: return S("INFO");
	}
}

/* reviewdog counts columns in bytes, from 1. */
static size_t byte_column(struct str source, uint32_t line, uint32_t column)
{
	size_t begin = sources_offset(source, line, 1);
	size_t at = sources_offset(source, line, column);

	return begin == STR_NONE || at == STR_NONE ? column : at - begin + 1;
}

static void write_range(struct str source, const struct place *place, struct buf *out)
{
	buf_add_format(out,
		"\"range\":{\"start\":{\"line\":%u,\"column\":%zu},\"end\":{\"line\":%u,\"column\":%zu}}",
		place->line, byte_column(source, place->line, place->column), place->end_line,
		byte_column(source, place->end_line, place->end_column));
}

static void write_rdjson(
	const struct format_input *input, const struct diagnostic *diagnostic, struct buf *out)
{
	struct str source = sources_text(input->sources, diagnostic);
	struct buf message = BUF_EMPTY;

	buf_add(&message, diagnostic->message);
	if (diagnostic->help.len > 0) {
		buf_add_lit(&message, "\n");
		buf_add(&message, diagnostic->help);
	}
	buf_add_lit(out, "{\"message\":");
	buf_add_json(out, buf_str(&message));
	buf_release(&message);
	buf_add_lit(out, ",\"location\":{\"path\":");
	format_json_path(input->content, diagnostic->rooted, diagnostic->path, out);
	buf_add_lit(out, ",");
	write_range(source, &diagnostic->place, out);
	buf_add_lit(out, "},\"severity\":\"");
	buf_add(out, rdjson_level(diagnostic->severity));
	buf_add_lit(out, "\",\"code\":{\"value\":");
	buf_add_json(out, rule_name(diagnostic->rule));
	buf_add_lit(out, "}");
	if (diagnostic->fix != NULL) {
		buf_add_lit(out, ",\"suggestions\":[{");
		write_range(source, &diagnostic->fix->place, out);
		buf_add_lit(out, ",\"text\":");
		buf_add_json(out, diagnostic->fix->text);
		buf_add_lit(out, "}]");
	}
	buf_add_lit(out, "}");
}

/* The Reviewdog Diagnostic Format, rdjson. */
void format_rdjson(const struct format_input *input, struct buf *out)
{
	buf_add_lit(out, "{\"source\":{\"name\":\"portolan\"},\"diagnostics\":[");
	for (size_t i = 0; i < input->report->count; i++) {
		buf_add(out, i > 0 ? S(",\n") : S("\n"));
		write_rdjson(input, input->report->items[i], out);
	}
	buf_add_lit(out, "]}\n");
}
