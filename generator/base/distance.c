#include "base/distance.h"

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* By rows of the table of distances between heads. */
static size_t distance_by_rows(struct str a, struct str b)
{
	size_t row[DISTANCE_LONGEST + 1];

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

/*
 * The same for an `a` of 1 to 64 bytes, a column at once: its bits say whether a distance is one
 * more, or one less, than that above it (Myers, "A fast bit-vector algorithm for approximate
 * string matching based on dynamic programming", 1999, as Hyyrö wrote it for distances).
 */
static size_t distance_by_bits(struct str a, struct str b)
{
	uint64_t places[256] = {0}, more = UINT64_MAX, less = 0;
	uint64_t last = UINT64_C(1) << (a.len - 1);
	size_t distance = a.len;

	for (size_t i = 0; i < a.len; i++)
		places[(unsigned char)a.ptr[i]] |= UINT64_C(1) << i;
	for (size_t j = 0; j < b.len; j++) {
		uint64_t equal = places[(unsigned char)b.ptr[j]];
		uint64_t same = (((equal & more) + more) ^ more) | equal | less;
		uint64_t right_more = less | ~(same | more), right_less = more & same;

		distance += (right_more & last) != 0;
		distance -= (right_less & last) != 0;
		right_more = right_more << 1 | 1;
		right_less <<= 1;
		more = right_less | ~(equal | less | right_more);
		less = right_more & (equal | less);
	}
	return distance;
}

size_t edit_distance(struct str a, struct str b)
{
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
	if (a.len == 0 || b.len == 0)
		return a.len + b.len;
	if (a.len <= 64)
		return distance_by_bits(a, b);
	return b.len <= 64 ? distance_by_bits(b, a) : distance_by_rows(a, b);
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
