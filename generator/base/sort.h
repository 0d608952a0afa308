#ifndef PORTOLAN_BASE_SORT_H
#define PORTOLAN_BASE_SORT_H

/*
 * Sorting what is mostly in order already, as paths are in the order of folders: stretches that are
 * in order are merged, so an array that is sorted costs one look at each item.
 */

#include <stddef.h>

struct arena;

/* As of qsort (C17 7.22.5.2). */
typedef int sort_compare(const void *left, const void *right);

/* Equal items stay in the order in which they were given. `arena` holds what is needed on the way.
 */
void sort_stretches(
	struct arena *arena, void *items, size_t count, size_t size, sort_compare *compare);

#endif
