#define _DEFAULT_SOURCE /* d_type */
#include "serve/watch_folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fatal.h"
#include "base/path.h"

/* Deeper folders are none of a content's. */
#define DEEPEST 64

/* A folder that is watched; the same one may stand below two roots. */
struct folder {
	struct folder *next; /* of the same watch */
	size_t root;
	char *path; /* relative to the root */
};

struct watch_folders {
	struct watch_root *roots;
	bool *present;
	size_t root_count;
	int inotify; /* -1: looks */
	struct folder **by_watch;
	size_t watch_count;
	uint64_t signature; /* of all paths, sizes and times, when it looks */
};

static const uint32_t interesting = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
									IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |
									IN_ONLYDIR;

static void *must(void *memory)
{
	if (memory == NULL)
		fatal_memory();
	return memory;
}

/* Editors' own files say nothing. */
static bool is_ours(struct str name)
{
	return name.len > 0 && !str_starts(name, S(".")) && !str_ends(name, S("~")) &&
		   !str_ends(name, S(".swp")) && !str_ends(name, S(".swx")) && !str_starts(name, S("#"));
}

static void remember(struct watch_folders *folders, int watch, size_t root, const char *path)
{
	size_t index = (size_t)watch;
	struct folder *folder;

	if (index >= folders->watch_count) {
		size_t count = index * 2 + 16;

		folders->by_watch = must(realloc(folders->by_watch, count * sizeof(*folders->by_watch)));
		memset(folders->by_watch + folders->watch_count, 0,
			(count - folders->watch_count) * sizeof(*folders->by_watch));
		folders->watch_count = count;
	}
	for (folder = folders->by_watch[index]; folder != NULL; folder = folder->next) {
		if (folder->root == root && strcmp(folder->path, path) == 0)
			return;
	}
	folder = must(calloc(1, sizeof(*folder)));
	*folder = (struct folder){folders->by_watch[index], root, must(strdup(path))};
	folders->by_watch[index] = folder;
}

static void forget(struct watch_folders *folders, int watch)
{
	struct folder *folder = folders->by_watch[watch], *next;

	for (; folder != NULL; folder = next) {
		next = folder->next;
		free(folder->path);
		free(folder);
	}
	folders->by_watch[watch] = NULL;
}

/* A folder was renamed: what was known by its old path isn't there any more. */
static void forget_below(struct watch_folders *folders, size_t root, struct str path)
{
	for (size_t i = 0; i < folders->watch_count; i++) {
		for (const struct folder *at = folders->by_watch[i]; at != NULL; at = at->next) {
			struct str known = str_of(at->path);

			if (at->root != root || !str_starts(known, path) ||
				(known.len > path.len && path.len > 0 && known.ptr[path.len] != '/'))
				continue;
			inotify_rm_watch(folders->inotify, (int)i);
			forget(folders, (int)i);
			break;
		}
	}
}

static void stop_watching(struct watch_folders *folders)
{
	for (size_t i = 0; i < folders->watch_count; i++)
		forget(folders, (int)i);
	if (folders->inotify >= 0)
		close(folders->inotify);
	folders->inotify = -1;
}

static void watch_folder(
	struct watch_folders *folders, size_t root, const char *whole, const char *path)
{
	int watch = folders->inotify < 0 ? -1 : inotify_add_watch(folders->inotify, whole, interesting);

	if (watch >= 0)
		remember(folders, watch, root, path);
	else if (folders->inotify >= 0 && errno != ENOENT && errno != ENOTDIR && errno != EACCES)
		stop_watching(folders);
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * UINT64_C(1099511628211);
}

static void sign(struct watch_folders *folders, const char *path, const struct stat *status)
{
	uint64_t hash = mix(str_hash(str_of(path)), (uint64_t)status->st_ino);

	hash = mix(hash, (uint64_t)status->st_size);
	folders->signature += mix(
		hash, (uint64_t)status->st_mtim.tv_sec * 1000000000u + (uint64_t)status->st_mtim.tv_nsec);
}

/* Watch a folder and those below, or make the signature of what is there. */
static void visit(struct watch_folders *folders, size_t root, const char *path, unsigned depth)
{
	char whole[PATH_MAX], below[PATH_MAX];
	const char *slash = path[0] == '\0' ? "" : "/";
	struct dirent *entry;
	DIR *folder;

	if (snprintf(whole, sizeof(whole), "%s%s%s", folders->roots[root].path, slash, path) >=
		(int)sizeof(whole))
		return;
	watch_folder(folders, root, whole, path);
	folder = depth < DEEPEST ? opendir(whole) : NULL;
	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		struct stat status;

		if (!is_ours(str_of(entry->d_name)) || (entry->d_type == DT_REG && folders->inotify >= 0) ||
			snprintf(below, sizeof(below), "%s%s%s", path, slash, entry->d_name) >=
				(int)sizeof(below) ||
			fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		sign(folders, below, &status);
		if (S_ISDIR(status.st_mode))
			visit(folders, root, below, depth + 1);
	}
	if (folder != NULL)
		closedir(folder);
}

/* A single file is watched through its folder. */
static void visit_file(struct watch_folders *folders, size_t root)
{
	struct str path = str_of(folders->roots[root].path), folder = path_directory(path);
	char whole[PATH_MAX];
	struct stat status;

	if (folder.len >= sizeof(whole))
		return;
	snprintf(whole, sizeof(whole), STR_FMT, STR_ARG(folder.len > 0 ? folder : S(".")));
	watch_folder(folders, root, whole, "");
	if (stat(folders->roots[root].path, &status) == 0)
		sign(folders, folders->roots[root].path, &status);
}

