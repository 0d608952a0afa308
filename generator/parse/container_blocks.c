#include "parse/container_blocks.h"

#include "parse/callout.h"

static struct node *box_create(
	struct markdown *markdown, const struct node *at, struct str tag, struct str classes)
{
	struct node *box = node_create(markdown->arena, NODE_BOX, at->begin, at->end);

	box->info = tag;
	box->attributes.classes = classes;
	return box;
}

static struct node *box_within(
	struct markdown *markdown, struct node *parent, struct str tag, struct str classes)
{
	struct node *box = box_create(markdown, parent, tag, classes);

	node_append(parent, box);
	return box;
}

static void set_attribute(
	struct markdown *markdown, struct node *box, struct str name, struct str value)
{
	struct attribute *attribute = arena_new(markdown->arena, struct attribute);
	struct attribute **end = &box->attributes.others;

	while (*end != NULL)
		end = &(*end)->next;
	attribute->name = name;
	attribute->value = value;
	*end = attribute;
}

static void report(
	struct markdown *markdown, size_t begin, size_t end, const char *message, struct str help)
{
	struct diagnostic *diagnostic = diagnostics_add(markdown->found, RULE_BLOCK_MALFORMED,
		markdown->source->path, source_place(markdown->source, begin, end), "%s", message);

	diagnostic->help = help;
}

static void report_block(struct markdown *markdown, const struct container_text *text,
	const char *message, struct str help)
{
	report(markdown, text->marker_begin, text->marker_end, message, help);
}

/* The text without its first line, the marker. */
static struct mapped_text without_marker(
	struct markdown *markdown, const struct mapped_text *inside)
{
	size_t end = str_find_char(inside->bytes, '\n', 0);
	struct stretch rest = {end == STR_NONE ? inside->bytes.len : end + 1, inside->bytes.len};

	return mapped_text_pick(markdown->arena, inside, &rest, 1);
}

static void append_markdown(
	struct markdown *markdown, struct node *parent, const struct mapped_text *text)
{
	node_move_children(markdown_tree(markdown, text), parent);
}

/*
 * Pairs of a title and what belongs to it: lines outside of quotes, then lines
 * within one more `>`. Faq, fields and tabs are all of this form.
 */
struct pair {
	size_t title_first, title_last; /* lines */
	size_t content_first, content_last;
	bool has_title, has_content;
};

static size_t read_pair(const struct line_list *lines, size_t at, struct pair *pair)
{
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
			size_t next = at;

			while (next < lines->count && lines->items[next].depth == 0 && lines->items[next].blank)
				next++;
			if (next < lines->count && lines->items[next].depth > 0)
				at = next;
		}
	}
	return at;
}

static struct mapped_text pick_lines(struct markdown *markdown, const struct mapped_text *text,
	const struct line_list *lines, size_t first, size_t last, bool unquote)
{
	struct stretch *stretches = arena_array(markdown->arena, struct stretch, last - first + 1);

	for (size_t i = first; i <= last; i++) {
		const struct line *line = &lines->items[i];
		size_t begin = line->begin;

		if (unquote && line->depth > 0) {
			while (text->bytes.ptr[begin] != '>')
				begin++;
			begin++;
			if (begin < line->end && text->bytes.ptr[begin] == ' ')
				begin++;
		}
		stretches[i - first] =
			(struct stretch){begin < line->next ? begin : line->next, line->next};
	}
	return mapped_text_pick(markdown->arena, text, stretches, last - first + 1);
}

