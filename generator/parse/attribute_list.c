#include "parse/attribute_list.h"

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

static size_t name_length(struct str s)
{
	size_t length = 0;

	while (length < s.len && is_name_char(s.ptr[length]))
		length++;
	return length;
}

static void add_class(struct arena *arena, struct attributes *attributes, struct str name)
{
	if (str_starts(name, S("p-")))
		return;
	attributes->classes = attributes->classes.len == 0
							  ? str_copy(arena, name)
							  : str_concat3(arena, attributes->classes, S(" "), name);
}

static void add_other(
	struct arena *arena, struct attributes *attributes, struct str name, struct str value)
{
	struct attribute *attribute, **end = &attributes->others;

	if (str_equal_nocase(name, S("class"))) {
		struct str class_name;

		while (str_next_part(&value, ' ', &class_name)) {
			if (class_name.len > 0)
				add_class(arena, attributes, class_name);
		}
		return;
	}
	if (str_equal_nocase(name, S("id"))) {
		attributes->id = str_copy(arena, value);
		return;
	}
	while (*end != NULL)
		end = &(*end)->next;
	attribute = arena_new(arena, struct attribute);
	attribute->name = str_lower(arena, name);
	attribute->value = str_copy(arena, value);
	*end = attribute;
}

/* `="value"`, `='value'` or `=value` at the head: its length, or 0. */
static size_t value_length(struct str s, struct str *value)
{
	char quote;
	size_t end;

	if (s.len < 2 || s.ptr[0] != '=')
		return 0;
	quote = s.ptr[1];
	if (quote == '"' || quote == '\'') {
		end = str_find_char(s, quote, 2);
		if (end == STR_NONE)
			return 0;
		*value = str_range(s.ptr + 2, s.ptr + end);
		return end + 1;
	}
	end = 1;
	while (end < s.len && (is_name_char(s.ptr[end]) || strchr("./:%#?&+,", s.ptr[end]) != NULL))
		end++;
	*value = str_range(s.ptr + 1, s.ptr + end);
	return end > 1 ? end : 0;
}

/* One item of a list: its length, or 0 when it is none. */
static size_t read_item(struct arena *arena, struct str s, struct attributes *attributes)
{
	bool marked = s.ptr[0] == '.' || s.ptr[0] == '#';
	size_t length = name_length(str_from(s, marked ? 1 : 0));
	struct str name = str_make(s.ptr + (marked ? 1 : 0), length), value;
	size_t rest;

	if (s.ptr[0] == '/' && name_length(str_from(s, 1)) > 0)
		return 1 + name_length(str_from(s, 1)); /* `{/thumbnail}` never meant anything */
	if (length == 0)
		return 0;
	if (s.ptr[0] == '.') {
		add_class(arena, attributes, name);
		return length + 1;
	}
	if (s.ptr[0] == '#') {
		attributes->id = str_copy(arena, name);
		return length + 1;
	}
	rest = value_length(str_from(s, length), &value);
	if (rest == 0)
		return 0;
	add_other(arena, attributes, name, value);
	return length + rest;
}

size_t attribute_list_read(struct arena *arena, struct str text, struct attributes *attributes)
{
	struct attributes read = *attributes;
	bool any = false;
	size_t at = 1;

	if (text.len < 3 || text.ptr[0] != '{')
		return 0;
	if (text.ptr[at] == ':')
		at++;
	while (at < text.len) {
		size_t begin = at, length;

		while (at < text.len && text.ptr[at] == ' ')
			at++;
		if (at < text.len && text.ptr[at] == '}') {
			if (any)
				*attributes = read;
			return any ? at + 1 : 0;
		}
		/* Items stand apart from each other. */
		if (at == text.len || (any && at == begin && text.ptr[at] != '.' && text.ptr[at] != '#'))
			return 0;
		length = read_item(arena, str_from(text, at), &read);
		if (length == 0)
			return 0;
		/* `.a.b` is two classes to nobody: a path of a template language. */
		if (any && at == begin && text.ptr[at] == '.')
			return 0;
		at += length;
		any = true;
	}
	return 0;
}

static void cut_head(struct node *text, size_t length)
{
	text->begin += text->literal ? (uint32_t)length : 0;
	text->text = str_from(text->text, length);
}

static void apply_after(struct arena *arena, struct node *element)
{
	struct node *text = element->next;
	size_t length;

	while (text != NULL && text->kind == NODE_TEXT && text->text.len > 0 &&
		   text->text.ptr[0] == '{' &&
		   (length = attribute_list_read(arena, text->text, &element->attributes)) > 0) {
		cut_head(text, length);
		element->end = text->begin;
	}
}

/* `## Title {#id}`: the list is the last thing of the heading, behind a space. */
static void apply_to_heading(struct arena *arena, struct node *heading)
{
	struct node *last = heading->last;
	struct str text;

	if (last == NULL || last->kind != NODE_TEXT)
		return;
	text = str_trim_end(last->text);
	if (text.len == 0 || text.ptr[text.len - 1] != '}')
		return;
	for (size_t i = text.len; i > 0; i--) {
		if (text.ptr[i - 1] != '{')
			continue;
		if ((i == 1 || ascii_is_space(text.ptr[i - 2])) &&
			attribute_list_read(arena, str_from(text, i - 1), &heading->attributes) ==
				text.len - i + 1) {
			last->text = str_trim_end(str_first(text, i - 1));
			last->literal = false;
		}
		return;
	}
}

static void apply_to_inlines(struct arena *arena, struct node *block)
{
	for (struct node *node = block->first; node != NULL; node = node_next(block, node)) {
		if (node->kind == NODE_LINK || node->kind == NODE_IMAGE || node->kind == NODE_CODE)
			apply_after(arena, node);
	}
}

void attribute_lists_apply(struct arena *arena, struct node *root)
{
	for (struct node *node = root; node != NULL; node = node_next_block(root, node)) {
		if (node->first != NULL && !node_is_block(node->first))
			apply_to_inlines(arena, node);
		/* What is still there is the heading's. */
		if (node->kind == NODE_HEADING)
			apply_to_heading(arena, node);
	}
}
