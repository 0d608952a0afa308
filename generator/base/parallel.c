#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fatal.h"

/*
 * Few enough that the last batch keeps nobody waiting, enough that the counter is cheap: of few
 * items, which are large ones then, each is a batch.
 */
#define LARGEST_BATCH       8
#define BATCHES_OF_A_WORKER 8

struct job {
	parallel_fn *fn;
	void *context;
	size_t count;
	size_t batch;
	atomic_size_t next;
};

struct worker {
	pthread_t thread;
	struct job *job;
	unsigned number;
};

static void work(struct job *job, unsigned worker)
{
	for (;;) {
		size_t begin = atomic_fetch_add(&job->next, job->batch);
		size_t end = begin + job->batch;

		if (begin >= job->count)
			return;
		if (end > job->count)
			end = job->count;
		for (size_t i = begin; i < end; i++)
			job->fn(job->context, i, worker);
	}
}

static void *run(void *argument)
{
	struct worker *worker = argument;

	work(worker->job, worker->number);
	return NULL;
}

static size_t batch_size(unsigned workers, size_t count)
{
	size_t size = count / ((size_t)workers * BATCHES_OF_A_WORKER);

	return size < 1 ? 1 : size > LARGEST_BATCH ? LARGEST_BATCH : size;
}

static void run_job(unsigned workers, size_t batch, size_t count, parallel_fn *fn, void *context)
{
	struct job job = {.fn = fn, .context = context, .count = count, .batch = batch};
	struct worker *others;
	unsigned started = 0;

	if (workers <= 1 || count <= 1) {
		for (size_t i = 0; i < count; i++)
			fn(context, i, 0);
		return;
	}
	others = calloc(workers - 1, sizeof(*others));
	if (others == NULL)
		fatal_memory();
	for (unsigned i = 0; i + 1 < workers; i++) {
		others[i] = (struct worker){.job = &job, .number = i + 1};
		/* Fewer threads than wished for do the same work. */
		if (pthread_create(&others[i].thread, NULL, run, &others[i]) != 0)
			break;
		started++;
	}
	work(&job, 0);
	for (unsigned i = 0; i < started; i++)
		pthread_join(others[i].thread, NULL);
	free(others);
}

void parallel_for(unsigned workers, size_t count, parallel_fn *fn, void *context)
{
	run_job(workers, workers <= 1 ? 1 : batch_size(workers, count), count, fn, context);
}

void parallel_for_long(unsigned workers, size_t count, parallel_fn *fn, void *context)
{
	run_job(workers, 1, count, fn, context);
}

unsigned parallel_processors(void)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);

	return online < 1 ? 1 : online > 64 ? 64 : (unsigned)online;
}
