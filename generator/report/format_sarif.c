/* SARIF 2.1.0 (OASIS), for GitHub code scanning and others. */
#include "base/arena.h"
#include "report/format.h"
#include "report/rule_help.h"

static struct str level_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR: return S("error");
	case SEVERITY_WARNING: return S("warning");
	case SEVERITY_NOTE: return S("note");
	default: return S("none");
	}
}

static void write_text(struct str name, struct str text, struct buf *out)
{
	buf_add_json(out, name);
	buf_add_lit(out, ":{\"text\":");
	buf_add_json(out, text);
	buf_add_lit(out, "}");
}

static void write_rule(enum rule rule, struct buf *out)
{
	struct buf help = BUF_EMPTY;

	rule_help_write(rule, &help);
	buf_add_lit(out, "{\"id\":");
	buf_add_json(out, rule_name(rule));
	buf_add_lit(out, ",");
	write_text(S("shortDescription"), rule_line(rule), out);
	buf_add_lit(out, ",");
	write_text(S("help"), buf_str(&help), out);
	buf_add_lit(out, ",\"defaultConfiguration\":{\"level\":");
	buf_add_json(out, level_of(rule_level(rule)));
	buf_add_lit(out, "}}");
	buf_release(&help);
}

static void write_region(struct str name, const struct place *place, struct buf *out)
{
	buf_add_json(out, name);
	buf_add_format(out, ":{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,\"endColumn\":%u}",
		place->line == 0 ? 1 : place->line, place->line == 0 ? 1 : place->column,
		place->line == 0 ? 1 : place->end_line, place->line == 0 ? 1 : place->end_column);
}

static void write_artifact(const char *content, bool rooted, struct str path, struct buf *out)
{
	buf_add_lit(out, "\"artifactLocation\":{\"uri\":");
	format_json_uri(content, rooted, path, out);
	buf_add_lit(out, "}");
}

static void write_location(
	const char *content, bool rooted, struct str path, const struct place *place, struct buf *out)
{
	buf_add_lit(out, "\"physicalLocation\":{");
	write_artifact(content, rooted, path, out);
	buf_add_lit(out, ",");
	write_region(S("region"), place, out);
	buf_add_lit(out, "}");
}

static void write_related(const char *content, const struct related *related, struct buf *out)
{
	buf_add_lit(out, ",\"relatedLocations\":[");
	for (const struct related *at = related; at != NULL; at = at->next) {
		buf_add_lit(out, "{");
		write_location(content, false, at->path, &at->place, out);
		buf_add_lit(out, ",");
		write_text(S("message"), at->message, out);
		buf_add(out, at->next != NULL ? S("},") : S("}"));
	}
	buf_add_lit(out, "]");
}

static void write_fix(const char *content, const struct diagnostic *diagnostic, struct buf *out)
{
	buf_add_lit(out, ",\"fixes\":[{");
	write_text(S("description"),
		diagnostic->help.len > 0 ? diagnostic->help : S("what was probably meant"), out);
	buf_add_lit(out, ",\"artifactChanges\":[{");
	write_artifact(content, diagnostic->rooted, diagnostic->path, out);
	buf_add_lit(out, ",\"replacements\":[{");
	write_region(S("deletedRegion"), &diagnostic->fix->place, out);
	buf_add_lit(out, ",");
	write_text(S("insertedContent"), diagnostic->fix->text, out);
	buf_add_lit(out, "}]}]}]");
}

static void write_result(const struct format_input *input, const struct diagnostic *diagnostic,
	uint64_t fingerprint, struct buf *out)
{
	struct buf message = BUF_EMPTY;

	buf_add(&message, diagnostic->message);
	if (diagnostic->help.len > 0) {
		buf_add_lit(&message, " (");
		buf_add(&message, diagnostic->help);
		buf_add_lit(&message, ")");
	}
	buf_add_lit(out, "{\"ruleId\":");
	buf_add_json(out, rule_name(diagnostic->rule));
	buf_add_format(out, ",\"ruleIndex\":%u,\"level\":", (unsigned)diagnostic->rule);
	buf_add_json(out, level_of(diagnostic->severity));
	buf_add_lit(out, ",");
	write_text(S("message"), buf_str(&message), out);
	buf_add_lit(out, ",\"locations\":[{");
	write_location(input->content, diagnostic->rooted, diagnostic->path, &diagnostic->place, out);
	buf_add_lit(out, "}]");
	if (diagnostic->related != NULL)
		write_related(input->content, diagnostic->related, out);
	if (diagnostic->fix != NULL)
		write_fix(input->content, diagnostic, out);
	buf_add_format(out, ",\"partialFingerprints\":{\"portolan/v1\":\"%016llx\"}}",
		(unsigned long long)fingerprint);
	buf_release(&message);
}

void format_sarif(const struct format_input *input, struct buf *out)
{
	const struct report *report = input->report;
	struct arena *arena = arena_create(4096);
	uint64_t *fingerprints = arena_array(arena, uint64_t, report->count);

	format_fingerprints(report, fingerprints);
	buf_add_lit(out, "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"
					 "schemas/sarif-schema-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{"
					 "\"driver\":{\"name\":\"portolan\",\"rules\":[");
	for (size_t i = 0; i < RULE_COUNT; i++) {
		buf_add(out, i > 0 ? S(",\n") : S("\n"));
		write_rule((enum rule)i, out);
	}
	buf_add_lit(out, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
	for (size_t i = 0; i < report->count; i++) {
		buf_add(out, i > 0 ? S(",\n") : S("\n"));
		write_result(input, report->items[i], fingerprints[i], out);
	}
	buf_add_lit(out, "]}]}\n");
	arena_destroy(arena);
}
