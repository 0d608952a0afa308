#include "parse/callout.h"

static const struct str names[] = {
	S_INIT("alert"),
	S_INIT("warning"),
	S_INIT("hint"),
	S_INIT("note"),
	S_INIT("primary"),
	S_INIT("success"),
	S_INIT("secondary"),
	S_INIT("info"),
};

size_t callout_index(struct str name)
{
	for (size_t i = 0; i < COUNT(names); i++) {
		if (str_equal_nocase(names[i], name))
			return i;
	}
	return STR_NONE;
}

/* The length of blanks at the head, no-break spaces among them. */
static size_t blanks_length(struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		if (ascii_is_space(s.ptr[at]))
			at++;
		else if (str_starts(str_from(s, at), S("\xC2\xA0")))
			at += 2;
		else
			break;
	}
	return at;
}

/* The length of `[!name]` or `[!name(argument)]` behind blanks, or 0. */
static size_t head_length(struct str line, struct str *name, struct str *argument)
{
	size_t begin = blanks_length(line), at = begin + 2, close;

	if (!str_starts(str_from(line, begin), S("[!")))
		return 0;
	while (at < line.len &&
		   (ascii_is_alnum(line.ptr[at]) || line.ptr[at] == '-' || line.ptr[at] == '_'))
		at++;
	*name = str_range(line.ptr + begin + 2, line.ptr + at);
	*argument = S("");
	if (at < line.len && line.ptr[at] == '(') {
		close = str_find_char(line, ')', at);
		if (close == STR_NONE)
			return 0;
		*argument = str_trim(str_range(line.ptr + at + 1, line.ptr + close));
		at = close + 1;
	}
	return name->len > 0 && at < line.len && line.ptr[at] == ']' ? at + 1 : 0;
}

static bool is_blank(struct str s)
{
	return blanks_length(s) == s.len;
}

bool callout_marker(struct str line, struct str *name, struct str *argument)
{
	size_t length = head_length(line, name, argument);

	return length > 0 && is_blank(str_from(line, length));
}

/* The marker's length where it makes a callout of its quote; or 0. */
static size_t callout_length(struct str line, struct str *name)
{
	struct str argument;
	size_t length = head_length(line, name, &argument);

	if (length == 0 || is_blank(str_from(line, length)))
		return length;
	/* `[!note](x)` is a link. */
	return callout_index(*name) != STR_NONE && blanks_length(str_from(line, length)) > 0 ? length
																						 : 0;
}

bool callout_begins(struct str line)
{
	struct str name;

	return callout_length(line, &name) > 0;
}

static void report_unknown(
	struct node *text, struct str name, const struct source *source, struct diagnostics *found)
{
	size_t begin = text->begin + (size_t)(name.ptr - text->text.ptr);
	struct diagnostic *diagnostic = diagnostics_add(found, RULE_CALLOUT_UNKNOWN, source->path,
		source_place(source, begin, begin + name.len), "no callout has the name \"" STR_FMT "\"",
		STR_ARG(name));
	struct str best = names[1];
	size_t best_shared = 0;

	for (size_t i = 0; i < COUNT(names); i++) {
		size_t shared = 0;

		while (shared < names[i].len && shared < name.len &&
			   ascii_lower(name.ptr[shared]) == names[i].ptr[shared])
			shared++;
		if (shared > best_shared) {
			best_shared = shared;
			best = names[i];
		}
	}
	diagnostic->help =
		best_shared >= 2
			? str_format(found->arena, "did you mean [!" STR_FMT "]?", STR_ARG(best))
			: S("the names are alert, warning, hint, note, primary, success, secondary and info");
}

static bool ends_line(const struct node *text)
{
	return text->next == NULL || text->next->kind == NODE_SOFT_BREAK ||
		   text->next->kind == NODE_LINE_BREAK;
}

/* Without the marker and the blanks or the line end behind it. */
static void cut_marker(struct node *text, size_t length)
{
	length += blanks_length(str_from(text->text, length));
	if (length < text->text.len || !ends_line(text)) {
		text->begin += text->literal ? (uint32_t)length : 0;
		text->text = str_from(text->text, length);
		return;
	}
	if (text->next != NULL)
		node_unlink(text->next);
	node_unlink(text);
}

static void apply(
	struct arena *arena, struct node *quote, const struct source *source, struct diagnostics *found)
{
	struct node *paragraph = quote->first, *text;
	struct str name;
	size_t length;

	if (paragraph == NULL || paragraph->kind != NODE_PARAGRAPH)
		return;
	text = paragraph->first;
	if (text == NULL || text->kind != NODE_TEXT)
		return;
	length = callout_length(text->text, &name);
	/* Text that ends here may go on in an element: then more than the marker is on the line. */
	if (length == 0 || (callout_index(name) == STR_NONE && !ends_line(text)))
		return;
	if (callout_index(name) == STR_NONE)
		report_unknown(text, name, source, found);
	quote->kind = NODE_CALLOUT;
	quote->text = str_lower(arena, name);
	cut_marker(text, length);
	if (paragraph->first == NULL)
		node_unlink(paragraph);
}

void callouts_apply(
	struct arena *arena, struct node *root, const struct source *source, struct diagnostics *found)
{
	for (struct node *node = root; node != NULL; node = node_next_block(root, node)) {
		if (node->kind == NODE_QUOTE)
			apply(arena, node, source, found);
	}
}
