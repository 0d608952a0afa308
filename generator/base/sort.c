#include "base/sort.h"

#include <string.h>

#include "base/arena.h"

struct sorting {
	size_t size; /* of an item */
	sort_compare *compare;
};

/* The end of the stretch that begins at `at`: all that is in order. */
static char *end_of_stretch(const struct sorting *sorting, char *at, char *end)
{
	for (at += sorting->size; at < end; at += sorting->size) {
		if (sorting->compare(at - sorting->size, at) > 0)
			break;
	}
	return at;
}

static char *put(char *to, const char *begin, const char *end)
{
	memcpy(to, begin, (size_t)(end - begin));
	return to + (end - begin);
}

/* Two stretches that follow each other, as one. */
static void merge(
	const struct sorting *sorting, char *to, const char *left, const char *middle, const char *end)
{
	const char *right = middle, *left_end = middle;

	while (left < left_end && right < end) {
		const char *from = left;

		while (left < left_end && sorting->compare(left, right) <= 0)
			left += sorting->size;
		to = put(to, from, left);
		if (left == left_end)
			break;
		from = right;
		while (right < end && sorting->compare(left, right) > 0)
			right += sorting->size;
		to = put(to, from, right);
	}
	to = put(to, left, left_end);
	put(to, right, end);
}

/* The begins of all stretches, and the end of the last one; returns how many stretches. */
static size_t find_stretches(
	const struct sorting *sorting, char *items, size_t count, size_t *begins)
{
	char *end = items + count * sorting->size;
	size_t found = 0;

	for (char *at = items; at < end; at = end_of_stretch(sorting, at, end))
		begins[found++] = (size_t)(at - items);
	begins[found] = count * sorting->size;
	return found;
}

/* Each two stretches into one; an odd one is copied. Returns how many are left. */
static size_t merge_pairs(
	const struct sorting *sorting, char *to, const char *from, size_t *begins, size_t count)
{
	size_t end = begins[count], left = 0;

	for (size_t i = 0; i < count; i += 2) {
		size_t middle = begins[i + 1], last = i + 2 <= count ? begins[i + 2] : middle;

		merge(sorting, to + begins[i], from + begins[i], from + middle, from + last);
		begins[left++] = begins[i];
	}
	begins[left] = end;
	return left;
}

void sort_stretches(
	struct arena *arena, void *items, size_t count, size_t size, sort_compare *compare)
{
	const struct sorting sorting = {size, compare};
	size_t *begins, stretches;
	char *from = items, *to;

	if (count < 2)
		return;
	begins = arena_uncleared(arena, (count + 1) * sizeof(*begins));
	stretches = find_stretches(&sorting, items, count, begins);
	if (stretches == 1)
		return;
	to = arena_uncleared(arena, count * size);
	while (stretches > 1) {
		char *other = from;

		stretches = merge_pairs(&sorting, to, from, begins, stretches);
		from = to;
		to = other;
	}
	if (from != items)
		memcpy(items, from, count * size);
}
