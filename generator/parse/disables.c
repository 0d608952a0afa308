#include "parse/disables.h"

static const struct str mark = S_INIT("portolan-disable-next-line");
static const struct str comment = S_INIT("<!-- ");
static const struct str comment_end = S_INIT("-->");

/* More are no help to anybody. */
#define MOST 1000

struct reader {
	struct document *document;
	const struct source *source;
	struct disable *disables;
	size_t count;
};

static bool is_separator(char c)
{
	return ascii_is_space(c) || c == ',';
}

static void report_unknown(struct reader *reader, struct str name, struct place place)
{
	struct diagnostic *diagnostic =
		diagnostics_add(&reader->document->found, RULE_DISABLE_UNUSED, reader->source->path, place,
			"there is no rule \"" STR_FMT "\"", STR_ARG(source_quote(name)));
	enum rule nearest = rule_nearest(name);

	diagnostic->help = S("`portolan help check` names the rules");
	if (nearest != RULE_COUNT)
		diagnostic->help = str_format(
			reader->document->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(rule_name(nearest)));
}

static void take_rule(struct reader *reader, struct str name)
{
	size_t begin = (size_t)(name.ptr - reader->source->text.ptr);
	struct place place = source_place(reader->source, begin, begin + name.len);
	enum rule rule = rule_by_name(name);

	if (rule == RULE_COUNT) {
		report_unknown(reader, name, place);
		return;
	}
	if (reader->count < MOST)
		reader->disables[reader->count++] = (struct disable){rule, place.line + 1, place};
}

static void take_names(struct reader *reader, struct str names)
{
	while (names.len > 0) {
		size_t length = 0;

		while (length < names.len && !is_separator(names.ptr[length]))
			length++;
		if (length > 0)
			take_rule(reader, str_first(names, length));
		names = str_from(names, length < names.len ? length + 1 : length);
	}
}

/* `<!-- portolan-disable-next-line rule, rule -->` */
static void take_line(struct reader *reader, struct str line)
{
	size_t begin = str_find(line, mark, 0), end;
	struct str names;

	if (begin == STR_NONE || !str_ends(str_first(line, begin), comment))
		return;
	names = str_from(line, begin + mark.len);
	end = str_find(names, comment_end, 0);
	take_names(reader, end != STR_NONE ? str_first(names, end) : names);
}

/* `# portolan-disable-next-line rule`, a comment of YAML. */
static void take_front_line(struct reader *reader, struct str line)
{
	struct str text = str_trim(line);

	if (!str_starts(text, S("#")))
		return;
	text = str_trim(str_from(text, 1));
	if (str_starts(text, mark))
		take_names(reader, str_from(text, mark.len));
}

static void take_front(struct reader *reader, struct str front)
{
	struct str line;

	while (str_next_line(&front, &line))
		take_front_line(reader, line);
}

void disables_read(struct arena *scratch, struct document *document, const struct source *source,
	const struct line_list *lines)
{
	struct reader reader = {.document = document, .source = source};
	struct str front = str_first(source->text, document->body_begin);
	struct disable *kept;

	/* Few texts have comments: the mark is looked for in those. */
	if ((!str_has(source->text, comment) && !str_has(front, S("#"))) ||
		!str_has(source->text, mark))
		return;
	reader.disables = arena_array(scratch, struct disable, MOST);
	take_front(&reader, front);
	for (size_t i = 0; i < lines->count; i++) {
		if (!lines->items[i].fence)
			take_line(&reader, line_content(lines, i));
	}
	kept = arena_array(document->arena, struct disable, reader.count);
	memcpy(kept, reader.disables, reader.count * sizeof(*kept));
	document->disables = kept;
	document->disable_count = reader.count;
}

static bool is_silent(const struct document *document, const struct diagnostic *diagnostic)
{
	for (size_t i = 0; i < document->disable_count; i++) {
		if (document->disables[i].rule == diagnostic->rule &&
			document->disables[i].line == diagnostic->place.line)
			return true;
	}
	return false;
}

void disables_apply_to(const struct document *document, struct diagnostic *diagnostic)
{
	if (is_silent(document, diagnostic))
		diagnostic->severity = SEVERITY_OFF;
}

void disables_apply(const struct document *document, struct diagnostics *found)
{
	if (document->disable_count == 0)
		return;
	for (struct diagnostic *at = found->first; at != NULL; at = at->next) {
		if (!at->rooted && str_equal(at->path, document->path))
			disables_apply_to(document, at);
	}
}
