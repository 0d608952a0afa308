#include "parse/include.h"

#include <errno.h>

#include "base/path.h"
#include "parse/lines.h"

/* Files within files, and files in all, that one guide may include. */
#define DEEPEST 8
#define MOST    200

struct expansion {
	struct arena *arena, *scratch;
	const struct includer *includer;
	const struct config_limits *limits;
	const struct source *source;
	struct diagnostics *found;
	struct includes includes;
	size_t bytes;                 /* of all included texts */
	struct str open[DEEPEST + 1]; /* the guide, and the files in which this one is included */
	struct place place;           /* of the directive in the guide itself */
};

/* `{!> file !}` */
struct directive {
	size_t begin, end; /* bytes of the text */
	struct str prefix; /* what stands before it on its line */
	struct str name;
};

static bool read_directive(const struct line_list *lines, size_t index, struct directive *directive)
{
	const struct line *line = &lines->items[index];
	struct str whole = str_range(lines->text.ptr + line->begin, lines->text.ptr + line->end);
	size_t at = str_find(whole, S("{!>"), 0);
	struct str inside;

	if (at == STR_NONE || line->code || line->indent > 3)
		return false;
	directive->prefix = str_first(whole, at);
	for (size_t i = 0; i < at; i++) {
		if (!ascii_is_space(whole.ptr[i]) && whole.ptr[i] != '>')
			return false;
	}
	inside = str_trim(str_from(whole, at + 3));
	if (!str_ends(inside, S("!}")))
		return false;
	directive->begin = line->begin + at;
	directive->end = (size_t)(inside.ptr + inside.len - lines->text.ptr);
	inside = str_trim(str_first(inside, inside.len - 2));
	if (inside.len >= 2 && (inside.ptr[0] == '"' || inside.ptr[0] == '\'') &&
		inside.ptr[inside.len - 1] == inside.ptr[0])
		inside = str_make(inside.ptr + 1, inside.len - 2);
	directive->name = inside;
	return inside.len > 0;
}

static void report(struct expansion *expansion, enum rule rule, const char *message,
	struct str name, struct str help)
{
	diagnostics_add(expansion->found, rule, expansion->source->path, expansion->place,
		"%s: \"" STR_FMT "\"", message, STR_ARG(source_quote(name)))
		->help = help;
}

static bool resolve(
	struct expansion *expansion, struct str directory, struct str name, struct str *path)
{
	if (str_starts(name, S("/")))
		return path_resolve(expansion->scratch, S(""), str_from(name, 1), path);
	return path_resolve(expansion->scratch, directory, name, path);
}

static void remember(struct expansion *expansion, struct str path)
{
	struct includes *includes = &expansion->includes;

	if (includes->items == NULL)
		includes->items = arena_array(expansion->arena, struct str, MOST);
	includes->items[includes->count++] = str_copy(expansion->arena, path);
}

/* The file's bytes, or false and a finding. */
static bool read_file(struct expansion *expansion, struct str directory, struct str name,
	struct str *path, struct str *text)
{
	struct buf bytes = BUF_EMPTY;
	int error = ENOENT;

	if (expansion->includes.count == MOST) {
		report(expansion, RULE_LIMIT, "the guide includes too many files", name,
			S("write the text into the guide"));
		return false;
	}
	if (resolve(expansion, directory, name, path) && path->len > 0) {
		remember(expansion, *path);
		error = expansion->includer->read(expansion->includer->context, *path,
			expansion->limits->file_bytes - expansion->bytes, &bytes);
	}
	if (error == EFBIG)
		report(expansion, RULE_LIMIT, "the included text has too many bytes", name,
			S("split the guide, or set limits: {file_bytes: …} in site.yaml"));
	else if (error != 0)
		report(expansion, RULE_LINK_MISSING, "the content has no file to include", name,
			S("the name is relative to this file; it can't lead out of the content"));
	*text = error == 0 ? str_copy(expansion->scratch, buf_str(&bytes)) : S("");
	buf_release(&bytes);
	return error == 0;
}

/* Behind `---` … `---`. */
static struct str without_front_matter(struct str text)
{
	struct str rest = text, line;

	if (!str_next_line(&rest, &line) || !str_equal(str_trim(line), S("---")))
		return text;
	while (str_next_line(&rest, &line)) {
		if (str_equal(str_trim(line), S("---")))
			return rest;
	}
	return text;
}

