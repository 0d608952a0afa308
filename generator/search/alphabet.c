#include "search/alphabet.h"

#include <stdlib.h>

/* The head of a term's folded text as a number, which decides nearly all comparisons. */
struct sortable {
	uint64_t head;
	const struct term *term;
};

#define HEAD_BYTES sizeof(uint64_t)
#define BYTES      256

static uint64_t head_of(struct str folded)
{
	uint64_t head = 0;

	for (size_t i = 0; i < folded.len && i < HEAD_BYTES; i++)
		head |= (uint64_t)(unsigned char)folded.ptr[i] << (8 * (HEAD_BYTES - 1 - i));
	return head;
}

/* How many heads have each byte at each of its places, counted from the last. */
static void count_bytes(const struct sortable *items, size_t count, size_t counts[][BYTES])
{
	for (size_t i = 0; i < count; i++) {
		for (size_t place = 0; place < HEAD_BYTES; place++)
			counts[place][items[i].head >> (8 * place) & 0xFF]++;
	}
}

/* Put the items in order of a byte of their heads; those with the same byte stay in theirs. */
static void distribute(const struct sortable *from, size_t count, struct sortable *to, size_t place,
	const size_t counts[BYTES])
{
	size_t next[BYTES], sum = 0;

	for (size_t i = 0; i < BYTES; i++) {
		next[i] = sum;
		sum += counts[i];
	}
	for (size_t i = 0; i < count; i++)
		to[next[from[i].head >> (8 * place) & 0xFF]++] = from[i];
}

static int compare_terms(const void *left, const void *right)
{
	const struct term *a = ((const struct sortable *)left)->term;
	const struct term *b = ((const struct sortable *)right)->term;
	int order = str_compare(a->folded, b->folded);

	return order != 0 ? order : str_compare(a->text, b->text);
}

/* Put in order what has the same head. */
static void sort_equals(struct sortable *items, size_t count)
{
	for (size_t begin = 0, end; begin < count; begin = end) {
		for (end = begin + 1; end < count && items[end].head == items[begin].head;)
			end++;
		if (end - begin > 1)
			qsort(&items[begin], end - begin, sizeof(*items), compare_terms);
	}
}

/* From the last byte of the heads to the first. An even number of times: what was in `items` is
 * there again. */
static void sort_heads(struct sortable *items, size_t count, struct sortable *others)
{
	size_t counts[HEAD_BYTES][BYTES] = {{0}};

	count_bytes(items, count, counts);
	for (size_t place = 0; place < HEAD_BYTES; place += 2) {
		distribute(items, count, others, place, counts[place]);
		distribute(others, count, items, place + 1, counts[place + 1]);
	}
}

struct term *alphabet_sort(struct arena *arena, const struct term *terms, size_t count)
{
	struct sortable *items = arena_uncleared(arena, 2 * count * sizeof(*items));
	struct term *sorted = arena_uncleared(arena, count * sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		items[i] = (struct sortable){head_of(terms[i].folded), &terms[i]};
	sort_heads(items, count, items + count);
	sort_equals(items, count);
	for (size_t i = 0; i < count; i++)
		sorted[i] = *items[i].term;
	return sorted;
}
