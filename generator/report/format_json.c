#include "report/format.h"

static void write_place(const struct place *place, struct buf *out)
{
	buf_add_lit(out, "\"line\":");
	buf_add_number(out, place->line);
	buf_add_lit(out, ",\"column\":");
	buf_add_number(out, place->column);
	buf_add_lit(out, ",\"end_line\":");
	buf_add_number(out, place->end_line);
	buf_add_lit(out, ",\"end_column\":");
	buf_add_number(out, place->end_column);
}

static void write_fix(const struct fix *fix, struct buf *out)
{
	buf_add_lit(out, ",\"fix\":{");
	write_place(&fix->place, out);
	buf_add_lit(out, ",\"text\":");
	buf_add_json(out, fix->text);
	buf_add(out, fix->safe ? S(",\"safe\":true}") : S(",\"safe\":false}"));
}

static void write_related(const char *content, const struct related *related, struct buf *out)
{
	buf_add_lit(out, ",\"related\":[");
	for (const struct related *at = related; at != NULL; at = at->next) {
		buf_add_lit(out, "{\"path\":");
		format_json_path(content, false, at->path, out);
		buf_add_format(
			out, ",\"line\":%u,\"column\":%u,\"message\":", at->place.line, at->place.column);
		buf_add_json(out, at->message);
		buf_add(out, at->next != NULL ? S("},") : S("}"));
	}
	buf_add_lit(out, "]");
}

static void write_diagnostic(
	const char *content, const struct diagnostic *diagnostic, struct buf *out)
{
	buf_add_lit(out, "{\"rule\":");
	buf_add_json(out, rule_name(diagnostic->rule));
	buf_add_lit(out, ",\"severity\":");
	buf_add_json(out, severity_name(diagnostic->severity));
	buf_add_lit(out, ",\"path\":");
	format_json_path(content, diagnostic->rooted, diagnostic->path, out);
	buf_add_lit(out, ",");
	write_place(&diagnostic->place, out);
	buf_add_lit(out, ",\"message\":");
	buf_add_json(out, diagnostic->message);
	if (diagnostic->help.len > 0) {
		buf_add_lit(out, ",\"help\":");
		buf_add_json(out, diagnostic->help);
	}
	if (diagnostic->fix != NULL)
		write_fix(diagnostic->fix, out);
	if (diagnostic->related != NULL)
		write_related(content, diagnostic->related, out);
	buf_add_lit(out, "}");
}

void format_json(const struct format_input *input, struct buf *out)
{
	const struct report *report = input->report;

	buf_add_lit(out, "{\"version\":1,\"diagnostics\":[");
	for (size_t i = 0; i < report->count; i++) {
		buf_add(out, i == 0 ? S("\n") : S(",\n"));
		write_diagnostic(input->content, report->items[i], out);
	}
	buf_add_format(out,
		"],\n\"summary\":{\"errors\":%zu,\"warnings\":%zu,\"notes\":%zu,\"files\":%zu}}\n",
		report->errors, report->warnings, report->notes, report->files);
}