static void visit_all(struct watch_folders *folders)
{
	bool watched = folders->inotify >= 0;
	struct stat status;

	folders->signature = 0;
	for (size_t i = 0; i < folders->root_count; i++) {
		folders->present[i] =
			folders->roots[i].path == NULL || stat(folders->roots[i].path, &status) == 0;
		if (folders->roots[i].path == NULL)
			continue;
		if (folders->roots[i].is_file)
			visit_file(folders, i);
		else if (folders->present[i])
			visit(folders, i, "", 0);
	}
	/* The limit was met half way: the signature has to hold files, too. */
	if (watched && folders->inotify < 0)
		visit_all(folders);
}

struct watch_folders *watch_folders_open(const struct watch_root *roots, size_t count)
{
	struct watch_folders *folders = must(calloc(1, sizeof(*folders)));

	folders->roots = must(calloc(count + 1, sizeof(*folders->roots)));
	folders->present = must(calloc(count + 1, sizeof(*folders->present)));
	memcpy(folders->roots, roots, count * sizeof(*roots));
	folders->root_count = count;
	folders->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	visit_all(folders);
	return folders;
}

void watch_folders_close(struct watch_folders *folders)
{
	stop_watching(folders);
	free(folders->by_watch);
	free(folders->present);
	free(folders->roots);
	free(folders);
}

int watch_folders_descriptor(const struct watch_folders *folders)
{
	return folders->inotify;
}

bool watch_folders_are_complete(const struct watch_folders *folders)
{
	for (size_t i = 0; i < folders->root_count; i++) {
		if (!folders->present[i] && !folders->roots[i].is_file)
			return false;
	}
	return true;
}

bool watch_folders_look(struct watch_folders *folders)
{
	uint64_t before = folders->signature;
	size_t here = 0, were = 0;

	for (size_t i = 0; i < folders->root_count; i++)
		were += folders->present[i];
	visit_all(folders);
	for (size_t i = 0; i < folders->root_count; i++)
		here += folders->present[i];
	return here != were || (folders->inotify < 0 && folders->signature != before);
}

/* One event, as seen from one of the roots that its folder is below. */
static void report(struct watch_folders *folders, const struct folder *folder,
	const struct inotify_event *event, watch_event_fn *fn, void *context)
{
	const struct watch_root *root = &folders->roots[folder->root];
	struct str name = event->len > 0 ? str_of(event->name) : S("");
	struct watch_event seen = {.root = folder->root, .mask = event->mask, .cookie = event->cookie};
	char path[PATH_MAX];

	if (root->is_file) {
		if (str_equal(name, path_name(str_of(root->path))))
			fn(context, &seen);
		return;
	}
	if (!is_ours(name) || (event->mask & IN_ISDIR && event->mask & IN_ATTRIB))
		return;
	snprintf(path, sizeof(path), "%s%s" STR_FMT, folder->path, folder->path[0] == '\0' ? "" : "/",
		STR_ARG(name));
	seen.path = str_of(path);
	fn(context, &seen);
	if ((event->mask & IN_ISDIR) == 0)
		return;
	if (event->mask & (IN_MOVED_FROM | IN_DELETE))
		forget_below(folders, folder->root, seen.path);
	else if (event->mask & (IN_CREATE | IN_MOVED_TO))
		visit(folders, seen.root, path, 0);
}

/* The watched folder itself went: of a root, nothing else tells it. */
static void report_gone(struct watch_folders *folders, int watch, watch_event_fn *fn, void *context)
{
	const struct folder *folder = folders->by_watch[watch];

	if (folder == NULL || folder->path[0] != '\0')
		return;
	folders->present[folder->root] = false;
	fn(context, &(struct watch_event){.lost = true});
}

static void take(struct watch_folders *folders, const struct inotify_event *event,
	watch_event_fn *fn, void *context)
{
	struct folder *folder, *next;

	if (event->mask & IN_Q_OVERFLOW) {
		visit_all(folders);
		fn(context, &(struct watch_event){.lost = true});
		return;
	}
	if (event->wd < 0 || (size_t)event->wd >= folders->watch_count)
		return;
	if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF))
		report_gone(folders, event->wd, fn, context);
	else if (event->mask & IN_IGNORED)
		forget(folders, event->wd);
	else
		for (folder = folders->by_watch[event->wd]; folder != NULL; folder = next) {
			next = folder->next;
			report(folders, folder, event, fn, context);
			if (folders->inotify < 0 || folders->by_watch[event->wd] == NULL)
				return;
		}
}

void watch_folders_read(struct watch_folders *folders, watch_event_fn *fn, void *context)
{
	_Alignas(struct inotify_event) char events[16384];
	ssize_t size;

	while (folders->inotify >= 0 && (size = read(folders->inotify, events, sizeof(events))) > 0) {
		for (ssize_t at = 0; at < size && folders->inotify >= 0;) {
			const struct inotify_event *event =
				(const struct inotify_event *)(const void *)(events + at);

			take(folders, event, fn, context);
			at += (ssize_t)sizeof(*event) + (ssize_t)event->len;
		}
	}
}
