#include "serve/watch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/map.h"
#include "serve/watch_folders.h"

/* How long nothing may happen until a burst is over. */
#define SETTLED_MS   2
#define UNSETTLED_MS 40
/* Somebody writes without end. */
#define LONGEST_MS 1000
#define LOOK_MS    1000
#define LOCK_MS    10
/* What git holds longer was left behind by one that died. */
#define OLDEST_LOCK 10

struct watch {
	struct arena *arena;
	struct watch_folders *folders;
	struct str first; /* root, when it is a folder; else "" */
};

/* What has happened to one path in a burst. */
struct record {
	struct watch_change change;
	bool new_file; /* its first event made it: before the burst nobody knew it */
	bool settled;  /* it was closed after writing, or renamed into place */
	bool gone;
	uint32_t cookie; /* of its last renaming */
};

struct burst {
	struct arena *arena;
	struct map *known;    /* "root path" → record */
	const char *git_lock; /* of the repository that the first root is in, or NULL */
	struct record *records;
	size_t count, size;
	bool all;
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The lock of the repository that a folder is in: ".git/index.lock" above it. */
static const char *find_git_lock(struct arena *arena, struct str folder)
{
	struct str above = str_concat(arena, folder, S("/"));

	for (unsigned i = 0; i < 32; i++) {
		const char *git = str_cstr(arena, str_concat(arena, above, S(".git")));
		struct stat status;

		if (stat(git, &status) == 0 && S_ISDIR(status.st_mode))
			return str_cstr(arena, str_concat(arena, above, S(".git/index.lock")));
		above = str_concat(arena, above, S("../"));
	}
	return NULL;
}

struct watch *watch_open(const struct watch_root *roots, size_t count)
{
	struct arena *arena = arena_create(1024);
	struct watch *watch = arena_new(arena, struct watch);

	watch->arena = arena;
	watch->folders = watch_folders_open(roots, count);
	if (count > 0 && !roots[0].is_file && roots[0].path != NULL)
		watch->first = str_copy(arena, str_of(roots[0].path));
	return watch;
}

void watch_close(struct watch *watch)
{
	watch_folders_close(watch->folders);
	arena_destroy(watch->arena);
}

bool watch_polls(const struct watch *watch)
{
	return watch_folders_descriptor(watch->folders) < 0;
}

static struct record *record_of(struct burst *burst, const struct watch_event *event, bool *fresh)
{
	struct str key = str_format(burst->arena, "%zu " STR_FMT, event->root, STR_ARG(event->path));
	size_t *index = map_get(burst->known, key);

	*fresh = index == NULL;
	if (index != NULL)
		return &burst->records[*index];
	burst->records = arena_grown(
		burst->arena, burst->records, burst->count, &burst->size, sizeof(*burst->records));
	index = arena_new(burst->arena, size_t);
	*index = burst->count;
	map_add(burst->known, key, index);
	burst->records[burst->count] =
		(struct record){.change = {event->root, str_copy(burst->arena, event->path)}};
	return &burst->records[burst->count++];
}

/* A file that has another name now is no half of something. */
static void settle_source(struct burst *burst, uint32_t cookie)
{
	for (size_t i = 0; i < burst->count; i++) {
		if (burst->records[i].cookie == cookie && burst->records[i].gone)
			burst->records[i].settled = true;
	}
}

static void take_event(void *context, const struct watch_event *event)
{
	struct burst *burst = context;
	struct record *record;
	bool fresh;

	if (event->lost) {
		burst->all = true;
		return;
	}
	record = record_of(burst, event, &fresh);
	if (fresh)
		record->new_file = (event->mask & IN_CREATE) != 0;
	record->cookie = event->cookie;
	record->gone = (event->mask & (IN_DELETE | IN_MOVED_FROM)) != 0;
	/* Who saves by renaming closes the new file first: only the rename settles it. */
	record->settled = (event->mask & IN_ISDIR) == 0 &&
					  ((event->mask & (IN_MOVED_TO | IN_ATTRIB)) != 0 ||
						  ((event->mask & IN_CLOSE_WRITE) != 0 && !record->new_file));
	if (event->mask & IN_MOVED_TO)
		settle_source(burst, event->cookie);
}

/* A file that came and went again was never there. */
static bool counts(const struct record *record)
{
	return !(record->new_file && record->gone);
}

static bool is_settled(const struct burst *burst)
{
	for (size_t i = 0; i < burst->count; i++) {
		if (counts(&burst->records[i]) && !burst->records[i].settled)
			return false;
	}
	return !burst->all;
}

static bool has_something(const struct burst *burst)
{
	for (size_t i = 0; i < burst->count; i++) {
		if (counts(&burst->records[i]))
			return true;
	}
	return burst->all;
}

static bool git_is_at_work(const char *lock)
{
	struct stat status;

	return lock != NULL && stat(lock, &status) == 0 && time(NULL) - status.st_mtime < OLDEST_LOCK;
}

/* How long to wait for more; 0 when the burst is over. */
static int time_to_wait(const struct watch *watch, const struct burst *burst, int64_t began)
{
	if (!has_something(burst))
		return watch_folders_are_complete(watch->folders) ? -1 : LOOK_MS;
	if (git_is_at_work(burst->git_lock))
		return LOCK_MS;
	if (now_ms() - began > LONGEST_MS)
		return 0;
	return is_settled(burst) ? SETTLED_MS : UNSETTLED_MS;
}

static void finish(struct burst *burst, struct watch_burst *result)
{
	struct watch_change *changes = arena_array(burst->arena, struct watch_change, burst->count);

	*result = (struct watch_burst){.changes = changes, .all = burst->all};
	for (size_t i = 0; i < burst->count; i++) {
		if (counts(&burst->records[i]))
			changes[result->count++] = burst->records[i].change;
	}
}

static enum watch_result wait_looking(struct watch *watch, struct watch_burst *burst)
{
	*burst = (struct watch_burst){.all = true};
	for (;;) {
		if (poll(NULL, 0, LOOK_MS) < 0)
			return WATCH_INTERRUPTED;
		if (watch_folders_look(watch->folders))
			return WATCH_CHANGED;
	}
}

enum watch_result watch_wait(struct watch *watch, struct arena *arena, struct watch_burst *result)
{
	struct burst burst = {.arena = arena, .known = map_create(arena, 8)};
	struct pollfd wait = {.events = POLLIN};
	int64_t began = 0;

	for (;;) {
		int timeout = time_to_wait(watch, &burst, began), ready;

		wait.fd = watch_folders_descriptor(watch->folders);
		if (wait.fd < 0)
			return wait_looking(watch, result);
		ready = timeout == 0 ? 0 : poll(&wait, 1, timeout);
		if (ready < 0)
			return WATCH_INTERRUPTED;
		if (ready > 0) {
			if (!has_something(&burst)) {
				began = now_ms();
				burst.git_lock = watch->first.len == 0 ? NULL : find_git_lock(arena, watch->first);
			}
			watch_folders_read(watch->folders, take_event, &burst);
		} else if (!has_something(&burst)) {
			burst.all = watch_folders_look(watch->folders);
			began = now_ms();
		} else if (timeout != LOCK_MS) {
			break;
		}
	}
	finish(&burst, result);
	return WATCH_CHANGED;
}
