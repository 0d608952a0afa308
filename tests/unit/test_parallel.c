#include "base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define MOST_WORKERS 8

struct tally {
	atomic_uint *visits; /* of each item */
	atomic_uint busy[MOST_WORKERS];
	atomic_uint clashes, strangers;
	unsigned workers;
};

static void visit(void *context, size_t item, unsigned worker)
{
	struct tally *tally = context;

	if (worker >= tally->workers) {
		atomic_fetch_add(&tally->strangers, 1);
		return;
	}
	if (atomic_fetch_add(&tally->busy[worker], 1) != 0)
		atomic_fetch_add(&tally->clashes, 1);
	atomic_fetch_add(&tally->visits[item], 1);
	atomic_fetch_sub(&tally->busy[worker], 1);
}

static void assert_each_once(
	void (*loop)(unsigned, size_t, parallel_fn *, void *), unsigned workers, size_t count)
{
	struct tally tally = {.workers = workers == 0 ? 1 : workers};

	tally.visits = calloc(count + 1, sizeof(*tally.visits));
	assert_non_null(tally.visits);
	loop(workers, count, visit, &tally);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(tally.visits[i], 1);
	assert_int_equal(tally.visits[count], 0);
	assert_int_equal(tally.clashes, 0);
	assert_int_equal(tally.strangers, 0);
	free(tally.visits);
}

static void each_item_is_done_once_and_no_worker_twice_at_once(void **state)
{
	static const size_t counts[] = {0, 1, 2, 7, 8, 9, 63, 64, 65, 1000, 4099};

	(void)state;
	for (unsigned workers = 0; workers <= MOST_WORKERS; workers++) {
		for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
			assert_each_once(parallel_for, workers, counts[i]);
			assert_each_once(parallel_for_long, workers, counts[i]);
		}
	}
}

static void note_order(void *context, size_t item, unsigned worker)
{
	size_t *next = context;

	assert_int_equal(worker, 0);
	assert_int_equal(item, *next);
	(*next)++;
}

static void one_worker_goes_through_in_order(void **state)
{
	size_t next = 0;

	(void)state;
	parallel_for(1, 100, note_order, &next);
	assert_int_equal(next, 100);
}

static void there_is_a_processor(void **state)
{
	(void)state;
	assert_in_range(parallel_processors(), 1, 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_item_is_done_once_and_no_worker_twice_at_once),
		cmocka_unit_test(one_worker_goes_through_in_order),
		cmocka_unit_test(there_is_a_processor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
