#ifndef PORTOLAN_CLI_BUILD_RECORD_H
#define PORTOLAN_CLI_BUILD_RECORD_H

/*
 * What a build leaves in the cache folder for the next one into the same output
 * folder: files of a few kinds, each told by its extension. They may be gone or
 * of another time: who reads one finds out whether it still holds.
 */

#include "cli/options.h"

/* False when there is none, or no cache folder, or no output folder yet. */
bool build_record_read(
	const struct options *options, struct arena *arena, struct str extension, struct buf *into);

/* Whole or not at all; where it fails, there is none of these bytes. */
void build_record_write(
	const struct options *options, struct arena *arena, struct str extension, struct str bytes);

/* Forget all that a cache folder holds; how many files there were. */
size_t build_records_forget(struct arena *arena, struct str cache);

#endif
