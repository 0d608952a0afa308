#define _DEFAULT_SOURCE /* nftw */
#define _XOPEN_SOURCE   700
#include "serve/watch.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/str.h"

/* A burst is over when nothing happened for so long. */
#define QUIET_MS 15
#define LOOK_MS  1000
/* Deeper folders are none of a content's. */
#define DEEPEST 64

struct watch {
	struct arena *arena;
	const char **folders;
	size_t count;
	int inotify; /* -1: polls */
	bool polls;
	uint64_t signature; /* of all names, sizes and times, when it polls */
	char name[NAME_MAX + 1];
};

static const uint32_t interesting = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
									IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF;

static uint64_t mix(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * UINT64_C(1099511628211);
}

/* Watch a folder and those below, and make the signature of what is there. */
static void visit(struct watch *watch, const char *path, unsigned depth)
{
	DIR *folder = depth < DEEPEST ? opendir(path) : NULL;
	struct dirent *entry;

	if (folder == NULL)
		return;
	if (!watch->polls && inotify_add_watch(watch->inotify, path, interesting | IN_ONLYDIR) < 0 &&
		errno != ENOENT)
		watch->polls = true;
	while ((entry = readdir(folder)) != NULL) {
		char below[PATH_MAX];
		struct stat status;

		if (entry->d_name[0] == '.' ||
			snprintf(below, sizeof(below), "%s/%s", path, entry->d_name) >= (int)sizeof(below) ||
			(entry->d_type == DT_REG && !watch->polls) || lstat(below, &status) != 0)
			continue;
		watch->signature += mix(mix((uint64_t)status.st_ino, (uint64_t)status.st_size),
			(uint64_t)status.st_mtim.tv_sec * 1000000000u + (uint64_t)status.st_mtim.tv_nsec);
		if (S_ISDIR(status.st_mode))
			visit(watch, below, depth + 1);
	}
	closedir(folder);
}

static void look(struct watch *watch)
{
	bool polled = watch->polls;

	watch->signature = 0;
	for (size_t i = 0; i < watch->count; i++)
		visit(watch, watch->folders[i], 0);
	/* The limit was met half way: the signature must hold files, too. */
	if (watch->polls && !polled)
		look(watch);
}

struct watch *watch_open(const char *const *folders, size_t count)
{
	struct arena *arena = arena_create(1024);
	struct watch *watch = arena_new(arena, struct watch);

	watch->arena = arena;
	watch->folders = arena_array(arena, const char *, count);
	for (size_t i = 0; i < count; i++)
		watch->folders[watch->count++] = folders[i];
	watch->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	watch->polls = watch->inotify < 0;
	look(watch);
	return watch;
}

void watch_close(struct watch *watch)
{
	if (watch->inotify >= 0)
		close(watch->inotify);
	arena_destroy(watch->arena);
}

bool watch_polls(const struct watch *watch)
{
	return watch->polls;
}

const char *watch_name(const struct watch *watch)
{
	return watch->name;
}

/* Editors' own files say nothing. */
static bool matters(const struct inotify_event *event)
{
	struct str name = event->len > 0 ? str_of(event->name) : S("");

	if (event->mask & IN_Q_OVERFLOW)
		return true;
	return !(event->mask & IN_IGNORED) && !str_starts(name, S(".")) && !str_ends(name, S("~")) &&
		   !str_ends(name, S(".swp")) && !str_starts(name, S("#"));
}

/* Read what there is; true when something of it matters. */
static bool drain(struct watch *watch)
{
	_Alignas(struct inotify_event) char events[16384];
	ssize_t size;
	bool found = false;

	while ((size = read(watch->inotify, events, sizeof(events))) > 0) {
		for (ssize_t at = 0; at < size;) {
			const struct inotify_event *event =
				(const struct inotify_event *)(const void *)(events + at);

			if (matters(event)) {
				found = true;
				if (event->len > 0)
					snprintf(watch->name, sizeof(watch->name), "%s", event->name);
			}
			at += (ssize_t)sizeof(*event) + (ssize_t)event->len;
		}
	}
	return found;
}

static enum watch_result wait_polling(struct watch *watch)
{
	for (;;) {
		uint64_t before = watch->signature;

		if (poll(NULL, 0, LOOK_MS) < 0)
			return WATCH_INTERRUPTED;
		look(watch);
		if (watch->signature != before)
			return WATCH_CHANGED;
	}
}

enum watch_result watch_wait(struct watch *watch)
{
	struct pollfd wait = {.fd = watch->inotify, .events = POLLIN};
	bool found = false;

	watch->name[0] = '\0';
	if (watch->polls)
		return wait_polling(watch);
	for (;;) {
		int ready = poll(&wait, 1, found ? QUIET_MS : -1);

		if (ready < 0)
			return WATCH_INTERRUPTED;
		if (ready == 0)
			break;
		found = drain(watch) || found;
	}
	/* Folders that are new. */
	look(watch);
	return WATCH_CHANGED;
}
