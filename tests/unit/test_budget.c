#include "base/budget.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/parallel.h"

#define TOTAL 10

struct job {
	struct budget *budget;
	atomic_uint_fast64_t taken, most;
};

static void work(void *context, size_t item, unsigned worker)
{
	struct job *job = context;
	/* Some want more than there is in all. */
	uint64_t amount = item % 13 + 1, taken, most;

	(void)worker;
	budget_take(job->budget, amount);
	taken = atomic_fetch_add(&job->taken, amount) + amount;
	most = atomic_load(&job->most);
	if (taken > TOTAL && taken != amount)
		atomic_store(&job->most, taken);
	else if (most == 0)
		atomic_compare_exchange_strong(&job->most, &most, 1);
	atomic_fetch_sub(&job->taken, amount);
	budget_give(job->budget, amount);
}

/* That it ends is a part of it: nobody waits for ever. */
static void no_more_is_taken_than_there_is_unless_by_one_alone(void **state)
{
	struct job job = {.budget = budget_create(TOTAL)};

	(void)state;
	parallel_for_long(4, 2000, work, &job);
	assert_int_equal(job.taken, 0);
	assert_int_equal(job.most, 1);
	budget_destroy(job.budget);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_more_is_taken_than_there_is_unless_by_one_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
