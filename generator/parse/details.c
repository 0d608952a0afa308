#include "parse/container_blocks.h"

static size_t count_slashes(struct str content)
{
	size_t slashes = 0;

	while (slashes < content.len && content.ptr[slashes] == '/')
		slashes++;
	return slashes;
}

/* `<details>` or `<details open>`, then maybe `<summary>Title</summary>`, and nothing else. */
static bool html_details_begin(struct str content, struct details_head *head)
{
	struct str rest;
	size_t close;

	if (!str_starts_nocase(content, S("<details")))
		return false;
	close = str_find_char(content, '>', 0);
	if (close == STR_NONE)
		return false;
	head->html = true;
	head->open = str_has(str_first(content, close), S("open"));
	rest = str_trim(str_from(content, close + 1));
	if (rest.len == 0)
		return false; /* the title stands on a line of its own: raw HTML can say that itself */
	if (!str_starts_nocase(rest, S("<summary>")) || !str_ends(rest, S("</summary>")))
		return false;
	head->title = str_trim(str_make(rest.ptr + 9, rest.len - 9 - 10));
	return true;
}

bool details_begin(struct str content, struct details_head *head)
{
	size_t slashes;
	struct str kind, title;

	content = str_trim(content);
	*head = (struct details_head){0};
	if (html_details_begin(content, head))
		return true;
	slashes = count_slashes(content);
	if (slashes < 3 || slashes > DETAILS_MOST_SLASHES)
		return false;
	str_cut(str_from(content, slashes), '|', &kind, &title);
	if (!str_equal_nocase(str_trim(kind), S("details")))
		return false;
	head->slashes = (unsigned)slashes;
	head->title = str_trim(title);
	return true;
}

/* Details that have begun, by how they end: 0 for HTML, else the number of slashes. */
struct open_details {
	size_t line;
	struct open_details *outer; /* of the same kind */
};

/* How many slashes a line consists of that ends details; 0 for `</details>`; STR_NONE for others.
 */
static size_t details_closing(struct str content)
{
	size_t slashes = count_slashes(content);

	if (slashes >= 3 && slashes <= DETAILS_MOST_SLASHES && slashes == content.len)
		return slashes;
	return str_equal_nocase(content, S("</details>")) ? 0 : STR_NONE;
}

size_t *details_ends(struct arena *arena, const struct line_list *lines)
{
	struct open_details *open[DETAILS_MOST_SLASHES + 1] = {NULL};
	size_t *ends = arena_array(arena, size_t, lines->count);

	for (size_t i = 0; i < lines->count; i++) {
		struct str content = str_trim(line_content(lines, i));
		struct details_head head;
		size_t closing;

		ends[i] = STR_NONE;
		if (lines->items[i].code)
			continue;
		/* A quote that ends leaves its details without end. */
		for (size_t kind = 0; kind < COUNT(open); kind++) {
			while (
				open[kind] != NULL && lines->items[open[kind]->line].depth > lines->items[i].depth)
				open[kind] = open[kind]->outer;
		}
		closing = details_closing(content);
		if (details_begin(content, &head)) {
			struct open_details *begun = arena_new(arena, struct open_details);

			begun->line = i;
			begun->outer = open[head.slashes];
			open[head.slashes] = begun;
		} else if (closing != STR_NONE && open[closing] != NULL) {
			ends[open[closing]->line] = i;
			open[closing] = open[closing]->outer;
		}
	}
	return ends;
}
