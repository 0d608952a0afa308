#include "preview/difference.h"

#include <stdlib.h>

static size_t count_grave(const struct report_file *file)
{
	size_t count = 0;

	for (size_t i = 0; i < file->count; i++)
		count += file->items[i]->severity != SEVERITY_NOTE;
	return count;
}

static int compare(const void *left, const void *right)
{
	const struct diagnostic *a = *(const struct diagnostic *const *)left;
	const struct diagnostic *b = *(const struct diagnostic *const *)right;
	int order = (a->rule > b->rule) - (a->rule < b->rule);

	return order != 0 ? order : str_compare(a->message, b->message);
}

static const struct diagnostic **sorted(
	struct arena *scratch, const struct report_file *file, size_t *count)
{
	const struct diagnostic **items = arena_array(scratch, const struct diagnostic *, file->count);

	*count = 0;
	for (size_t i = 0; i < file->count; i++) {
		if (file->items[i]->severity != SEVERITY_NOTE)
			items[(*count)++] = file->items[i];
	}
	if (*count > 0)
		qsort(items, *count, sizeof(*items), compare);
	return items;
}

static bool is_same(const struct report_file *a, const struct report_file *b)
{
	return a->count == b->count && memcmp(a->items, b->items, a->count * sizeof(*a->items)) == 0;
}

static void compare_files(struct arena *scratch, const struct report_file *before,
	const struct report_file *after, struct difference *difference)
{
	size_t old_count, new_count, i = 0, j = 0;
	const struct diagnostic **old_items, **new_items;

	if (is_same(before, after))
		return;
	old_items = sorted(scratch, before, &old_count);
	new_items = sorted(scratch, after, &new_count);
	while (i < old_count && j < new_count) {
		int order = compare(&old_items[i], &new_items[j]);

		difference->lost += order < 0;
		difference->gained += order > 0;
		i += order <= 0;
		j += order >= 0;
	}
	difference->lost += old_count - i;
	difference->gained += new_count - j;
}

struct difference difference_of(
	struct arena *scratch, const struct report *before, const struct report *after)
{
	struct difference difference = {0, 0};
	size_t i = 0, j = 0;

	while (i < before->files || j < after->files) {
		const struct report_file *was = &before->by_path[i], *is = &after->by_path[j];
		int order = i == before->files  ? 1
					: j == after->files ? -1
										: str_compare(was->path, is->path);

		if (order == 0)
			compare_files(scratch, was, is, &difference);
		else if (order < 0)
			difference.lost += count_grave(was);
		else
			difference.gained += count_grave(is);
		i += order <= 0;
		j += order >= 0;
	}
	return difference;
}
