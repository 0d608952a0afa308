#include "content/front_matter.h"

#include "base/buf.h"
#include "base/yaml.h"

struct reader {
	struct arena *arena, *scratch;
	const struct source *source;
	struct diagnostics *found;
	struct front_matter front;
	struct front_value values[FRONT_KEY_COUNT];
	size_t yaml_begin, yaml_end;
	const struct yaml_pair *misspelt_title; /* or NULL */
};

static struct place place_in(const struct reader *reader, struct yaml_place place)
{
	return source_place(
		reader->source, reader->yaml_begin + place.begin, reader->yaml_begin + place.end);
}

/* Items between commas; false when an item is no scalar. */
static bool list_text(struct arena *arena, const struct yaml_node *node, struct str *text)
{
	struct buf joined = BUF_EMPTY;
	bool good = true;

	for (size_t i = 0; i < node->count && good; i++) {
		good = node->items[i].kind == YAML_SCALAR;
		if (i > 0)
			buf_add_lit(&joined, ", ");
		buf_add(&joined, node->items[i].text);
	}
	*text = str_copy(arena, buf_str(&joined));
	buf_release(&joined);
	return good;
}

static void report_value(struct reader *reader, const struct yaml_node *node, enum front_key key,
	struct str text, const char *what, struct str help)
{
	struct diagnostic *diagnostic = diagnostics_add(reader->found, RULE_FRONT_VALUE,
		reader->source->path, place_in(reader, node->place),
		"the value of \"" STR_FMT "\" is not %s: \"" STR_FMT "\"", STR_ARG(front_key_name(key)),
		what, STR_ARG(source_quote(text)));

	diagnostic->help = help;
}

/* Check a value against its key's type; false when it must not be kept. */
static bool take_value(
	struct reader *reader, const struct yaml_node *node, struct front_value *value)
{
	enum front_type type = front_key_type(value->key);

	if (type == FRONT_TYPE_ANY)
		return true;
	value->text = front_type_clean(reader->scratch, type, node->text);
	if (node->kind == YAML_SEQUENCE && type == FRONT_TYPE_LIST) {
		if (list_text(reader->scratch, node, &value->text))
			return true;
		report_value(reader, node, value->key, S("a nested list"), "a list of texts",
			S("write one text an item"));
		return false;
	}
	if (node->kind != YAML_SCALAR) {
		report_value(reader, node, value->key,
			node->kind == YAML_SEQUENCE ? S("a list") : S("a mapping"), "a text",
			S("put quotes around a text that holds [, { or : "));
		return false;
	}
	if (value->text.len == 0)
		return true;
	if (type == FRONT_TYPE_DATE && !front_type_fits(type, value->text, &value->flag)) {
		report_value(reader, node, value->key, value->text, "a date",
			S("write YYYY-MM-DD, a day that the calendar has"));
		return false;
	}
	if (type == FRONT_TYPE_FLAG && !front_type_fits(type, value->text, &value->flag)) {
		report_value(
			reader, node, value->key, value->text, "true or false", S("write true or false"));
		return false;
	}
	return true;
}

static void report_key(struct reader *reader, const struct yaml_pair *pair)
{
	struct diagnostic *diagnostic;
	struct str nearest = front_key_nearest(reader->arena, pair->key);

	diagnostic = diagnostics_add(reader->found, RULE_FRONT_KEY, reader->source->path,
		place_in(reader, pair->key_place), "nothing reads the key \"" STR_FMT "\"",
		STR_ARG(source_quote(pair->key)));
	if (nearest.len > 0)
		diagnostic->help =
			str_format(reader->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(nearest));
}

static bool has_key(const struct reader *reader, enum front_key key)
{
	return (reader->front.present >> key & 1) != 0;
}

static void add_value(struct reader *reader, const struct front_value *value)
{
	reader->values[reader->front.count++] = *value;
	reader->front.present |= (uint64_t)1 << value->key;
}

static void take_pair(struct reader *reader, const struct yaml_pair *pair)
{
	struct front_value value = {.key = front_key_by_name(pair->key)};
	struct diagnostic *diagnostic;

	if (value.key == FRONT_KEY_COUNT) {
		report_key(reader, pair);
		return;
	}
	if (has_key(reader, value.key)) {
		diagnostic = diagnostics_add(reader->found, RULE_FRONT_DUPLICATE, reader->source->path,
			place_in(reader, pair->key_place),
			"the key \"" STR_FMT "\" stands here for the second time", STR_ARG(pair->key));
		diagnostic->help = S("the first one counts; remove this one");
		return;
	}
	value.place = place_in(reader, pair->value.place);
	if (take_value(reader, &pair->value, &value))
		add_value(reader, &value);
}

