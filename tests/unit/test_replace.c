#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "output/replace.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

struct room {
	char root[64], file[80], link[80];
};

static int set_up(void **state)
{
	struct room *room = calloc(1, sizeof(*room));

	assert_non_null(room);
	strcpy(room->root, "/tmp/portolan-replace-XXXXXX");
	assert_non_null(mkdtemp(room->root));
	snprintf(room->file, sizeof(room->file), "%s/file", room->root);
	snprintf(room->link, sizeof(room->link), "%s/link", room->root);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	chmod(room->root, 0777);
	unlink(room->link);
	unlink(room->file);
	/* Not empty when something was left behind. */
	assert_int_equal(rmdir(room->root), 0);
	free(room);
	return 0;
}

static void assert_file(const char *path, struct str wanted)
{
	struct buf text = BUF_EMPTY;

	assert_int_equal(file_read(path, 1000, &text), 0);
	assert_true(str_equal(buf_str(&text), wanted));
	buf_release(&text);
}

static void a_file_is_replaced_and_keeps_its_permissions(void **state)
{
	struct room *room = *state;
	struct stat status;

	assert_int_equal(replace_file(room->file, S("one")), 0);
	assert_file(room->file, S("one"));
	assert_int_equal(chmod(room->file, 0640), 0);
	assert_int_equal(replace_file(room->file, S("two\0three")), 0);
	assert_file(room->file, S("two\0three"));
	assert_int_equal(stat(room->file, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0640);
}

static void a_link_stays_a_link(void **state)
{
	struct room *room = *state;
	struct stat status;

	assert_int_equal(replace_file(room->file, S("one")), 0);
	assert_int_equal(symlink("file", room->link), 0);
	assert_int_equal(replace_file(room->link, S("two")), 0);
	assert_file(room->file, S("two"));
	assert_int_equal(lstat(room->link, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
}

static void who_still_reads_the_old_file_reads_all_of_it(void **state)
{
	struct room *room = *state;
	char bytes[8] = {0};
	FILE *old;

	assert_int_equal(replace_file(room->file, S("one")), 0);
	old = fopen(room->file, "r");
	assert_non_null(old);
	assert_int_equal(replace_file(room->file, S("")), 0);
	assert_int_equal(fread(bytes, 1, sizeof(bytes), old), 3);
	assert_string_equal(bytes, "one");
	fclose(old);
}

static void where_it_cannot_be_written_it_is_as_it_was(void **state)
{
	struct room *room = *state;

	assert_int_equal(replace_file("/nowhere/at/all", S("x")), ENOENT);
	assert_int_equal(mkdir(room->link, 0777), 0);
	assert_int_equal(replace_file(room->link, S("x")), EISDIR);
	assert_int_equal(rmdir(room->link), 0);
}

static void what_a_killed_run_left_is_known_and_removed(void **state)
{
	struct room *room = *state;
	char leftover[96];
	FILE *file;

	snprintf(leftover, sizeof(leftover), "%s.portolan", room->file);
	file = fopen(leftover, "w");
	assert_non_null(file);
	fclose(file);
	assert_true(str_equal(replace_leftover_of(str_of(leftover)), str_of(room->file)));
	assert_int_equal(replace_leftover_of(str_of(room->file)).len, 0);
	assert_int_equal(replace_file(room->file, S("one")), 0);
	replace_forget(room->file);
	assert_file(room->file, S("one"));
	file = fopen(leftover, "w");
	assert_non_null(file);
	fclose(file);
	replace_forget(leftover);
	assert_int_not_equal(access(leftover, F_OK), 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_file_is_replaced_and_keeps_its_permissions),
		CASE(a_link_stays_a_link),
		CASE(who_still_reads_the_old_file_reads_all_of_it),
		CASE(where_it_cannot_be_written_it_is_as_it_was),
		CASE(what_a_killed_run_left_is_known_and_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