static void expand(
	struct expansion *expansion, struct str path, struct str text, unsigned depth, struct buf *out);

/* True while the file is being included: it would never end. */
static bool is_open(const struct expansion *expansion, struct str path, unsigned depth)
{
	for (unsigned i = 0; i <= depth; i++) {
		if (str_equal(expansion->open[i], path))
			return true;
	}
	return false;
}

/* Append an included text, its lines behind the prefix of the line that includes it. */
static bool include(struct expansion *expansion, struct str directory,
	const struct directive *directive, unsigned depth, struct buf *out)
{
	struct diagnostics unheard = diagnostics_make(expansion->scratch);
	struct buf text = BUF_EMPTY;
	struct str path, bytes, rest, line;
	bool first = true;

	if (depth == DEEPEST) {
		report(expansion, RULE_LIMIT, "files are included in files too deep", directive->name,
			S("write the text into the guide"));
		return false;
	}
	if (!read_file(expansion, directory, directive->name, &path, &bytes))
		return false;
	if (is_open(expansion, path, depth)) {
		report(expansion, RULE_LIMIT, "the file includes itself", directive->name,
			S("remove the line"));
		return false;
	}
	expansion->open[depth + 1] = path;
	bytes = source_make(expansion->scratch, path, bytes, &unheard).text;
	if (unheard.count > 0)
		report(expansion, RULE_ENCODING, "the included file is not UTF-8", directive->name,
			S("save the file as UTF-8"));
	bytes = str_trim_end(without_front_matter(bytes));
	expansion->bytes += bytes.len;
	expand(expansion, path, bytes, depth + 1, &text);
	rest = buf_str(&text);
	while (str_next_line(&rest, &line)) {
		if (!first) {
			buf_add_char(out, '\n');
			buf_add(out, directive->prefix);
		}
		first = false;
		buf_add(out, line);
	}
	buf_release(&text);
	return true;
}

/* A text of an included file, which may include others. */
static void expand(
	struct expansion *expansion, struct str path, struct str text, unsigned depth, struct buf *out)
{
	struct line_list lines = lines_make(expansion->scratch, text);
	size_t at = 0;

	for (size_t i = 0; i < lines.count; i++) {
		struct directive directive;

		if (!read_directive(&lines, i, &directive))
			continue;
		buf_add(out, str_range(text.ptr + at, text.ptr + directive.begin));
		at = directive.begin;
		if (include(expansion, path_directory(path), &directive, depth, out))
			at = directive.end;
	}
	buf_add(out, str_from(text, at));
}

/* The guide's own text: here it is kept where an included one begins and ends. */
static void expand_guide(struct expansion *expansion, struct source *source, size_t body)
{
	struct line_list lines = lines_make(expansion->scratch, str_from(source->text, body));
	struct source_insert *inserts = arena_array(expansion->scratch, struct source_insert, MOST);
	struct str directory = path_directory(source->path);
	struct buf text = BUF_EMPTY;
	size_t at = 0, count = 0;

	expansion->open[0] = source->path;
	for (size_t i = 0; i < lines.count && count < MOST; i++) {
		struct directive directive;
		struct source_insert *insert = &inserts[count];

		if (!read_directive(&lines, i, &directive))
			continue;
		expansion->place = source_place(source, body + directive.begin, body + directive.end);
		buf_add(&text, str_range(source->text.ptr + at, source->text.ptr + body + directive.begin));
		at = body + directive.begin;
		insert->begin = text.len;
		if (!include(expansion, directory, &directive, 0, &text))
			continue;
		at = body + directive.end;
		insert->end = text.len;
		insert->file_begin = body + directive.begin;
		insert->file_end = at;
		count++;
	}
	buf_add(&text, str_from(source->text, at));
	if (count > 0)
		source_insert(source, str_copy(expansion->scratch, buf_str(&text)), inserts, count);
	buf_release(&text);
}

struct includes includes_expand(struct arena *arena, struct arena *scratch,
	const struct includer *includer, const struct config_limits *limits, struct source *source,
	size_t body, struct diagnostics *found)
{
	struct expansion expansion = {
		.arena = arena,
		.scratch = scratch,
		.includer = includer,
		.limits = limits,
		.source = source,
		.found = found,
	};

	if (includer != NULL && source->text.len <= limits->file_bytes &&
		str_find(source->text, S("{!>"), body) != STR_NONE)
		expand_guide(&expansion, source, body);
	return expansion.includes;
}
