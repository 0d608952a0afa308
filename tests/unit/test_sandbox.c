#define _GNU_SOURCE /* mkdtemp */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* What a child tries once it has given up its rights: 0, or the error. */
typedef int attempt(const char *path);

static int write_file(const char *path)
{
	int file = open(path, O_WRONLY | O_CREAT, 0600);

	return file < 0 ? errno : close(file);
}

static int make_folder(const char *path)
{
	return mkdir(path, 0700) == 0 ? 0 : errno;
}

static int remove_file(const char *path)
{
	return unlink(path) == 0 ? 0 : errno;
}

static int read_file(const char *path)
{
	int file = open(path, O_RDONLY);

	return file < 0 ? errno : close(file);
}

static int run_program(const char *path)
{
	char *const arguments[] = {(char *)(uintptr_t)path, NULL};

	execv(path, arguments);
	return errno;
}

struct room {
	char root[64];
	char out[80], outside[80], inside[96], folder[96];
};

static int set_up(void **state)
{
	struct room *room = calloc(1, sizeof(*room));

	assert_non_null(room);
	snprintf(room->root, sizeof(room->root), "/tmp/portolan-sandbox-XXXXXX");
	assert_non_null(mkdtemp(room->root));
	snprintf(room->out, sizeof(room->out), "%s/out", room->root);
	snprintf(room->outside, sizeof(room->outside), "%s/outside", room->root);
	snprintf(room->inside, sizeof(room->inside), "%s/inside", room->out);
	snprintf(room->folder, sizeof(room->folder), "%s/folder", room->out);
	assert_int_equal(mkdir(room->out, 0700), 0);
	assert_int_equal(write_file(room->outside), 0);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	unlink(room->inside);
	rmdir(room->folder);
	unlink(room->outside);
	rmdir(room->out);
	rmdir(room->root);
	free(room);
	return 0;
}

static int in_sandbox(const struct options *options, attempt *try, const char *path)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(sandbox_enter(options) ? try(path) : 255);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void need_landlock(void)
{
#ifdef PORTOLAN_COVERAGE
	skip();
#endif
	if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 2) {
		print_message("this kernel has no Landlock\n");
		skip();
	}
}

static struct options options_for(enum command command, const struct room *room)
{
	return (struct options){
		.command = command, .content = room->root, .out = room->out, .cache = room->out};
}

static void test_a_build_writes_below_its_output_alone(void **state)
{
	const struct room *room = *state;
	struct options options = options_for(COMMAND_BUILD, room);

	need_landlock();
	assert_int_equal(in_sandbox(&options, write_file, room->inside), 0);
	assert_int_equal(in_sandbox(&options, make_folder, room->folder), 0);
	assert_int_equal(in_sandbox(&options, write_file, room->outside), EACCES);
	assert_int_equal(in_sandbox(&options, remove_file, room->outside), EACCES);
	assert_int_equal(in_sandbox(&options, read_file, room->outside), 0);
}

static void test_an_output_that_is_not_there_yet_can_be_made(void **state)
{
	struct room *room = *state;
	struct options options = options_for(COMMAND_BUILD, room);

	need_landlock();
	options.out = room->folder;
	assert_int_equal(in_sandbox(&options, make_folder, room->folder), 0);
}

static void test_a_check_writes_into_the_content_only_to_mend_it(void **state)
{
	const struct room *room = *state;
	struct options options = options_for(COMMAND_CHECK, room);

	need_landlock();
	options.out = NULL;
	assert_int_equal(in_sandbox(&options, write_file, room->outside), EACCES);
	options.fixing = FIXING_ON;
	assert_int_equal(in_sandbox(&options, write_file, room->outside), 0);
}

static void test_no_program_is_started_but_for_revisions(void **state)
{
	const struct room *room = *state;
	struct options options = options_for(COMMAND_CHECK, room);

	need_landlock();
	assert_int_equal(in_sandbox(&options, run_program, "/bin/true"), EACCES);
	options.since = "HEAD";
	assert_int_equal(in_sandbox(&options, run_program, "/bin/true"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_a_build_writes_below_its_output_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_an_output_that_is_not_there_yet_can_be_made, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_a_check_writes_into_the_content_only_to_mend_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_no_program_is_started_but_for_revisions, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
