#ifndef PORTOLAN_BASE_PARALLEL_H
#define PORTOLAN_BASE_PARALLEL_H

/*
 * The one way to use several cores: the same function over items 0 … count-1,
 * handed out in small batches. Items must not touch each other; what a worker
 * needs for itself (scratch arena, buffer) it finds by its number.
 */

#include <stddef.h>

/* `worker` is in 0 … workers-1 and never used by two calls at once. */
typedef void parallel_fn(void *context, size_t item, unsigned worker);

/* Returns when all items are done. With one worker, or one item, no thread is made. */
void parallel_for(unsigned workers, size_t count, parallel_fn *fn, void *context);

/* The same for items that take long each: they are handed out one by one. */
void parallel_for_long(unsigned workers, size_t count, parallel_fn *fn, void *context);

/* Processors that this process may run on, at least 1. */
unsigned parallel_processors(void);

#endif