static bool is_any_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Without what has to do with YAML and not with the text: quotes and brackets, in pairs or not. */
static struct str bare_text(struct str text)
{
	text = str_trim(text);
	if (text.len > 0 && is_any_of(text.ptr[0], "\"'[{&*!|>%@`"))
		text = str_from(text, 1);
	if (text.len > 0 && is_any_of(text.ptr[text.len - 1], "\"'"))
		text.len--;
	return str_trim(text);
}

/* No part of a URL has a colon: what follows one is another mistake. */
static struct str bare_slug(struct str text)
{
	struct str head, rest;

	str_cut(text, ':', &head, &rest);
	return bare_text(head);
}

/* Where YAML fails, every `key: value` line that can be read still counts. */
static void take_line(struct reader *reader, struct str line)
{
	struct front_value value = {0};
	struct str name, text;
	size_t at = (size_t)(line.ptr - reader->source->text.ptr);

	if (!str_cut(line, ':', &name, &text))
		return;
	value.key = front_key_by_name(str_trim(name));
	if (value.key == FRONT_KEY_COUNT || has_key(reader, value.key) ||
		front_key_type(value.key) == FRONT_TYPE_ANY)
		return;
	text = value.key == FRONT_SLUG ? bare_slug(text) : bare_text(text);
	value.text = front_type_clean(reader->scratch, front_key_type(value.key), text);
	if (!front_type_fits(front_key_type(value.key), value.text, &value.flag))
		return;
	value.place = source_place(reader->source, at + name.len + 1, at + line.len);
	add_value(reader, &value);
}

static void take_lines(struct reader *reader)
{
	struct str rest = str_range(
		reader->source->text.ptr + reader->yaml_begin, reader->source->text.ptr + reader->yaml_end);
	struct str line;

	reader->front.faulty = true;
	while (str_next_line(&rest, &line))
		take_line(reader, line);
}

static void report_syntax(struct reader *reader, struct yaml_error error)
{
	struct diagnostic *diagnostic;

	/* libyaml points behind what it could not take; an empty place shows nothing. */
	if (error.place.end <= error.place.begin)
		error.place.end = error.place.begin + 1;
	diagnostic = diagnostics_add(reader->found, RULE_FRONT_SYNTAX, reader->source->path,
		place_in(reader, error.place), "the front matter is no YAML: " STR_FMT,
		STR_ARG(error.message));
	diagnostic->help = S("put quotes around a text that holds a colon, a quote or a bracket");
}

/* `titel: …` where no title is: one mistake. NULL when there is none. */
static const struct yaml_pair *find_misspelt_title(
	const struct reader *reader, const struct yaml_node *root)
{
	const struct yaml_pair *found = NULL;

	for (size_t i = 0; i < root->count; i++) {
		enum front_key key = front_key_by_name(root->pairs[i].key);

		if (key == FRONT_TITLE)
			return NULL;
		if (key == FRONT_KEY_COUNT && found == NULL &&
			str_equal(
				front_key_nearest(reader->arena, root->pairs[i].key), front_key_name(FRONT_TITLE)))
			found = &root->pairs[i];
	}
	return found;
}

static void report_title(struct reader *reader)
{
	struct diagnostic *diagnostic = diagnostics_add(reader->found, RULE_TITLE_MISSING,
		reader->source->path, (struct place){1, 1, 1, 4}, "the front matter has no title");

	diagnostic->help = S("add a line title: …");
	if (reader->misspelt_title != NULL)
		diagnostic->help = str_format(reader->arena, "write \"title\" where \"" STR_FMT "\" stands",
			STR_ARG(source_quote(reader->misspelt_title->key)));
}

static void read_yaml(struct reader *reader, unsigned depth)
{
	struct str text = str_range(
		reader->source->text.ptr + reader->yaml_begin, reader->source->text.ptr + reader->yaml_end);
	struct yaml_error error;
	struct yaml_node root;

	if (!yaml_parse(reader->scratch, text, depth, &root, &error)) {
		report_syntax(reader, error);
		take_lines(reader);
		return;
	}
	if (root.kind != YAML_MAPPING) {
		error = (struct yaml_error){
			.place = root.place, .message = S("these are no \"key: value\" lines")};
		report_syntax(reader, error);
		take_lines(reader);
		return;
	}
	reader->misspelt_title = find_misspelt_title(reader, &root);
	for (size_t i = 0; i < root.count; i++) {
		if (&root.pairs[i] != reader->misspelt_title)
			take_pair(reader, &root.pairs[i]);
	}
	const struct front_matter front = {
		.values = reader->values, .count = reader->front.count, .present = reader->front.present};

	if (front_text(&front, FRONT_TITLE).len == 0)
		report_title(reader);
}

