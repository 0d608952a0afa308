#ifndef PORTOLAN_PREVIEW_DIFFERENCE_H
#define PORTOLAN_PREVIEW_DIFFERENCE_H

/* How many findings came and went between two reports; one that only moved is neither. */

#include "base/arena.h"
#include "report/report.h"

struct difference {
	size_t gained, lost; /* errors and warnings */
};

struct difference difference_of(
	struct arena *scratch, const struct report *before, const struct report *after);

#endif
