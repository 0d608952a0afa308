#define _GNU_SOURCE /* O_PATH, syscall */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"
#include "cli/cache_folder.h"

/* Since 5.19: before, no file could be renamed into another folder. */
#define LEAST_VERSION 2

/* Debian 12's headers are of a version before these. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#define TRUNCATE_VERSION 3

#define MAKE                                                                                       \
	(LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |    \
		LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |                              \
		LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)
#define REMOVE (LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE)
#define WRITE  (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REFER | MAKE | REMOVE)

struct sandbox {
	struct arena *arena;
	int ruleset;
	__u64 handled;
};

static void allow(const struct sandbox *sandbox, const char *path, __u64 access)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = access & sandbox->handled,
		.parent_fd = open(path, O_PATH | O_CLOEXEC),
	};

	if (rule.parent_fd < 0)
		return;
	/* What can't be allowed is refused later, with its path. */
	(void)syscall(SYS_landlock_add_rule, sandbox->ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

/* A folder that is not there yet is made: so the nearest one above it has to be allowed. */
static void allow_writing(const struct sandbox *sandbox, struct str folder)
{
	while (folder.len > 0 && access(str_cstr(sandbox->arena, folder), F_OK) != 0) {
		struct str above = path_directory(folder);

		if (above.len == 0 && folder.ptr[0] == '/')
			above = S("/");
		if (above.len == folder.len)
			return;
		folder = above;
	}
	allow(sandbox, folder.len == 0 ? "." : str_cstr(sandbox->arena, folder),
		WRITE | LANDLOCK_ACCESS_FS_TRUNCATE);
}

static void allow_file(const struct sandbox *sandbox, const char *file)
{
	if (file != NULL)
		allow_writing(sandbox, path_directory(str_of(file)));
}

static void allow_command(const struct sandbox *sandbox, const struct options *options)
{
	bool writes_content = options->command == COMMAND_NEW ||
						  (options->command == COMMAND_CHECK && options->fixing == FIXING_ON);
	bool publishes = options->command == COMMAND_BUILD || options->command == COMMAND_CLEAN;

	if (writes_content)
		allow_writing(sandbox, str_of(options->content));
	if (options->command == COMMAND_NEW)
		allow_writing(sandbox, S("themes"));
	if (publishes || options->out != NULL)
		allow_writing(sandbox, str_of(options_out(options)));
	if (cache_folder(options, sandbox->arena).len > 0)
		allow_writing(sandbox, cache_folder(options, sandbox->arena));
	allow_file(sandbox, options->output);
	allow_file(sandbox, options->summary);
	allow_file(sandbox, options->write_baseline);
#ifdef PORTOLAN_COVERAGE /* the counts are written wherever the objects lie */
	allow(sandbox, "/", WRITE | LANDLOCK_ACCESS_FS_TRUNCATE);
#endif
	allow(sandbox, "/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE);
}

/* Programs and the loader and libraries that they need. */
static void allow_programs(const struct sandbox *sandbox)
{
	static const char *const folders[] = {"/usr", "/bin", "/lib", "/lib64"};
	const char *path = getenv("PATH");
	struct str rest = str_of(path != NULL ? path : ""), folder;

	for (size_t i = 0; i < COUNT(folders); i++)
		allow(sandbox, folders[i], LANDLOCK_ACCESS_FS_EXECUTE);
	while (str_next_part(&rest, ':', &folder)) {
		if (folder.len > 0)
			allow(sandbox, str_cstr(sandbox->arena, folder), LANDLOCK_ACCESS_FS_EXECUTE);
	}
}

bool sandbox_enter(const struct options *options)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct sandbox sandbox = {
		.handled = WRITE | LANDLOCK_ACCESS_FS_EXECUTE |
				   (version >= TRUNCATE_VERSION ? LANDLOCK_ACCESS_FS_TRUNCATE : 0),
	};
	struct landlock_ruleset_attr attributes = {.handled_access_fs = sandbox.handled};
	bool entered;

	if (version < LEAST_VERSION)
		return true;
	sandbox.ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
	if (sandbox.ruleset < 0)
		return false;
	sandbox.arena = arena_create(4096);
	allow_command(&sandbox, options);
	if (options->since != NULL || options->diff != NULL)
		allow_programs(&sandbox);
	entered = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
			  syscall(SYS_landlock_restrict_self, sandbox.ruleset, 0) == 0;
	close(sandbox.ruleset);
	arena_destroy(sandbox.arena);
	return entered;
}
