#ifndef PORTOLAN_SERVE_WATCH_FOLDERS_H
#define PORTOLAN_SERVE_WATCH_FOLDERS_H

/* What happens below folders: inotify(7) watches one folder each, here they are trees. */

#include <stdint.h>

#include "serve/watch.h"

struct watch_folders;

struct watch_event {
	size_t root;
	struct str path; /* relative to the root; only for the time of the call */
	uint32_t mask;   /* of inotify */
	uint32_t cookie; /* the same in both events of a renaming */
	bool lost;       /* events were lost: nothing else is set */
};

typedef void watch_event_fn(void *context, const struct watch_event *event);

struct watch_folders *watch_folders_open(const struct watch_root *roots, size_t count);
void watch_folders_close(struct watch_folders *folders);

/* To poll(2) for reading; -1 when not all folders could be watched, and one has to look. */
int watch_folders_descriptor(const struct watch_folders *folders);

/* Report all events there are. Folders that came are watched from here on. */
void watch_folders_read(struct watch_folders *folders, watch_event_fn *fn, void *context);

/* False while a root isn't there. */
bool watch_folders_are_complete(const struct watch_folders *folders);

/* Look at the roots: true when something is otherwise than at the last look, or a root came. */
bool watch_folders_look(struct watch_folders *folders);

#endif
