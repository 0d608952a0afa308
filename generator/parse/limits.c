#include "parse/limits.h"

struct counter {
	const struct config_limits *limits;
	const struct source *source;
	struct diagnostics *found;
	size_t begin; /* of the body in the source */
	size_t cells, links;
};

static bool over(struct counter *counter, size_t offset, size_t count, size_t limit,
	const char *what, const char *setting)
{
	struct diagnostic *diagnostic;

	if (count <= limit)
		return false;
	offset += counter->begin;
	diagnostic = diagnostics_add(counter->found, RULE_LIMIT, counter->source->path,
		source_place(counter->source, offset, offset + 1), "%s (%zu are allowed)", what, limit);
	diagnostic->help = str_format(
		counter->found->arena, "split the guide, or set limits: %s in site.yaml", setting);
	return true;
}

/* How deep a line is in quotes and lists, as far as its head can say. */
static size_t nesting_of(const struct line *line, struct str content)
{
	size_t markers = 0, at = 0, length;

	/* `- - - -` opens a list each. */
	while (at < content.len && (length = line_list_marker(str_from(content, at))) > 0) {
		markers++;
		at += length;
	}
	return line->depth + markers + (markers > 0 ? line_indent(content) / 2 : 0);
}

static bool line_holds(struct counter *counter, const struct line_list *lines, size_t index)
{
	const struct line *line = &lines->items[index];
	struct str content = line_content(lines, index);
	size_t pipes = str_count_char(content, '|');
	const struct config_limits *limits = counter->limits;

	counter->cells += pipes;
	counter->links += str_count_char(content, '[');
	return !over(counter, line->begin, nesting_of(line, content), limits->nesting,
			   "quotes and lists are nested too deep", "{nesting: …}") &&
		   !over(counter, line->content, pipes > 0 ? pipes - 1 : 0, limits->table_columns,
			   "a table has too many columns", "{table_columns: …}") &&
		   !over(counter, line->content, counter->cells, limits->table_cells,
			   "the tables have too many cells", "{table_cells: …}") &&
		   !over(counter, line->content, counter->links, limits->links,
			   "the guide has too many links", "{links: …}");
}

bool limits_hold(const struct config_limits *limits, const struct source *source,
	const struct line_list *lines, size_t begin, struct diagnostics *found)
{
	struct counter counter = {.limits = limits, .source = source, .found = found, .begin = begin};

	if (over(&counter, 0, source->text.len, limits->file_bytes, "the file has too many bytes",
			"{file_bytes: …}"))
		return false;
	for (size_t i = 0; i < lines->count; i++) {
		if (!lines->items[i].code && !line_holds(&counter, lines, i))
			return false;
	}
	return true;
}
