#define _XOPEN_SOURCE 700 /* nftw, mkdtemp */
#include "base/file.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

struct room {
	char root[64];
	int descriptor;
	struct arena *arena;
};

static int set_up(void **state)
{
	struct room *room = calloc(1, sizeof(*room));

	assert_non_null(room);
	strcpy(room->root, "/tmp/portolan-file-XXXXXX");
	assert_non_null(mkdtemp(room->root));
	room->descriptor = open(room->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(room->descriptor >= 0);
	room->arena = arena_create(4096);
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

	close(room->descriptor);
	nftw(room->root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	arena_destroy(room->arena);
	free(room);
	return 0;
}

static void make_folder(struct room *room, const char *path)
{
	assert_int_equal(mkdirat(room->descriptor, path, 0777), 0);
}

static void make_file(struct room *room, const char *path, const char *text)
{
	int descriptor = openat(room->descriptor, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	assert_true(descriptor >= 0);
	assert_int_equal(write(descriptor, text, strlen(text)), strlen(text));
	close(descriptor);
}

static void make_link(struct room *room, const char *target, const char *path)
{
	assert_int_equal(symlinkat(target, room->descriptor, path), 0);
}

/* "a/ a/b(2) c!40": directories, files with their sizes, errors. */
static void assert_walk(struct room *room, const char *wanted)
{
	struct file_list list;
	struct str text = S("");

	assert_int_equal(file_walk(room->arena, room->root, &list), 0);
	for (size_t i = 0; i < list.count; i++) {
		const struct file_entry *entry = &list.entries[i];
		struct str tail = entry->error != 0 ? str_format(room->arena, "!%d", entry->error)
						  : entry->is_directory
							  ? S("/")
							  : str_format(room->arena, "(%u)", (unsigned)entry->size);

		text = str_format(room->arena, STR_FMT "%s" STR_FMT STR_FMT, STR_ARG(text),
			i > 0 ? " " : "", STR_ARG(entry->path), STR_ARG(tail));
	}
	assert_string_equal(str_cstr(room->arena, text), wanted);
}

static void a_walk_finds_all_but_dot_names_in_the_order_of_bytes(void **state)
{
	struct room *room = *state;

	make_folder(room, "b");
	make_folder(room, "b/c");
	make_file(room, "b/c/x.md", "12345");
	make_file(room, "b-a", "");
	make_file(room, "B", "1");
	make_file(room, ".hidden", "1");
	make_folder(room, ".git");
	make_file(room, ".git/x", "1");
	assert_walk(room, "B(1) b/ b-a(0) b/c/ b/c/x.md(5)");
}

static void links_are_followed_inside_and_nowhere_else(void **state)
{
	struct room *room = *state;
	struct file_list list;
	char wanted[256];

	make_folder(room, "a");
	make_file(room, "a/x", "123");
	make_folder(room, "b");
	make_link(room, "../a", "b/inside");
	make_link(room, "..", "b/loop");
	make_link(room, "/etc", "out");
	make_link(room, "nowhere", "gone");
	make_link(room, "a/x", "file");
	snprintf(wanted, sizeof(wanted),
		"a/ a/x(3) b/ b/inside/ b/inside/x(3) b/loop!%d file(3) gone!%d out!%d", ELOOP, ENOENT,
		EXDEV);
	assert_walk(room, wanted);
	assert_int_equal(file_walk(room->arena, room->root, &list), 0);
	assert_true(list.has_links);
}

static void folders_end_somewhere(void **state)
{
	struct room *room = *state;
	struct str path = S("d");
	struct file_list list;
	size_t deep = 0;

	for (size_t i = 0; i < 70; i++) {
		make_folder(room, str_cstr(room->arena, path));
		path = str_format(room->arena, STR_FMT "/d", STR_ARG(path));
	}
	assert_int_equal(file_walk(room->arena, room->root, &list), 0);
	assert_int_equal(list.count, 64);
	for (size_t i = 0; i < list.count; i++)
		deep += list.entries[i].error == ELOOP;
	assert_int_equal(deep, 1);
	assert_false(list.has_links);
}

static void a_root_that_cannot_be_read_is_an_error(void **state)
{
	struct room *room = *state;
	struct file_list list;

	make_file(room, "file", "");
	assert_int_equal(file_walk(room->arena, "/nowhere/at/all", &list), ENOENT);
	assert_int_equal(
		file_walk(room->arena, str_format(room->arena, "%s/file", room->root).ptr, &list), ENOTDIR);
}

static void a_file_is_read_whole_or_not_at_all(void **state)
{
	struct room *room = *state;
	struct buf text = BUF_EMPTY;

	make_file(room, "file", "12345");
	make_file(room, "empty", "");
	buf_add_lit(&text, "before ");
	assert_int_equal(file_read_at(room->descriptor, "file", 5, &text), 0);
	assert_int_equal(file_read_at(room->descriptor, "empty", 5, &text), 0);
	assert_true(str_equal(buf_str(&text), S("before 12345")));
	assert_int_equal(file_read_at(room->descriptor, "file", 4, &text), EFBIG);
	assert_int_equal(file_read_at(room->descriptor, "none", 4, &text), ENOENT);
	assert_true(str_equal(buf_str(&text), S("before 12345")));
	assert_int_equal(file_read(str_format(room->arena, "%s/file", room->root).ptr, 100, &text), 0);
	assert_true(str_equal(buf_str(&text), S("before 1234512345")));
	buf_release(&text);
}

static void what_is_no_file_is_refused_at_once(void **state)
{
	struct room *room = *state;
	struct buf text = BUF_EMPTY;

	make_folder(room, "folder");
	assert_int_equal(mkfifoat(room->descriptor, "fifo", 0666), 0);
	assert_int_equal(file_read_at(room->descriptor, "folder", 9, &text), EISDIR);
	assert_int_equal(file_read_at(room->descriptor, "fifo", 9, &text), EINVAL);
	assert_int_equal(file_read("/dev/zero", 9, &text), EINVAL);
	assert_int_equal(text.len, 0);
	buf_release(&text);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_walk_finds_all_but_dot_names_in_the_order_of_bytes),
		CASE(links_are_followed_inside_and_nowhere_else),
		CASE(folders_end_somewhere),
		CASE(a_root_that_cannot_be_read_is_an_error),
		CASE(a_file_is_read_whole_or_not_at_all),
		CASE(what_is_no_file_is_refused_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
