#include "parse/limits.h"

#include "parse/table_check.h"

struct counter {
	const struct config_limits *limits;
	const struct source *source;
	struct diagnostics *found;
	const struct line_list *lines;
	struct line_search pipes;
	size_t begin;    /* of the body in the source */
	bool many_links; /* else all of the text's are fewer than are allowed */
	bool many_marks; /* else so few bytes can't hold too much markup */
	size_t columns;  /* of the table that the last lines may belong to, or 0 */
	size_t cells, links, headings, markup;
};

/* How much markup `<?` and `<!` count for: a page may hold a thousand of them. */
#define INSTRUCTION_WEIGHT 100

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

/* `- - - -` opens a list each. */
static size_t count_markers(const struct line *line, struct str content)
{
	size_t markers = 0, at = 0, length = line->marker;

	while (length > 0) {
		markers++;
		at += length;
		length = line_list_marker(str_from(content, at));
	}
	return markers;
}

/* How deep a line is in quotes and lists, as far as its head can say. */
static size_t nesting_of(const struct line *line, size_t markers)
{
	return line->depth + markers + (markers > 0 ? line->indent / 2 : 0);
}

/* Characters of which each may begin or end an element: what a parser does is bounded by them. */
static size_t count_markup(struct str content)
{
	static const bool is_markup[256] = {['!'] = true,
		['&'] = true,
		['"'] = true,
		['\''] = true,
		['*'] = true,
		['<'] = true,
		['>'] = true,
		['['] = true,
		['\\'] = true,
		[']'] = true,
		['_'] = true,
		['`'] = true};
	size_t count = 1; /* the line's end */

	for (size_t i = 0; i < content.len; i++) {
		count += is_markup[(unsigned char)content.ptr[i]];
		/* The parser looks to the end of the block for what closes such a thing. */
		if (content.ptr[i] == '<' && i + 1 < content.len &&
			(content.ptr[i + 1] == '?' || content.ptr[i + 1] == '!'))
			count += INSTRUCTION_WEIGHT;
	}
	return count;
}

static size_t count_pipes(struct counter *counter, const struct line *line)
{
	const char *text = counter->lines->text.ptr;
	size_t first = line_search_in(&counter->pipes, counter->lines, line);

	return first == STR_NONE ? 0 : str_count_char(str_range(text + first, text + line->end), '|');
}

/* Cells of a line: the parser fills a table's short rows up to the head's width. */
static void count_cells(struct counter *counter, struct str content, size_t pipes, bool blank)
{
	if (blank)
		counter->columns = 0;
	else if (pipes > 0 && table_is_delimiter(content))
		counter->columns = table_count_cells(content);
	counter->cells += pipes > counter->columns ? pipes : counter->columns;
}

/* Text of a paragraph, and of a file in which links and markup are too few to be counted. */
static bool holds_nothing(
	const struct counter *counter, const struct line *line, struct str content, size_t pipes)
{
	/* Most lines: one branch for all of it. */
	if ((pipes | counter->columns | line->depth | line->marker | counter->many_links |
			counter->many_marks) != 0)
		return false;
	return content.len == 0 || content.ptr[0] != '#';
}

static bool line_holds(struct counter *counter, size_t index)
{
	const struct line *line = &counter->lines->items[index];
	struct str content = line_content(counter->lines, index);
	size_t pipes = count_pipes(counter, line), markers;
	const struct config_limits *limits = counter->limits;

	if (holds_nothing(counter, line, content, pipes))
		return true;
	markers = count_markers(line, content);
	count_cells(counter, content, pipes, line->blank);
	if (counter->many_links)
		counter->links += str_count_char(content, '[');
	counter->headings += content.len > 0 && content.ptr[0] == '#';
	if (counter->many_marks)
		counter->markup += count_markup(content) + 2 * markers;
	return !over(counter, line->begin, nesting_of(line, markers), limits->nesting,
			   "quotes and lists are nested too deep", "{nesting: …}") &&
		   !over(counter, line->content, pipes > 0 ? pipes - 1 : 0, limits->table_columns,
			   "a table has too many columns", "{table_columns: …}") &&
		   !over(counter, line->content, counter->cells, limits->table_cells,
			   "the tables have too many cells", "{table_cells: …}") &&
		   !over(counter, line->content, counter->links, limits->links,
			   "the guide has too many links", "{links: …}") &&
		   !over(counter, line->content, counter->headings, limits->headings,
			   "the guide has too many headings", "{headings: …}") &&
		   !over(counter, line->content, counter->markup, limits->markup,
			   "the guide has too much markup", "{markup: …}");
}

bool limits_hold(const struct config_limits *limits, const struct source *source,
	const struct line_list *lines, size_t begin, struct diagnostics *found)
{
	struct counter counter = {
		.limits = limits,
		.source = source,
		.found = found,
		.lines = lines,
		.pipes = {'|', 0},
		.begin = begin,
		.many_links =
			lines->text.len > limits->links && str_count_char(lines->text, '[') > limits->links,
		.many_marks = source->text.len > limits->markup,
	};

	if (over(&counter, 0, source->text.len, limits->file_bytes, "the file has too many bytes",
			"{file_bytes: …}"))
		return false;
	for (size_t i = 0; i < lines->count; i++) {
		if (!lines->items[i].code && !line_holds(&counter, i))
			return false;
	}
	return true;
}
