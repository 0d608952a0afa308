#include "parse/block_parts.h"

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

static bool read_api(struct arena *arena, struct str line, struct api_call *call)
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
	call->verb = str_upper(arena, call->verb);
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
	struct node *main = block_box(markdown, box, S("div"), S("ovh-api-main"));
	struct node *link = block_box(markdown, main, S("a"), S("")), *verb, *endpoint;
	struct str zone = zone_is_plain(call->zone) ? call->zone : S("eu");
	struct buf href = BUF_EMPTY;

	buf_add_lit(&href, "https://");
	buf_add(&href, zone);
	buf_add_lit(&href, ".api.ovh.com/console/#");
	buf_add(&href, call->path);
	buf_add_char(&href, '#');
	buf_add(&href, call->verb);
	block_set_attribute(markdown, link, S("href"), str_copy(markdown->arena, buf_str(&href)));
	block_set_attribute(markdown, link, S("target"), S("_blank"));
	block_set_attribute(markdown, link, S("rel"), S("external noopener"));
	buf_release(&href);
	verb = block_box(markdown, link, S("span"),
		str_concat(markdown->arena, S("ovh-api-verb ovh-api-verb-"), call->verb));
	verb->text = call->verb;
	endpoint = block_box(markdown, link, S("span"), S("ovh-api-endpoint"));
	endpoint->text = call->path;
}

void build_api(struct markdown *markdown, struct node *box, const struct container_text *text)
{
	struct mapped_text inside = block_without_marker(markdown, &text->inside);
	struct line_list lines = lines_make(markdown->arena, inside.bytes);
	size_t rest = lines.count;

	box->info = S("div");
	box->attributes.classes = S("ovh-api");
	for (size_t i = 0; i < lines.count; i++) {
		struct str content = line_content(&lines, i);
		struct api_call call;

		if (lines.items[i].blank)
			continue;
		if (read_api(markdown->arena, content, &call)) {
			append_api(markdown, box, &call);
			continue;
		}
		if (str_starts(str_trim(content), S("@"))) {
			block_report(markdown, mapped_text_source(&inside, lines.items[i].content),
				mapped_text_source(&inside, lines.items[i].end), "the line is no call of the API",
				S("write @api {GET} /path"));
			/* It is seen all the same. */
			block_box(markdown, box, S("p"), S(""))->text = str_trim(content);
			continue;
		}
		rest = i;
		break;
	}
	if (box->first == NULL)
		block_report_whole(
			markdown, text, "the api block has no call", S("write @api {GET} /path"));
	/* What isn't the API's, such as lines without `>` below the block, stands behind it. */
	if (rest < lines.count) {
		struct mapped_text tail =
			block_lines(markdown, &inside, &lines, rest, lines.count - 1, false);

		node_move_children_behind(markdown_tree(markdown, &tail), box);
	}
}
