#include "base/distance.h"

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

size_t edit_distance(struct str a, struct str b)
{
	size_t row[DISTANCE_LONGEST + 1];

	a = str_first(a, DISTANCE_LONGEST);
	b = str_first(b, DISTANCE_LONGEST);
	/* What they share at both ends costs nothing. */
	while (a.len > 0 && b.len > 0 && a.ptr[0] == b.ptr[0]) {
		a = str_from(a, 1);
		b = str_from(b, 1);
	}
	while (a.len > 0 && b.len > 0 && a.ptr[a.len - 1] == b.ptr[b.len - 1]) {
		a.len--;
		b.len--;
	}
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t above = row[j];

			row[j] = smallest(above + 1, row[j - 1] + 1, diagonal + (a.ptr[i - 1] != b.ptr[j - 1]));
			diagonal = above;
		}
	}
	return row[b.len];
}

double similarity(struct str a, struct str b)
{
	size_t longer = a.len > b.len ? a.len : b.len;

	if (longer == 0)
		return 1;
	if (longer > DISTANCE_LONGEST)
		return str_equal(a, b) ? 1 : 0;
	return 1 - (double)edit_distance(a, b) / (double)longer;
}

size_t nearest_name(struct str name, const struct str *names, size_t count, double floor)
{
	size_t best = STR_NONE;
	double best_similarity = floor;

	for (size_t i = 0; i < count; i++) {
		double alike = similarity(name, names[i]);

		if (alike > best_similarity || (alike >= floor && best == STR_NONE)) {
			best = i;
			best_similarity = alike;
		}
	}
	return best;
}

bool have_same_digits(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.len && !ascii_is_digit(a.ptr[i]))
			i++;
		while (j < b.len && !ascii_is_digit(b.ptr[j]))
			j++;
		if (i == a.len || j == b.len)
			return i == a.len && j == b.len;
		if (a.ptr[i++] != b.ptr[j++])
			return false;
	}
}
