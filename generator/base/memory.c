#include "base/memory.h"

#include <malloc.h>
#include <stdint.h>

/* The most that the C library takes for either. */
#define KEPT (32 * 1024 * 1024)

void memory_keep(void)
{
	mallopt(M_MMAP_THRESHOLD, KEPT);
	mallopt(M_TRIM_THRESHOLD, INT32_MAX);
}
