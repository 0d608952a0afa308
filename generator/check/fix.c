#include "check/fix.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "report/text.h"

/* Lines of context that diff shows. */
#define CONTEXT 3

static int compare(const void *left, const void *right)
{
	const struct edit *a = left, *b = right;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

/* Of edits that touch, the first stays. */
static size_t drop_overlaps(struct edit *edits, size_t count)
{
	size_t kept = 0;

	if (count > 0)
		qsort(edits, count, sizeof(*edits), compare);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || edits[i].begin > edits[kept - 1].end)
			edits[kept++] = edits[i];
	}
	return kept;
}

static bool place_edit(struct str text, const struct fix *fix, struct edit *edit)
{
	edit->begin = sources_offset(text, fix->place.line, fix->place.column);
	edit->end = sources_offset(text, fix->place.end_line, fix->place.end_column);
	edit->text = fix->text;
	return edit->begin != STR_NONE && edit->end != STR_NONE && edit->begin <= edit->end &&
		   !str_equal(str_range(text.ptr + edit->begin, text.ptr + edit->end), fix->text);
}

static struct str apply(
	struct arena *arena, struct str text, const struct edit *edits, size_t count)
{
	struct buf out = BUF_EMPTY;
	size_t at = 0;
	struct str result;

	for (size_t i = 0; i < count; i++) {
		buf_add(&out, str_range(text.ptr + at, text.ptr + edits[i].begin));
		buf_add(&out, edits[i].text);
		at = edits[i].end;
	}
	buf_add(&out, str_from(text, at));
	result = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return result;
}

static bool is_fixable(const struct diagnostic *diagnostic)
{
	return diagnostic->fix != NULL && diagnostic->fix->safe && !diagnostic->rooted;
}

/* The findings from `first` up to, not including, `last` stand in one file. */
static void fix_file(struct arena *arena, struct sources *sources, const struct report *report,
	size_t first, size_t last, struct fixed_files *files)
{
	struct edit *edits = arena_array(arena, struct edit, last - first);
	struct fixed_file *file = &files->items[files->count];
	struct str text = sources_text(sources, report->items[first]);
	size_t count = 0;

	if (text.len == 0 || utf8_valid_length(text) != text.len)
		return;
	text = str_copy(arena, text);
	for (size_t i = first; i < last; i++) {
		if (is_fixable(report->items[i]))
			count += place_edit(text, report->items[i]->fix, &edits[count]);
	}
	count = drop_overlaps(edits, count);
	if (count == 0)
		return;
	*file = (struct fixed_file){
		.path = str_cstr(arena, str_of(sources->path.ptr)),
		.before = text,
		.after = apply(arena, text, edits, count),
		.edits = edits,
		.edit_count = count,
	};
	files->count++;
}

struct fixed_files fix_make(struct arena *arena, const char *content, const struct report *report)
{
	struct fixed_files files = {arena_array(arena, struct fixed_file, report->files + 1), 0};
	struct sources sources = {.content = content};
	size_t first = 0;

	for (size_t i = 0; i < report->count; i = first) {
		bool any = false;

		for (first = i; first < report->count &&
						str_equal(report->items[first]->path, report->items[i]->path) &&
						report->items[first]->rooted == report->items[i]->rooted;
			 first++)
			any = any || is_fixable(report->items[first]);
		if (any)
			fix_file(arena, &sources, report, i, first, &files);
	}
	sources_release(&sources);
	return files;
}

