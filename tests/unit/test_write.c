#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "base/write.h"

#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void all_bytes_are_written_or_the_error_is_told(void **state)
{
	char path[] = "/tmp/portolan-write-XXXXXX", read_back[16] = "";
	int descriptor = mkstemp(path), closed = open(path, O_RDONLY | O_CLOEXEC);
	struct rlimit had, small;

	(void)state;
	assert_true(descriptor >= 0 && closed >= 0);
	assert_int_equal(write_all(descriptor, S("")), 0);
	assert_int_equal(write_all(descriptor, S("one")), 0);
	assert_int_equal(write_all(descriptor, S(" two")), 0);
	assert_int_equal(pread(descriptor, read_back, sizeof(read_back), 0), 7);
	assert_string_equal(read_back, "one two");
	assert_int_equal(write_all(closed, S("three")), EBADF);
	/* Ten bytes fit: the kernel takes three of them, and then none. */
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &had), 0);
	small = (struct rlimit){10, had.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(write_all(descriptor, S("three")), EFBIG);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &had), 0);
	assert_int_equal(pread(descriptor, read_back, sizeof(read_back), 0), 10);
	assert_memory_equal(read_back, "one twothr", 10);
	close(descriptor);
	close(closed);
	unlink(path);
}

static void directories_are_made_with_those_above(void **state)
{
	char root[] = "/tmp/portolan-write-XXXXXX", path[64], too_long[PATH_MAX + 1];
	struct stat status;

	(void)state;
	assert_non_null(mkdtemp(root));
	snprintf(path, sizeof(path), "%s/a/b", root);
	assert_int_equal(write_directories(str_of(path)), 0);
	assert_int_equal(write_directories(str_of(path)), 0);
	assert_int_equal(stat(path, &status), 0);
	assert_true(S_ISDIR(status.st_mode));
	assert_int_equal(rmdir(path), 0);
	/* A file where a directory is to be. */
	close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666));
	snprintf(path, sizeof(path), "%s/a/b/c", root);
	assert_int_equal(write_directories(str_of(path)), ENOTDIR);
	memset(too_long, 'x', sizeof(too_long));
	assert_int_equal(write_directories(str_make(too_long, PATH_MAX)), ENAMETOOLONG);
	snprintf(path, sizeof(path), "%s/a/b", root);
	unlink(path);
	snprintf(path, sizeof(path), "%s/a", root);
	rmdir(path);
	assert_int_equal(rmdir(root), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_bytes_are_written_or_the_error_is_told),
		cmocka_unit_test(directories_are_made_with_those_above),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
