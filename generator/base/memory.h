#ifndef PORTOLAN_BASE_MEMORY_H
#define PORTOLAN_BASE_MEMORY_H

/* The memory of a command that runs once and ends. */

#include <stdbool.h>

/*
 * What is freed stays with the process. Else the C library gives it back to the kernel, and gets
 * it again page by page, each of them cleared: a third of a build's page faults.
 */
void memory_keep(void);

/*
 * Whether a command frees at its end what it made for all of its life. Where leaks are looked
 * for, it does; else the kernel takes the memory back, which costs a fourth of the time.
 */
static inline bool memory_is_freed_at_end(void)
{
#ifdef PORTOLAN_RELEASE
	return false;
#else
	return true;
#endif
}

#endif
