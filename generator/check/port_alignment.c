#include "check/port_alignment.h"

#define OTHER_CLASS 0.9
#define COMPARABLE  0.7
#define ROUNDING    1e-9
/* Of differing pairs so many speak for two rows, not against them. */
#define MOST_SUBSTITUTED 2

enum port_class port_class_of(const struct port_fact *fact)
{
	if (fact->source == PORT_IN_CODE || fact->source == PORT_IN_URL)
		return CLASS_CODE;
	return fact->table > 0 ? CLASS_TABLE : CLASS_TEXT;
}

static double cost(const struct port_fact *a, const struct port_fact *b)
{
	return (a->port == b->port ? 0 : 1) + (port_class_of(a) == port_class_of(b) ? 0 : OTHER_CLASS);
}

static void fill(const struct port_row *row, const struct port_row *other, double *cells)
{
	size_t width = other->count + 1;

	for (size_t j = 0; j < width; j++)
		cells[j] = (double)j;
	for (size_t i = 1; i <= row->count; i++) {
		cells[i * width] = (double)i;
		for (size_t j = 1; j < width; j++) {
			double best =
				cells[(i - 1) * width + j - 1] + cost(&row->facts[i - 1], &other->facts[j - 1]);
			double up = cells[(i - 1) * width + j] + 1, left = cells[i * width + j - 1] + 1;

			best = up < best ? up : best;
			cells[i * width + j] = left < best ? left : best;
		}
	}
}

void port_align(
	const struct port_row *row, const struct port_row *other, double *cells, size_t *pairs)
{
	size_t width = other->count + 1;

	fill(row, other, cells);
	for (size_t i = 0; i < row->count; i++)
		pairs[i] = STR_NONE;
	for (size_t i = row->count, j = other->count; i > 0 && j > 0;) {
		double here = cells[i * width + j] + ROUNDING;
		double diagonal =
			cells[(i - 1) * width + j - 1] + cost(&row->facts[i - 1], &other->facts[j - 1]);

		if (diagonal <= here)
			pairs[--i] = --j;
		else if (cells[(i - 1) * width + j] + 1 <= here)
			i--;
		else
			j--;
	}
}

bool port_rows_are_comparable(
	const struct port_row *row, const struct port_row *other, const size_t *pairs)
{
	size_t equal = 0, substituted = 0;
	size_t longer = row->count > other->count ? row->count : other->count;

	for (size_t i = 0; i < row->count; i++) {
		if (pairs[i] == STR_NONE)
			continue;
		if (row->facts[i].port == other->facts[pairs[i]].port)
			equal++;
		else
			substituted++;
	}
	if (substituted > MOST_SUBSTITUTED)
		substituted = MOST_SUBSTITUTED;
	/* Of three numbers one may be missing: less than the quotient asks for. */
	return longer > 0 && ((double)(equal + substituted) / (double)longer >= COMPARABLE ||
							 (equal > 0 && equal + substituted + 1 >= longer));
}
