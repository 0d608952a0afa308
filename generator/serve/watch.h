#ifndef PORTOLAN_SERVE_WATCH_H
#define PORTOLAN_SERVE_WATCH_H

/*
 * Waits for changes below folders, through inotify; where its limits are
 * reached, by looking every second. A burst of changes, such as a git checkout
 * or an editor that saves through a temporary file, is one.
 */

#include <stdbool.h>
#include <stddef.h>

struct watch;

/* Folders that aren't there are left out. Ends with watch_close. */
struct watch *watch_open(const char *const *folders, size_t count);
void watch_close(struct watch *watch);

/* True when inotify could not watch all folders: the caller says how to raise its limits. */
bool watch_polls(const struct watch *watch);

enum watch_result { WATCH_CHANGED, WATCH_INTERRUPTED };

/* Wait for the end of the next burst; a signal interrupts. */
enum watch_result watch_wait(struct watch *watch);

/* A name that changed in the last burst, or "". */
const char *watch_name(const struct watch *watch);

#endif