/* The offset of the line that holds `at`, and behind the line's end. */
static size_t line_begin(struct str text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(struct str text, size_t at)
{
	while (at < text.len && text.ptr[at] != '\n')
		at++;
	return at < text.len ? at + 1 : at;
}

static size_t count_lines(struct str text)
{
	size_t count = text.len > 0 && text.ptr[text.len - 1] != '\n';

	for (size_t i = 0; i < text.len; i++)
		count += text.ptr[i] == '\n';
	return count;
}

static void write_lines(char sign, struct str text, struct buf *out)
{
	while (text.len > 0) {
		size_t end = line_end(text, 0);

		buf_add_char(out, sign);
		buf_add(out, str_first(text, end));
		if (text.ptr[end - 1] != '\n')
			buf_add_lit(out, "\n\\ No newline at end of file\n");
		text = str_from(text, end);
	}
}

/* Lines that edits `first` up to `last` touch, and the unchanged ones around and between. */
struct hunk {
	size_t first, last; /* edits, the last exclusive */
	size_t begin, end;  /* bytes, whole lines */
};

static size_t back(struct str text, size_t at, unsigned lines)
{
	at = line_begin(text, at);
	for (unsigned i = 0; i < lines && at > 0; i++)
		at = line_begin(text, at - 1);
	return at;
}

static size_t forth(struct str text, size_t at, unsigned lines)
{
	for (unsigned i = 0; i < lines; i++)
		at = line_end(text, at);
	return at;
}

static struct hunk next_hunk(const struct fixed_file *file, size_t first)
{
	struct hunk hunk = {first, first, back(file->before, file->edits[first].begin, CONTEXT), 0};

	do {
		hunk.end = forth(file->before, line_end(file->before, file->edits[hunk.last].end), CONTEXT);
		hunk.last++;
	} while (hunk.last < file->edit_count &&
			 back(file->before, file->edits[hunk.last].begin, CONTEXT) <= hunk.end);
	return hunk;
}

/* Edits in one line, or in lines that touch, change together. */
static void write_hunk(const struct fixed_file *file, const struct hunk *hunk, struct buf *out)
{
	size_t at = hunk->begin;

	for (size_t i = hunk->first; i < hunk->last;) {
		struct buf changed = BUF_EMPTY;
		size_t begin = line_begin(file->before, file->edits[i].begin), end, from = begin;

		write_lines(' ', str_range(file->before.ptr + at, file->before.ptr + begin), out);
		do {
			buf_add(&changed,
				str_range(file->before.ptr + from, file->before.ptr + file->edits[i].begin));
			buf_add(&changed, file->edits[i].text);
			from = file->edits[i].end;
			end = line_end(file->before, from);
			i++;
		} while (i < hunk->last && file->edits[i].begin < end);
		buf_add(&changed, str_range(file->before.ptr + from, file->before.ptr + end));
		write_lines('-', str_range(file->before.ptr + begin, file->before.ptr + end), out);
		write_lines('+', buf_str(&changed), out);
		buf_release(&changed);
		at = end;
	}
	write_lines(' ', str_range(file->before.ptr + at, file->before.ptr + hunk->end), out);
}

/* How many lines the hunk has afterwards. */
static size_t lines_after(const struct fixed_file *file, const struct hunk *hunk)
{
	struct buf text = BUF_EMPTY;
	size_t at = hunk->begin, count;

	for (size_t i = hunk->first; i < hunk->last; i++) {
		buf_add(&text, str_range(file->before.ptr + at, file->before.ptr + file->edits[i].begin));
		buf_add(&text, file->edits[i].text);
		at = file->edits[i].end;
	}
	buf_add(&text, str_range(file->before.ptr + at, file->before.ptr + hunk->end));
	count = count_lines(buf_str(&text));
	buf_release(&text);
	return count;
}

void fix_diff(const struct fixed_file *file, struct buf *out)
{
	const char *path = file->path;
	size_t shift = 0; /* lines that came, modulo 2^n: it may be negative */

	while (path[0] == '.' && path[1] == '/')
		path += 2;
	buf_add_format(out, "--- a/%s\n+++ b/%s\n", path, path);
	for (size_t i = 0; i < file->edit_count;) {
		struct hunk hunk = next_hunk(file, i);
		size_t line = count_lines(str_first(file->before, hunk.begin)) + 1;
		size_t old_count =
			count_lines(str_range(file->before.ptr + hunk.begin, file->before.ptr + hunk.end));
		size_t new_count = lines_after(file, &hunk);

		buf_add_format(out, "@@ -%zu,%zu +%zu,%zu @@\n", line, old_count, line + shift, new_count);
		write_hunk(file, &hunk, out);
		shift += new_count - old_count;
		i = hunk.last;
	}
}