/* The title's inlines, as those of its paragraphs. */
static void append_title(struct markdown *markdown, struct node *parent,
	const struct mapped_text *text, const struct line_list *lines, const struct pair *pair)
{
	struct mapped_text title =
		pick_lines(markdown, text, lines, pair->title_first, pair->title_last, false);
	struct node *root = markdown_tree(markdown, &title);

	for (struct node *block = root->first; block != NULL; block = block->next)
		node_move_children(block, parent);
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
		box_within(markdown, answer, S("table"), S("first last docutils field-list"));
	struct node *body = box_within(markdown, table, S("tbody"), S(""));
	size_t at = 0;

	while (at < lines->count) {
		struct pair pair;
		struct node *row, *name, *value;

		at = read_pair(lines, at, &pair);
		if (!pair.has_title && !pair.has_content)
			break;
		row = box_within(markdown, body, S("tr"), S("field"));
		name = box_within(markdown, row, S("th"), S("field-name"));
		value = box_within(markdown, row, S("td"), S("field-body"));
		if (pair.has_title)
			append_title(markdown, name, text, lines, &pair);
		if (pair.has_content) {
			struct mapped_text content =
				pick_lines(markdown, text, lines, pair.content_first, pair.content_last, true);

			append_markdown(markdown, value, &content);
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
		append_markdown(markdown, answer, content);
}

static void build_faq(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = without_marker(markdown, &text->inside);
	struct line_list lines = lines_make(markdown->arena, inside.bytes);
	size_t at = 0;

	box->info = S("dl");
	box->attributes.classes = S("docutils");
	while (at < lines.count) {
		struct pair pair;
		struct node *question;

		at = read_pair(&lines, at, &pair);
		if (!pair.has_title && !pair.has_content)
			break;
		if (pair.has_title) {
			question = box_within(markdown, box, S("dt"), S(""));
			append_title(
				markdown, box_within(markdown, question, S("em"), S("")), &inside, &lines, &pair);
		} else {
			report_block(markdown, text, "the faq has an answer without a question",
				S("write the question at \"> \", the answer at \">> \""));
		}
		if (pair.has_content) {
			struct mapped_text content =
				pick_lines(markdown, &inside, &lines, pair.content_first, pair.content_last, true);

			append_answer(markdown, box_within(markdown, box, S("dd"), S("")), &content);
		}
	}
	if (box->first == NULL)
		report_block(markdown, text, "the faq has no question",
			S("write the question at \"> \", the answer at \">> \""));
}

static void build_tabs(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = without_marker(markdown, &text->inside);
	struct line_list lines = lines_make(markdown->arena, inside.bytes);
	size_t at = 0;

	box->info = S("div");
	box->attributes.classes = S("ovh__tabs");
	while (at < lines.count) {
		struct pair pair;
		struct node *tab;

		at = read_pair(&lines, at, &pair);
		if (!pair.has_title && !pair.has_content)
			break;
		tab = box_within(markdown, box, S("div"), S("ovh__tab"));
		if (pair.has_title)
			append_title(markdown, box_within(markdown, tab, S("p"), S("ovh__tab-title")), &inside,
				&lines, &pair);
		else
			report_block(markdown, text, "a tab has no title",
				S("write the title at \"> \", the panel at \">> \""));
		if (pair.has_content) {
			struct mapped_text content =
				pick_lines(markdown, &inside, &lines, pair.content_first, pair.content_last, true);

			append_markdown(
				markdown, box_within(markdown, tab, S("div"), S("ovh__tab-panel")), &content);
		} else {
			report_block(markdown, text, "a tab has no panel",
				S("write the title at \"> \", the panel at \">> \""));
		}
	}
	if (box->first == NULL)
		report_block(markdown, text, "the tabs have no title",
			S("write the title at \"> \", the panel at \">> \""));
}

/* `@api {POST} /path`, `@api(zone) {GET} /path`, `@api {v1} /section GET /path`. */
struct api_call {
	struct str zone, verb, path, section;
};

static bool read_braces(struct str *s, struct str *inside)
{
	size_t close;

	*s = str_trim(*s);
	if (s->len == 0 || s->ptr[0] != '{')
		return false;
	close = str_find_char(*s, '}', 0);
	if (close == STR_NONE)
		return false;
	*inside = str_trim(str_range(s->ptr + 1, s->ptr + close));
	*s = str_trim(str_from(*s, close + 1));
	return true;
}

static bool is_version(struct str s)
{
	return s.len >= 2 && s.ptr[0] == 'v' && ascii_is_digit(s.ptr[1]);
}

static bool is_verb(struct str s)
{
	static const struct str verbs[] = {S_INIT("GET"), S_INIT("POST"), S_INIT("PUT"),
		S_INIT("DELETE"), S_INIT("PATCH"), S_INIT("HEAD"), S_INIT("OPTIONS")};

	for (size_t i = 0; i < COUNT(verbs); i++) {
		if (str_equal_nocase(s, verbs[i]))
			return true;
	}
	return false;
}

static bool read_api(struct str line, struct api_call *call)
{
	struct str first, rest = str_trim(line);

	*call = (struct api_call){.zone = S("eu")};
	if (!str_starts(rest, S("@api")))
		return false;
	rest = str_from(rest, 4);
	if (rest.len > 0 && rest.ptr[0] == '(') {
		size_t close = str_find_char(rest, ')', 0);

		if (close == STR_NONE)
			return false;
		call->zone = str_trim(str_range(rest.ptr + 1, rest.ptr + close));
		rest = str_from(rest, close + 1);
	}
	if (!read_braces(&rest, &first))
		return false;
	if (is_version(first)) {
		str_cut(rest, ' ', &call->section, &rest);
		rest = str_trim(rest);
		str_cut(rest, ' ', &call->verb, &call->path);
	} else {
		call->verb = first;
		call->path = rest;
	}
	call->path = str_trim(call->path);
	return is_verb(call->verb) && call->path.len > 0 && call->path.ptr[0] == '/';
}

static bool zone_is_plain(struct str zone)
{
	for (size_t i = 0; i < zone.len; i++) {
		if (!ascii_is_alpha(zone.ptr[i]))
			return false;
	}
	return zone.len > 0 && zone.len <= 4;
}

static void append_api(struct markdown *markdown, struct node *box, const struct api_call *call)
{
	struct node *main = box_within(markdown, box, S("div"), S("ovh-api-main"));
	struct node *link = box_within(markdown, main, S("a"), S("")), *verb, *endpoint;
	struct str zone = zone_is_plain(call->zone) ? call->zone : S("eu");
	struct buf href = BUF_EMPTY;

	buf_add_lit(&href, "https://");
	buf_add(&href, zone);
	buf_add_lit(&href, ".api.ovh.com/console/#");
	buf_add(&href, call->path);
	buf_add_char(&href, '#');
	buf_add(&href, call->verb);
	set_attribute(markdown, link, S("href"), str_copy(markdown->arena, buf_str(&href)));
	set_attribute(markdown, link, S("target"), S("_blank"));
	set_attribute(markdown, link, S("rel"), S("external noopener"));
	buf_release(&href);
	verb = box_within(markdown, link, S("span"),
		str_concat(markdown->arena, S("ovh-api-verb ovh-api-verb-"), call->verb));
	verb->text = call->verb;
	endpoint = box_within(markdown, link, S("span"), S("ovh-api-endpoint"));
	endpoint->text = call->path;
}

static void build_api(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = without_marker(markdown, &text->inside);
	struct line_list lines = lines_make(markdown->arena, inside.bytes);
	size_t rest = lines.count;

	box->info = S("div");
	box->attributes.classes = S("ovh-api");
	for (size_t i = 0; i < lines.count; i++) {
		struct str content = line_content(&lines, i);
		struct api_call call;

		if (lines.items[i].blank)
			continue;
		if (read_api(content, &call)) {
			append_api(markdown, box, &call);
			continue;
		}
		if (str_starts(str_trim(content), S("@"))) {
			report(markdown, mapped_text_source(&inside, lines.items[i].content),
				mapped_text_source(&inside, lines.items[i].end), "the line is no call of the API",
				S("write @api {GET} /path"));
			continue;
		}
		rest = i;
		break;
	}
	if (box->first == NULL)
		report_block(markdown, text, "the api block has no call", S("write @api {GET} /path"));
	if (rest < lines.count) {
		struct mapped_text tail =
			pick_lines(markdown, &inside, &lines, rest, lines.count - 1, false);

		append_markdown(markdown, box, &tail);
	}
}

static void build_product_section(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = without_marker(markdown, &text->inside);
	bool right = str_equal_nocase(text->argument, S("right"));

	box->info = S("div");
	box->attributes.classes = right ? S("columns large-6 medium-6 small-12 product-section right")
									: S("columns large-6 medium-6 small-12 product-section left");
	append_markdown(markdown, box_within(markdown, box, S("div"), S("columns")), &inside);
}

/* One picture of a carousel: the item's image, what else it holds is the caption. */
static bool append_picture(struct markdown *markdown, struct node *box, struct node *item)
{
	struct node *paragraph = item->first, *image, *picture, *caption;

	if (paragraph == NULL || paragraph->kind != NODE_PARAGRAPH)
		return false;
	image = paragraph->first;
	while (image != NULL && image->kind != NODE_IMAGE)
		image = image->next;
	if (image == NULL)
		return false;
	node_unlink(image);
	image->attributes.classes =
		image->attributes.classes.len == 0
			? S("carousel-image")
			: str_concat3(markdown->arena, image->attributes.classes, S(" "), S("carousel-image"));
	picture = box_within(markdown, box, S("div"), S(""));
	node_append(picture, image);
	caption = box_within(markdown, picture, S("figcaption"), S("carousel-caption"));
	node_move_children(paragraph, caption);
	return true;
}

static void build_carousel(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = without_marker(markdown, &text->inside);
	struct node *root = markdown_tree(markdown, &inside);

	box->info = S("div");
	box->attributes.classes = S("carousel");
	for (struct node *block = root->first; block != NULL; block = block->next) {
		struct node *item = block->kind == NODE_LIST ? block->first : NULL;

		while (item != NULL) {
			struct node *next = item->next;

			if (!append_picture(markdown, box, item))
				report(markdown, item->begin, item->begin, "the carousel's item has no image",
					S("write - ![text](image) caption"));
			item = next;
		}
	}
	if (box->first == NULL)
		report_block(
			markdown, text, "the carousel has no image", S("write - ![text](image) caption"));
}

static void build_details(
	struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct node *summary;

	box->info = S("details");
	if (text->open)
		set_attribute(markdown, box, S("open"), S(""));
	summary = box_within(markdown, box, S("summary"), S(""));
	if (text->argument.len == 0)
		report_block(markdown, text, "the details have no title",
			S("write /// details | Title, or <summary>Title</summary>"));
	summary->text = text->argument.len > 0 ? text->argument : S("…");
	if (text->unclosed)
		report_block(markdown, text, "the details have no end",
			S("end them with /// (or </details>) on a line of its own"));
	append_markdown(markdown, box, &text->inside);
}

const struct container_kind details_kind = {S_INIT("details"), build_details};

const struct container_kind *container_kind_of(struct str name)
{
	static const struct container_kind kinds[] = {
		{S_INIT("faq"), build_faq},
		{S_INIT("api"), build_api},
		{S_INIT("tabs"), build_tabs},
		{S_INIT("carousel"), build_carousel},
		{S_INIT("product-section"), build_product_section},
	};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (str_equal_nocase(kinds[i].name, name))
			return &kinds[i];
	}
	return NULL;
}
