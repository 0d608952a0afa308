#ifndef PORTOLAN_OUTPUT_PUBLISHED_H
#define PORTOLAN_OUTPUT_PUBLISHED_H

/* What stands in an output folder, without reading more than the manifest. */

#include "base/hash.h"

/* The same twice: nobody has touched a file in between. */
struct published {
	struct hash state;
	size_t count; /* of files in the manifest */
};

/* Of a file in the manifest. Without padding: its bytes are hashed. */
struct published_file {
	uint64_t size;
	int64_t changed; /* the time of its last change (st_ctime), which nobody can set */
};

/* Of the hash of a manifest's text, and its files in the same order. */
struct published published_make(
	struct hash manifest, const struct published_file *files, size_t count);

/* False when there is no manifest, a run was killed, or a file is absent. */
bool published_find(const char *folder, unsigned workers, struct published *found);

#endif
