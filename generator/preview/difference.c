#include "preview/difference.h"

#include <stdlib.h>

/* The findings of one path in a report. */
struct stretch {
	struct diagnostic *const *items;
	size_t count;
};

static struct stretch next_stretch(const struct report *report, size_t at)
{
	struct stretch stretch = {report->items + at, 0};

	while (at + stretch.count < report->count &&
		   str_equal(stretch.items[stretch.count]->path, stretch.items[0]->path))
		stretch.count++;
	return stretch;
}

static size_t count_grave(const struct stretch *stretch)
{
	size_t count = 0;

	for (size_t i = 0; i < stretch->count; i++)
		count += stretch->items[i]->severity != SEVERITY_NOTE;
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
	struct arena *scratch, const struct stretch *stretch, size_t *count)
{
	const struct diagnostic **items =
		arena_array(scratch, const struct diagnostic *, stretch->count);

	*count = 0;
	for (size_t i = 0; i < stretch->count; i++) {
		if (stretch->items[i]->severity != SEVERITY_NOTE)
			items[(*count)++] = stretch->items[i];
	}
	if (*count > 0)
		qsort(items, *count, sizeof(*items), compare);
	return items;
}

static bool is_same(const struct stretch *a, const struct stretch *b)
{
	return a->count == b->count && memcmp(a->items, b->items, a->count * sizeof(*a->items)) == 0;
}

static void compare_stretches(struct arena *scratch, const struct stretch *before,
	const struct stretch *after, struct difference *difference)
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

	while (i < before->count || j < after->count) {
		struct stretch old_ones = next_stretch(before, i), new_ones = next_stretch(after, j);
		int order = i == before->count ? 1
					: j == after->count
						? -1
						: str_compare(old_ones.items[0]->path, new_ones.items[0]->path);

		if (order == 0)
			compare_stretches(scratch, &old_ones, &new_ones, &difference);
		else if (order < 0)
			difference.lost += count_grave(&old_ones);
		else
			difference.gained += count_grave(&new_ones);
		i += order <= 0 ? old_ones.count : 0;
		j += order >= 0 ? new_ones.count : 0;
	}
	return difference;
}
