#include "parse/block_parts.h"
#include "parse/callout.h"

/*
 * Pairs of a title and what belongs to it: lines outside of quotes, then lines
 * within one more `>`. Faq, fields and tabs are all of this form.
 */
struct pair {
	size_t title_first, title_last; /* lines */
	size_t content_first, content_last;
	bool has_title, has_content;
};

/* The pair at `*next`, which moves behind it; false when no more lines hold one. */
static bool next_pair(const struct line_list *lines, size_t *next, struct pair *pair)
{
	size_t at = *next;

	*pair = (struct pair){0};
	while (at < lines->count && lines->items[at].depth == 0) {
		if (!lines->items[at].blank) {
			if (!pair->has_title)
				pair->title_first = at;
			pair->title_last = at;
			pair->has_title = true;
		}
		at++;
	}
	pair->content_first = at;
	while (at < lines->count && lines->items[at].depth > 0) {
		pair->content_last = at++;
		pair->has_content = true;
		/* Blank lines between runs of one answer belong to it. */
		if (at < lines->count && lines->items[at].depth == 0 && lines->items[at].blank) {
			size_t behind = at;

			while (behind < lines->count && lines->items[behind].depth == 0 &&
				   lines->items[behind].blank)
				behind++;
			if (behind < lines->count && lines->items[behind].depth > 0)
				at = behind;
		}
	}
	*next = at;
	return pair->has_title || pair->has_content;
}

/* The title's inlines, as those of its paragraphs. */
static void append_title(struct markdown *markdown, struct node *parent,
	const struct mapped_text *text, const struct line_list *lines, const struct pair *pair)
{
	struct mapped_text title =
		block_lines(markdown, text, lines, pair->title_first, pair->title_last, false);

	block_append_title(markdown, parent, &title);
}

/* What belongs to the title, without its `>`. */
static struct mapped_text content_of(struct markdown *markdown, const struct mapped_text *text,
	const struct line_list *lines, const struct pair *pair)
{
	return block_lines(markdown, text, lines, pair->content_first, pair->content_last, true);
}

/* A finding at one line of the block. */
static void report_line(struct markdown *markdown, const struct mapped_text *text,
	const struct line_list *lines, size_t line, const char *message)
{
	block_report(markdown, mapped_text_source(text, lines->items[line].content),
		mapped_text_source(text, lines->items[line].end), message,
		S("write the title at \"> \", what belongs to it at \">> \""));
}

static size_t first_nonblank(const struct line_list *lines, size_t first, size_t last)
{
	while (first <= last && lines->items[first].blank)
		first++;
	return first;
}

/* An answer that pairs names with quoted values: fields, not callouts or quotes of their own. */
static bool holds_fields(const struct line_list *lines)
{
	for (size_t i = 1; i < lines->count; i++) {
		size_t first;

		if (lines->items[i].depth == 0 || lines->items[i - 1].depth > 0 ||
			lines->items[i - 1].blank)
			continue;
		first = first_nonblank(lines, i, lines->count - 1);
		return first < lines->count && lines->items[first].depth > 0 &&
			   !callout_begins(line_content(lines, first));
	}
	return false;
}

static void append_fields(struct markdown *markdown, struct node *answer,
	const struct mapped_text *text, const struct line_list *lines)
{
	struct node *table =
		block_box(markdown, answer, S("table"), S("first last docutils field-list"));
	struct node *body = block_box(markdown, table, S("tbody"), S(""));
	struct pair pair;
	size_t at = 0;

	while (next_pair(lines, &at, &pair)) {
		struct node *row, *name, *value;

		row = block_box(markdown, body, S("tr"), S("field"));
		name = block_box(markdown, row, S("th"), S("field-name"));
		value = block_box(markdown, row, S("td"), S("field-body"));
		if (pair.has_title)
			append_title(markdown, name, text, lines, &pair);
		if (pair.has_content) {
			struct mapped_text content = content_of(markdown, text, lines, &pair);

			block_append(markdown, value, &content);
		}
	}
}

static void append_answer(
	struct markdown *markdown, struct node *answer, const struct mapped_text *content)
{
	struct line_list lines = lines_make(markdown->arena, content->bytes);

	if (holds_fields(&lines))
		append_fields(markdown, answer, content, &lines);
	else
		block_append(markdown, answer, content);
}

void build_faq(struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = block_without_marker(markdown, &text->inside);
	struct line_list lines = lines_make(markdown->arena, inside.bytes);
	struct pair pair;
	size_t at = 0;

	box->info = S("dl");
	box->attributes.classes = S("docutils");
	while (next_pair(&lines, &at, &pair)) {
		if (pair.has_title) {
			struct node *question = block_box(markdown, box, S("dt"), S(""));

			append_title(
				markdown, block_box(markdown, question, S("em"), S("")), &inside, &lines, &pair);
		} else {
			block_box(markdown, box, S("dt"), S("p-extra"));
			report_line(markdown, &inside, &lines, pair.content_first,
				"the faq has an answer without a question");
		}
		if (pair.has_content) {
			struct mapped_text content = content_of(markdown, &inside, &lines, &pair);

			append_answer(markdown, block_box(markdown, box, S("dd"), S("")), &content);
		}
	}
	/* HTML wants a description behind the last term, and a term before the first (4.4.9). */
	if (box->last != NULL && str_equal(box->last->info, S("dt")))
		block_box(markdown, box, S("dd"), S("p-extra"));
	if (box->first == NULL)
		block_report_whole(markdown, text, "the faq has no question",
			S("write the question at \"> \", the answer at \">> \""));
}

void build_tabs(struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = block_without_marker(markdown, &text->inside);
	struct line_list lines = lines_make(markdown->arena, inside.bytes);
	struct pair pair;
	size_t at = 0;

	box->info = S("div");
	box->attributes.classes = S("ovh__tabs");
	while (next_pair(&lines, &at, &pair)) {
		struct node *tab = block_box(markdown, box, S("div"), S("ovh__tab"));

		if (pair.has_title)
			append_title(markdown, block_box(markdown, tab, S("p"), S("ovh__tab-title")), &inside,
				&lines, &pair);
		else
			report_line(markdown, &inside, &lines, pair.content_first, "a tab has no title");
		if (pair.has_content) {
			struct mapped_text content = content_of(markdown, &inside, &lines, &pair);

			block_append(
				markdown, block_box(markdown, tab, S("div"), S("ovh__tab-panel")), &content);
		} else {
			report_line(markdown, &inside, &lines, pair.title_first, "a tab has no panel");
		}
	}
	if (box->first == NULL)
		block_report_whole(markdown, text, "the tabs have no title",
			S("write the title at \"> \", the panel at \">> \""));
}
