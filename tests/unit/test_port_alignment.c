#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "check/port_alignment.h"

#define MOST 8

struct side {
	struct port_fact facts[MOST];
	struct port_row row;
};

/* Numbers of text, up to a 0; those above 100000 stand in a table. */
static void fill(struct side *side, const uint32_t *ports)
{
	*side = (struct side){0};
	side->row.facts = side->facts;
	for (; ports[side->row.count] > 0; side->row.count++) {
		struct port_fact *fact = &side->facts[side->row.count];
		bool in_table = ports[side->row.count] > 100000;

		fact->port = ports[side->row.count] % 100000;
		fact->source = in_table ? PORT_IN_TABLE : PORT_IN_PROSE;
		fact->table = in_table;
	}
}

static double cells[(PORT_ALIGNED_MOST + 1) * (PORT_ALIGNED_MOST + 1)];

static bool align(const uint32_t *left, const uint32_t *right, size_t *pairs)
{
	struct side a, b;

	fill(&a, left);
	fill(&b, right);
	port_align(&a.row, &b.row, cells, pairs);
	return port_rows_are_comparable(&a.row, &b.row, pairs);
}

static void equal_numbers_are_paired(void **state)
{
	size_t pairs[MOST];

	(void)state;
	assert_true(align((uint32_t[]){993, 465, 0}, (uint32_t[]){993, 465, 0}, pairs));
	assert_int_equal(pairs[0], 0);
	assert_int_equal(pairs[1], 1);
}

static void a_changed_number_is_paired_with_the_one_in_its_place(void **state)
{
	size_t pairs[MOST];

	(void)state;
	assert_true(align((uint32_t[]){993, 21, 465, 0}, (uint32_t[]){993, 22, 465, 0}, pairs));
	assert_int_equal(pairs[1], 1);
}

static void a_missing_number_leaves_a_gap(void **state)
{
	size_t pairs[MOST];

	(void)state;
	align((uint32_t[]){993, 22, 465, 587, 0}, (uint32_t[]){993, 465, 587, 0}, pairs);
	assert_int_equal(pairs[1], STR_NONE);
	assert_int_equal(pairs[2], 1);
}

static void tables_are_paired_with_tables(void **state)
{
	size_t pairs[MOST];

	(void)state;
	align((uint32_t[]){100995, 993, 0}, (uint32_t[]){100993, 993, 0}, pairs);
	assert_int_equal(pairs[0], 0);
	assert_int_equal(pairs[1], 1);
}

static void rows_that_share_little_are_not_comparable(void **state)
{
	size_t pairs[MOST];

	(void)state;
	assert_false(align((uint32_t[]){1, 2, 3, 4, 0}, (uint32_t[]){5, 6, 7, 8, 0}, pairs));
	assert_false(align((uint32_t[]){1, 0}, (uint32_t[]){1, 2, 3, 4, 0}, pairs));
	assert_true(align((uint32_t[]){22, 80, 0}, (uint32_t[]){21, 22, 80, 0}, pairs));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_numbers_are_paired),
		cmocka_unit_test(a_changed_number_is_paired_with_the_one_in_its_place),
		cmocka_unit_test(a_missing_number_leaves_a_gap),
		cmocka_unit_test(tables_are_paired_with_tables),
		cmocka_unit_test(rows_that_share_little_are_not_comparable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
