#include "parse/body_writer.h"
#include "parse/html_unknown.h"

static void filter_write(void *context, struct str html)
{
	struct writer *writer = context;

	buf_add(writer->html, html);
}

static void filter_url(
	void *context, struct str element, struct str url, struct str alt, size_t begin, size_t end)
{
	struct writer *writer = context;
	bool image = str_equal(element, S("img"));
	struct reference *reference =
		body_add_reference(writer, image ? REFERENCE_HTML_IMAGE : REFERENCE_HTML_LINK);

	begin += writer->piece->begin;
	end += writer->piece->begin;
	reference->destination = str_copy(writer->arena, url);
	reference->text = str_copy(writer->arena, alt);
	reference->place = source_place(writer->source, begin, end);
	reference->span = source_span_of(writer->source, begin, end);
	reference->whole = reference->place;
	body_add_hole(writer, HOLE_URL, writer->reference_count - 1);
}

static void filter_anchor(void *context, struct str id, size_t begin, size_t end)
{
	(void)context; /* parse/outline.c has collected them before the ids were given */
	(void)id;
	(void)begin;
	(void)end;
}

static void filter_finding(void *context, enum rule rule, struct str what, size_t begin, size_t end)
{
	struct writer *writer = context;
	struct diagnostic *diagnostic;

	begin += writer->piece->begin;
	end += writer->piece->begin;
	if (rule == RULE_HTML_UNKNOWN) {
		html_unknown_report(writer->found, writer->source, begin, end, what);
		return;
	}
	diagnostic = diagnostics_add(writer->found, rule, writer->source->path,
		source_place(writer->source, begin, end), "raw HTML that is not published: \"" STR_FMT "\"",
		STR_ARG(what));
	diagnostic->help = S("write it in markdown, or leave it out: `portolan help html-unsafe`");
}

void body_write_raw(struct writer *writer, const struct node *node)
{
	writer->piece = node;
	if (writer->filter == NULL) {
		writer->sink = (struct html_sink){
			.context = writer,
			.write = filter_write,
			.url = filter_url,
			.anchor = filter_anchor,
			.finding = filter_finding,
		};
		writer->filter = html_filter_create(writer->scratch, &writer->sink,
			writer->config->iframe_hosts.items, writer->config->iframe_hosts.count);
	}
	html_filter_feed(writer->filter, node->text, node->kind == NODE_HTML_BLOCK);
	if (node->kind == NODE_HTML_BLOCK)
		html_filter_end_block(writer->filter, str_from(writer->source->text, node->end));
}
