#ifndef PORTOLAN_BASE_TIMINGS_H
#define PORTOLAN_BASE_TIMINGS_H

/*
 * What each stage of a run took: seconds on the clock, seconds of all
 * processors, and how much memory the process has held at the most so far.
 */

#include "base/buf.h"

#define TIMINGS_MOST 24

struct stage_timing {
	const char *name;
	double wall, processors; /* seconds */
	double peak;             /* MiB, up to the stage's end */
};

struct timings {
	struct stage_timing stages[TIMINGS_MOST];
	size_t count;
	double wall, processors; /* when the last stage ended */
};

void timings_begin(struct timings *timings);

/* A stage has ended, and the next begins. Nothing happens when `timings` is NULL. */
void timings_end_stage(struct timings *timings, const char *name);

/* As a table, with a line for the whole. */
void timings_write(const struct timings *timings, struct buf *out);

#endif