/* The length of a `---` line at the head of `text`, with its line end; or 0. */
static size_t fence_length(struct str text)
{
	struct str rest = text, line;

	if (!str_next_line(&rest, &line) || !str_starts(line, S("---")))
		return 0;
	if (str_trim(str_from(line, 3)).len == 0)
		return text.len - rest.len;
	return 0;
}

/* The closing line may be followed at once by the body: `---Text`. */
static bool closes(struct str text, size_t *length)
{
	*length = fence_length(text);
	if (*length == 0 && str_starts(text, S("---")) && text.len > 3 && text.ptr[3] != '-' &&
		text.ptr[3] != ' ')
		*length = 3;
	return *length > 0;
}

/* Find the two lines; false when the second is absent: then all lines up to a blank one count. */
static bool find_fences(struct reader *reader, size_t *body)
{
	struct str text = reader->source->text;
	size_t at = fence_length(text), length;

	reader->yaml_begin = at;
	while (at < text.len) {
		struct str rest = str_from(text, at), line;

		if (closes(rest, &length)) {
			reader->yaml_end = at;
			*body = at + length;
			return true;
		}
		str_next_line(&rest, &line);
		at = text.len - rest.len;
	}
	at = reader->yaml_begin;
	while (at < text.len) {
		struct str rest = str_from(text, at), line;

		str_next_line(&rest, &line);
		if (str_trim(line).len == 0)
			break;
		at = text.len - rest.len;
	}
	reader->yaml_end = at;
	*body = at;
	return false;
}

static struct front_matter finish(struct reader *reader)
{
	struct front_value *values =
		arena_array(reader->arena, struct front_value, reader->front.count);

	for (size_t i = 0; i < reader->front.count; i++) {
		values[i] = reader->values[i];
		values[i].text = str_copy(reader->arena, values[i].text);
	}
	reader->front.values = values;
	return reader->front;
}

struct front_matter front_matter_read(struct arena *arena, struct arena *scratch,
	const struct source *source, unsigned depth, struct diagnostics *found, size_t *body)
{
	struct reader reader = {.arena = arena, .scratch = scratch, .source = source, .found = found};
	struct diagnostic *diagnostic;

	*body = 0;
	if (fence_length(source->text) == 0) {
		diagnostic = diagnostics_add(found, RULE_FRONT_MISSING, source->path,
			(struct place){1, 1, 1, 1}, "the file has no front matter");
		diagnostic->help = S("begin the file with ---, a line title: …, and ---");
		return reader.front;
	}
	if (find_fences(&reader, body)) {
		read_yaml(&reader, depth);
	} else {
		report_syntax(
			&reader, (struct yaml_error){.place = {reader.yaml_end - reader.yaml_begin, 0},
						 .message = S("its closing --- line is absent")});
		take_lines(&reader);
	}
	return finish(&reader);
}

const struct front_value *front_value(const struct front_matter *front, enum front_key key)
{
	if ((front->present >> key & 1) == 0)
		return NULL;
	for (size_t i = 0; i < front->count; i++) {
		if (front->values[i].key == key)
			return &front->values[i];
	}
	return NULL;
}

struct str front_text(const struct front_matter *front, enum front_key key)
{
	const struct front_value *value = front_value(front, key);

	return value == NULL ? S("") : value->text;
}

bool front_flag(const struct front_matter *front, enum front_key key, bool fallback)
{
	const struct front_value *value = front_value(front, key);

	return value == NULL || value->text.len == 0 ? fallback : value->flag;
}

bool front_next_item(struct str *list, struct str *item)
{
	while (str_next_part(list, ',', item)) {
		*item = str_trim(*item);
		if (item->len > 0)
			return true;
	}
	return false;
}

struct place front_place(const struct front_matter *front, enum front_key key)
{
	const struct front_value *value = front_value(front, key);

	return value == NULL ? (struct place){1, 1, 1, 1} : value->place;
}
