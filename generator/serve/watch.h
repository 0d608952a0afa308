#ifndef PORTOLAN_SERVE_WATCH_H
#define PORTOLAN_SERVE_WATCH_H

/*
 * Waits for changes below folders, through inotify(7); where its limits are
 * reached, by looking every second.
 *
 * Changes that belong together are one burst. A file that was saved, in place
 * or by renaming another over it, is a burst after two milliseconds; files
 * that only begin to be, or that went, may be half of something, so more is
 * waited for; and while git holds the lock of the repository's index, its
 * checkout isn't done.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct watch;

struct watch_root {
	const char *path; /* NULL: none, only its number is taken */
	bool is_file;     /* a single file: its folder is watched for its name */
};

struct watch_change {
	size_t root;     /* index of those given to watch_open */
	struct str path; /* relative to the root; "" is the root itself */
};

struct watch_burst {
	const struct watch_change *changes; /* each path once */
	size_t count;
	bool all; /* nobody knows what changed: look at everything */
};

/* Roots that aren't there are waited for. Ends with watch_close. */
struct watch *watch_open(const struct watch_root *roots, size_t count);
void watch_close(struct watch *watch);

/* True when inotify could not watch all folders: the caller says how to raise its limits. */
bool watch_polls(const struct watch *watch);

enum watch_result { WATCH_CHANGED, WATCH_INTERRUPTED };

/* Wait for the end of the next burst, which is made in the arena; a signal interrupts. */
enum watch_result watch_wait(struct watch *watch, struct arena *arena, struct watch_burst *burst);

#endif
