#ifndef PORTOLAN_OUTPUT_PUBLISHED_H
#define PORTOLAN_OUTPUT_PUBLISHED_H

/* What stands in an output folder, without reading more than the manifest. */

#include "base/hash.h"

/*
 * A hash over the manifest and, of each file in it, the size and the time of its last
 * change (st_ctime, which nobody can set); `*count` is how many files there are.
 * The same hash twice: nobody has touched a file in between. False when there
 * is no manifest, a run was killed, or a file is absent.
 */
bool published_state(const char *folder, unsigned workers, struct hash *state, size_t *count);

#endif
