#define _DEFAULT_SOURCE /* struct rusage has more than POSIX asks for */
#include "base/timings.h"

#include <sys/resource.h>
#include <time.h>

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double processors(double *peak)
{
	struct rusage usage = {0};

	getrusage(RUSAGE_SELF, &usage);
	*peak = (double)usage.ru_maxrss / 1024; /* Linux: KiB */
	return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

void timings_begin(struct timings *timings)
{
	double peak;

	timings->count = 0;
	timings->wall = now();
	timings->processors = processors(&peak);
}

void timings_end_stage(struct timings *timings, const char *name)
{
	struct stage_timing *stage;
	double wall, used;

	if (timings == NULL || timings->count == TIMINGS_MOST)
		return;
	stage = &timings->stages[timings->count++];
	wall = now();
	used = processors(&stage->peak);
	stage->name = name;
	stage->wall = wall - timings->wall;
	stage->processors = used - timings->processors;
	timings->wall = wall;
	timings->processors = used;
}

static void write_row(const struct stage_timing *row, struct buf *out)
{
	buf_add_format(
		out, "%-10s %8.3f %8.3f %8.1f\n", row->name, row->wall, row->processors, row->peak);
}

void timings_write(const struct timings *timings, struct buf *out)
{
	struct stage_timing whole = {.name = "all"};

	buf_add_format(out, "%-10s %8s %8s %8s\n", "stage", "wall s", "CPU s", "peak MiB");
	for (size_t i = 0; i < timings->count; i++) {
		const struct stage_timing *row = &timings->stages[i];

		write_row(row, out);
		whole.wall += row->wall;
		whole.processors += row->processors;
		whole.peak = row->peak;
	}
	write_row(&whole, out);
}
