/* Bursts of changes, as editors and git make them. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "serve/watch.h"

struct room {
	char root[64];
	struct arena *arena;
	struct watch *watch;
	struct watch_burst burst;
};

static const char *in(const struct room *room, const char *path)
{
	static char whole[4][256];
	static unsigned turn;
	char *text = whole[turn++ % 4];

	snprintf(text, sizeof(whole[0]), "%s/%s", room->root, path);
	return text;
}

static void write_file(const struct room *room, const char *path)
{
	FILE *file = fopen(in(room, path), "w");

	assert_non_null(file);
	fputs("text", file);
	fclose(file);
}

static int set_up(void **state)
{
	struct room *room = calloc(1, sizeof(*room));
	struct watch_root root;

	assert_non_null(room);
	strcpy(room->root, "/tmp/portolan-watch-XXXXXX");
	assert_non_null(mkdtemp(room->root));
	mkdir(in(room, "a"), 0777);
	mkdir(in(room, "a/b"), 0777);
	write_file(room, "a/guide.md");
	root = (struct watch_root){room->root, false};
	room->arena = arena_create(1024);
	room->watch = watch_open(&root, 1);
	*state = room;
	return 0;
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
	(void)status;
	(void)flag;
	(void)walk;
	return remove(path);
}

static int tear_down(void **state)
{
	struct room *room = *state;

	watch_close(room->watch);
	arena_destroy(room->arena);
	nftw(room->root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	free(room);
	return 0;
}

static bool has(const struct room *room, const char *path)
{
	for (size_t i = 0; i < room->burst.count; i++) {
		if (str_equal(room->burst.changes[i].path, str_of(path)))
			return true;
	}
	return false;
}

static void wait_for(struct room *room, size_t count)
{
	assert_int_equal(watch_wait(room->watch, room->arena, &room->burst), WATCH_CHANGED);
	assert_false(room->burst.all);
	assert_int_equal(room->burst.count, count);
}

static void a_file_that_is_written_in_place_is_one_change(void **state)
{
	struct room *room = *state;

	write_file(room, "a/guide.md");
	wait_for(room, 1);
	assert_true(has(room, "a/guide.md"));
}

static void a_file_that_is_renamed_over_another_is_one_change(void **state)
{
	struct room *room = *state;

	write_file(room, "a/guide.md.tmp");
	rename(in(room, "a/guide.md.tmp"), in(room, "a/guide.md"));
	wait_for(room, 1);
	assert_true(has(room, "a/guide.md"));
}

/* vim: the old file becomes a backup, the new one is written under its name. */
static void an_editor_that_keeps_a_backup_makes_one_change(void **state)
{
	struct room *room = *state;

	write_file(room, "a/4913");
	remove(in(room, "a/4913"));
	rename(in(room, "a/guide.md"), in(room, "a/guide.md~"));
	write_file(room, "a/guide.md");
	remove(in(room, "a/guide.md~"));
	wait_for(room, 1);
	assert_true(has(room, "a/guide.md"));
}

static void editors_own_files_are_no_change(void **state)
{
	struct room *room = *state;

	write_file(room, "a/.guide.md.swp");
	write_file(room, "a/#guide.md#");
	write_file(room, "a/guide.md~");
	write_file(room, "a/other.md");
	wait_for(room, 1);
	assert_true(has(room, "a/other.md"));
}

static void new_folders_are_watched(void **state)
{
	struct room *room = *state;

	mkdir(in(room, "a/new"), 0777);
	mkdir(in(room, "a/new/deep"), 0777);
	assert_int_equal(watch_wait(room->watch, room->arena, &room->burst), WATCH_CHANGED);
	assert_true(has(room, "a/new"));
	write_file(room, "a/new/deep/guide.md");
	wait_for(room, 1);
	assert_true(has(room, "a/new/deep/guide.md"));
}

static void renamed_folders_are_known_by_their_new_names(void **state)
{
	struct room *room = *state;

	rename(in(room, "a"), in(room, "c"));
	wait_for(room, 2);
	write_file(room, "c/b/guide.md");
	wait_for(room, 1);
	assert_true(has(room, "c/b/guide.md"));
}

static void removed_files_and_folders_are_changes(void **state)
{
	struct room *room = *state;

	remove(in(room, "a/guide.md"));
	remove(in(room, "a/b"));
	wait_for(room, 2);
	assert_true(has(room, "a/guide.md"));
	assert_true(has(room, "a/b"));
}

static void a_thousand_files_are_one_burst(void **state)
{
	struct room *room = *state;
	char name[32];

	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "a/b/%d.md", i);
		write_file(room, name);
	}
	wait_for(room, 1000);
}

static void a_checkout_ends_when_git_gives_up_its_lock(void **state)
{
	struct room *room = *state;
	struct watch_root root = {in(room, "a"), false};
	struct watch *watch;
	pid_t git;

	mkdir(in(room, ".git"), 0777);
	watch = watch_open(&root, 1);
	write_file(room, ".git/index.lock");
	git = fork();
	if (git == 0) {
		/* Longer than any file is waited for. */
		write_file(room, "a/guide.md");
		poll(NULL, 0, 200);
		write_file(room, "a/other.md");
		remove(in(room, ".git/index.lock"));
		_exit(0);
	}
	assert_int_equal(watch_wait(watch, room->arena, &room->burst), WATCH_CHANGED);
	assert_int_equal(room->burst.count, 2);
	watch_close(watch);
}

static void a_root_that_goes_and_comes_is_seen(void **state)
{
	struct room *room = *state;
	struct watch_root root = {in(room, "a"), false};
	struct watch *watch = watch_open(&root, 1);

	rename(in(room, "a"), in(room, "gone"));
	assert_int_equal(watch_wait(watch, room->arena, &room->burst), WATCH_CHANGED);
	assert_true(room->burst.all);
	rename(in(room, "gone"), in(room, "a"));
	assert_int_equal(watch_wait(watch, room->arena, &room->burst), WATCH_CHANGED);
	assert_true(room->burst.all);
	write_file(room, "a/b/guide.md");
	assert_int_equal(watch_wait(watch, room->arena, &room->burst), WATCH_CHANGED);
	assert_true(has(room, "b/guide.md"));
	watch_close(watch);
}

static void a_single_file_is_watched_by_its_name(void **state)
{
	struct room *room = *state;
	struct watch_root root = {in(room, "a/site.yaml"), true};
	struct watch *watch = watch_open(&root, 1);

	write_file(room, "a/other.yaml");
	write_file(room, "a/site.yaml");
	assert_int_equal(watch_wait(watch, room->arena, &room->burst), WATCH_CHANGED);
	assert_int_equal(room->burst.count, 1);
	assert_int_equal(room->burst.changes[0].path.len, 0);
	watch_close(watch);
}

#define with_room(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_room(a_file_that_is_written_in_place_is_one_change),
		with_room(a_file_that_is_renamed_over_another_is_one_change),
		with_room(an_editor_that_keeps_a_backup_makes_one_change),
		with_room(editors_own_files_are_no_change),
		with_room(new_folders_are_watched),
		with_room(renamed_folders_are_known_by_their_new_names),
		with_room(removed_files_and_folders_are_changes),
		with_room(a_thousand_files_are_one_burst),
		with_room(a_checkout_ends_when_git_gives_up_its_lock),
		with_room(a_root_that_goes_and_comes_is_seen),
		with_room(a_single_file_is_watched_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
