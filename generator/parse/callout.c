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

size_t callout_marker(struct str line, struct str *name, struct str *argument)
{
	size_t at = 2, close;

	if (!str_starts(line, S("[!")))
		return 0;
	while (at < line.len &&
		   (ascii_is_alnum(line.ptr[at]) || line.ptr[at] == '-' || line.ptr[at] == '_'))
		at++;
	*name = str_range(line.ptr + 2, line.ptr + at);
	*argument = S("");
	if (at < line.len && line.ptr[at] == '(') {
		close = str_find_char(line, ')', at);
		if (close == STR_NONE)
			return 0;
		*argument = str_trim(str_range(line.ptr + at + 1, line.ptr + close));
		at = close + 1;
	}
	if (name->len == 0 || at >= line.len || line.ptr[at] != ']')
		return 0;
	return str_trim(str_from(line, at + 1)).len == 0 ? at + 1 : 0;
}

static void report_unknown(
	struct node *text, struct str name, const struct source *source, struct diagnostics *found)
{
	size_t begin = text->begin + 2;
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

static void apply(
	struct arena *arena, struct node *quote, const struct source *source, struct diagnostics *found)
{
	struct node *paragraph = quote->first, *text;
	struct str name, argument;

	if (paragraph == NULL || paragraph->kind != NODE_PARAGRAPH)
		return;
	text = paragraph->first;
	if (text == NULL || text->kind != NODE_TEXT ||
		(text->next != NULL && text->next->kind != NODE_SOFT_BREAK &&
			text->next->kind != NODE_LINE_BREAK) ||
		callout_marker(text->text, &name, &argument) == 0)
		return;
	if (callout_index(name) == STR_NONE)
		report_unknown(text, name, source, found);
	quote->kind = NODE_CALLOUT;
	quote->text = str_lower(arena, name);
	if (text->next != NULL)
		node_unlink(text->next);
	node_unlink(text);
	if (paragraph->first == NULL)
		node_unlink(paragraph);
}

void callouts_apply(
	struct arena *arena, struct node *root, const struct source *source, struct diagnostics *found)
{
	bool leaving = false;

	for (struct node *node = root; node != NULL; node = node_step(root, node, &leaving)) {
		if (!leaving && node->kind == NODE_QUOTE)
			apply(arena, node, source, found);
	}
}
