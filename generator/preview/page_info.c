#include "preview/page_info.h"

#include "preview/answers.h"
#include "preview/editor.h"
#include "report/report.h"
#include "report/sources.h"
#include "report/text.h"
#include "site/locales.h"

/* One page's overlay, as it is written. */
struct writer {
	struct state *state;
	const struct state_options *options;
	struct sources sources;
	struct text_cursor cursor;
	struct buf *out;
	struct buf room;
};

static void write_field(struct writer *writer, const char *name, struct str value)
{
	buf_add_format(writer->out, "\"%s\":", name);
	buf_add_json(writer->out, value);
}

/* The source lines with the stretch marked, of what a terminal shows. */
static void write_frame(struct writer *writer, const struct diagnostic *finding)
{
	struct str text, frame;
	size_t begin, end;

	buf_clear(&writer->room);
	text_write(&(struct text_style){writer->options->project.content, false}, finding,
		sources_text(&writer->sources, finding), &writer->cursor, &writer->room);
	text = buf_str(&writer->room);
	begin = str_find_char(text, '\n', 0);
	frame = str_from(text, begin == STR_NONE ? text.len : begin + 1);
	end = str_starts(frame, S("  help: ")) ? 0 : str_find(frame, S("\n  help: "), 0);
	write_field(writer, "frame", end == STR_NONE ? frame : str_first(frame, end));
}

static void write_editor(struct writer *writer, struct str path, const struct place *place)
{
	buf_clear(&writer->room);
	if (writer->options->editor != NULL)
		editor_link(writer->options->editor, path, place, &writer->room);
	write_field(writer, "editor", buf_str(&writer->room));
}

static void write_finding(struct writer *writer, const struct diagnostic *finding)
{
	struct buf path = BUF_EMPTY;

	text_write_path(writer->options->project.content, finding->rooted, finding->path, &path);
	buf_add_format(writer->out, "{\"severity\":\"" STR_FMT "\",\"line\":%u,\"column\":%u,",
		STR_ARG(severity_name(finding->severity)), finding->place.line, finding->place.column);
	write_field(writer, "rule", rule_name(finding->rule));
	buf_add_char(writer->out, ',');
	write_field(writer, "path", buf_str(&path));
	buf_add_char(writer->out, ',');
	write_field(writer, "message", finding->message);
	buf_add_char(writer->out, ',');
	write_field(writer, "help", finding->help);
	buf_add_char(writer->out, ',');
	write_frame(writer, finding);
	buf_add_char(writer->out, ',');
	write_editor(writer, buf_str(&path), &finding->place);
	buf_add_char(writer->out, '}');
	buf_release(&path);
}

static void write_findings(struct writer *writer, const struct document *document)
{
	const struct report_file *file = report_find(state_report(writer->state), document->path);
	size_t shown = 0;

	for (size_t i = 0; file != NULL && i < file->count; i++) {
		if (file->items[i]->severity == SEVERITY_NOTE || file->items[i]->rooted)
			continue;
		if (shown++ > 0)
			buf_add_lit(writer->out, ",\n");
		write_finding(writer, file->items[i]);
	}
}

/* The locales that have the page, or those that lack it. */
static void write_locales(struct writer *writer, const struct page *page, bool present)
{
	const struct views *views = writer->state->renderer.views;
	size_t shown = 0;

	for (size_t i = 0; i < views->locale_count; i++) {
		const struct view_locale *locale = &views->locales[i];
		const struct page *other = page_translation(page, locale->locale.code);

		if ((other != NULL) != present)
			continue;
		if (shown++ > 0)
			buf_add_char(writer->out, ',');
		if (other == NULL) {
			buf_add_json(writer->out, locale->locale.code);
			continue;
		}
		buf_add_format(writer->out, "{\"current\":%s,", other == page ? "true" : "false");
		write_field(writer, "code", locale->locale.code);
		buf_add_char(writer->out, ',');
		write_field(writer, "name", locale->name);
		buf_add_char(writer->out, ',');
		write_field(writer, "url", other->href);
		buf_add_char(writer->out, '}');
	}
}

static void write_page(struct writer *writer, const struct page *page)
{
	struct buf path = BUF_EMPTY;

	text_write_path(writer->options->project.content, false, page->document->path, &path);
	write_field(writer, "source", buf_str(&path));
	buf_add_char(writer->out, ',');
	write_editor(writer, buf_str(&path), &(struct place){1, 1, 1, 1});
	buf_add_lit(writer->out, ",\"locales\":[");
	write_locales(writer, page, true);
	buf_add_lit(writer->out, "],\"missing\":[");
	write_locales(writer, page, false);
	buf_add_lit(writer->out, "],\"findings\":[");
	write_findings(writer, page->document);
	buf_add_lit(writer->out, "]");
	buf_release(&path);
}

void page_info_write(struct state *state, const struct state_options *options, struct str trouble,
	struct str url, struct buf *out)
{
	struct writer writer = {
		.state = state,
		.options = options,
		.sources = {.content = options->project.content},
		.out = out,
	};
	struct arena *scratch = arena_create(4096);
	const struct render_item *item =
		state->outfit->ready ? answers_find_page(state, scratch, url) : NULL;

	buf_add_char(out, '{');
	write_field(&writer, "trouble", trouble);
	buf_add_char(out, ',');
	if (item != NULL && item->page != NULL)
		write_page(&writer, item->page);
	else
		buf_add_lit(out, "\"source\":\"\",\"editor\":\"\",\"locales\":[],\"missing\":[],"
						 "\"findings\":[]");
	buf_add_lit(out, "}\n");
	arena_destroy(scratch);
	sources_release(&writer.sources);
	buf_release(&writer.room);
}
