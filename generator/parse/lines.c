#include "parse/lines.h"

#include "base/finder.h"

struct fence {
	char mark; /* 0: none is open */
	size_t length;
	unsigned depth;
};

/* What is open where a line begins. */
struct classifier {
	struct str text;
	struct fence fence;
	size_t raw; /* the index of the raw block, or STR_NONE */
};

/* Quotes in quotes at most, for who looks for all. */
#define DEEPEST 1000

/* Raw HTML in which markdown means nothing, and how it ends. */
static const struct {
	struct str open;
	struct str close;
} raw_blocks[] = {
	{S_INIT("<pre"), S_INIT("</pre>")},
	{S_INIT("<script"), S_INIT("</script>")},
	{S_INIT("<style"), S_INIT("</style>")},
	{S_INIT("<!--"), S_INIT("-->")},
};

size_t line_indent(struct str content)
{
	size_t indent = 0;

	for (size_t i = 0; i < content.len; i++) {
		if (content.ptr[i] == ' ')
			indent++;
		else if (content.ptr[i] == '\t')
			indent += 4 - indent % 4;
		else
			break;
	}
	return indent;
}

static bool is_marker(char c, bool numbered)
{
	return numbered ? c == '.' || c == ')' : c == '-' || c == '*' || c == '+';
}

size_t line_list_marker(struct str content)
{
	size_t at = 0, digits = 0;

	while (at < content.len && ascii_is_space(content.ptr[at]))
		at++;
	while (at + digits < content.len && ascii_is_digit(content.ptr[at + digits]))
		digits++;
	if (digits > 9 || at + digits >= content.len)
		return 0;
	at += digits;
	if (!is_marker(content.ptr[at], digits > 0))
		return 0;
	at++;
	return at == content.len || ascii_is_space(content.ptr[at]) ? at : 0;
}

size_t line_holding(const struct line_list *lines, size_t from, char c)
{
	size_t at = from < lines->count ? lines->items[from].begin : lines->text.len;

	at = str_find_char(lines->text, c, at);
	if (at == STR_NONE)
		return lines->count;
	while (lines->items[from].next <= at)
		from++;
	return from;
}

/* Go over the `>` of at most `most` quotes, each behind up to three spaces. */
static void read_prefix(struct str text, struct line *line, unsigned most)
{
	size_t at = line->begin;

	line->content = at;
	line->depth = 0;
	while (line->depth < most) {
		size_t spaces = 0;

		while (at + spaces < line->end && text.ptr[at + spaces] == ' ' && spaces < 3)
			spaces++;
		if (at + spaces >= line->end || text.ptr[at + spaces] != '>')
			return;
		at += spaces + 1;
		if (at < line->end && text.ptr[at] == ' ')
			at++;
		line->content = at;
		line->depth++;
	}
}

size_t line_inside(const struct line_list *lines, const struct line *line, unsigned level)
{
	struct line outer = *line;

	read_prefix(lines->text, &outer, level);
	return outer.content;
}

/* The run of backticks or tildes that opens a fence, or 0. */
static size_t fence_run(struct str content, char *mark)
{
	size_t run = 0;

	content = str_trim(content);
	if (content.len < 3 || (content.ptr[0] != '`' && content.ptr[0] != '~'))
		return 0;
	*mark = content.ptr[0];
	while (run < content.len && content.ptr[run] == *mark)
		run++;
	if (run < 3 || (*mark == '`' && str_find_char(content, '`', run) != STR_NONE))
		return 0;
	return run;
}

static bool closes_fence(struct str content, const struct fence *fence)
{
	char mark = 0;
	struct str trimmed = str_trim(content);
	size_t run = fence_run(content, &mark);

	return run >= fence->length && mark == fence->mark && run == trimmed.len;
}

static void read_fence(struct str text, struct line *line, struct fence *fence)
{
	struct str content = str_range(text.ptr + line->content, text.ptr + line->end);
	char mark = 0;
	size_t run;

	if (fence->mark != 0) {
		line->code = true;
		if (!line->blank && text.ptr[line->head] == fence->mark && closes_fence(content, fence)) {
			line->fence = true;
			fence->mark = 0;
		}
		return;
	}
	run = fence_run(content, &mark);
	if (run == 0)
		return;
	*fence = (struct fence){mark, run, line->depth};
	line->code = true;
	line->fence = true;
}

/* Follow raw HTML that hides markdown; `*open` is the index of the open one, or STR_NONE. */
static void read_raw(struct str content, struct line *line, size_t *open)
{
	if (*open == STR_NONE) {
		struct str head = str_trim(content);

		for (size_t i = 0; i < COUNT(raw_blocks) && *open == STR_NONE; i++) {
			if (str_starts_nocase(head, raw_blocks[i].open))
				*open = i;
		}
		if (*open == STR_NONE)
			return;
	}
	line->code = true;
	for (size_t i = 0; i + raw_blocks[*open].close.len <= content.len; i++) {
		if (str_starts_nocase(str_from(content, i), raw_blocks[*open].close)) {
			*open = STR_NONE;
			return;
		}
	}
}

/* Look at what stands behind the `>`; its first byte that is not blank, or 0. */
static char read_head(struct str text, struct line *line)
{
	struct str content = str_range(text.ptr + line->content, text.ptr + line->end);
	size_t at = line->content;

	while (at < line->end && ascii_is_space(text.ptr[at]))
		at++;
	line->head = at;
	line->blank = at == line->end;
	if (at > line->content)
		line->indent = (unsigned)line_indent(content);
	if (line->blank)
		return '\0';
	if (ascii_is_digit(text.ptr[at]) || is_marker(text.ptr[at], false))
		line->marker = (unsigned)line_list_marker(content);
	return text.ptr[at];
}

static void classify(struct classifier *classifier, struct line *line)
{
	struct str text = classifier->text;
	struct fence *fence = &classifier->fence;
	char head = text.ptr[line->begin];

	if (head == ' ' || head == '>')
		read_prefix(text, line, fence->mark != 0 ? fence->depth : DEEPEST);
	if (fence->mark != 0 && line->depth < fence->depth) {
		/* The quote has ended, and the fence with it. */
		fence->mark = 0;
		read_prefix(text, line, DEEPEST);
	}
	head = read_head(text, line);
	if (classifier->raw == STR_NONE && (fence->mark != 0 || head == '`' || head == '~'))
		read_fence(text, line, fence);
	if (!line->code && (classifier->raw != STR_NONE || head == '<'))
		read_raw(str_range(text.ptr + line->content, text.ptr + line->end), line, &classifier->raw);
}

struct line_list lines_make(struct arena *arena, struct str text)
{
	struct line_list lines = {.text = text};
	struct finder ends = finder_make(text, '\n', 0);
	struct classifier classifier = {.text = text, .raw = STR_NONE};
	size_t at = 0, size = 0;

	while (at < text.len) {
		size_t found = finder_next(&ends), end = found == STR_NONE ? text.len : found;
		struct line *line;

		lines.items = arena_grown(arena, lines.items, lines.count, &size, sizeof(*lines.items));
		line = &lines.items[lines.count++];
		*line = (struct line){
			.begin = at,
			.content = at,
			.end = end,
			.next = end < text.len ? end + 1 : end,
		};
		if (end > at && text.ptr[end - 1] == '\r')
			line->end--;
		at = line->next;
		classify(&classifier, line);
	}
	return lines;
}
