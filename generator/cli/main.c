#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/browser.h"
#include "cli/command.h"
#include "cli/sandbox.h"

typedef enum status command_fn(const struct options *options);

static command_fn *const functions[COMMAND_COUNT] = {
	[COMMAND_BUILD] = command_build,
	[COMMAND_CHECK] = command_check,
	[COMMAND_SERVE] = command_serve,
	[COMMAND_PORTS] = command_ports,
	[COMMAND_RENDER] = command_render,
	[COMMAND_NEW] = command_new,
	[COMMAND_CLEAN] = command_clean,
	[COMMAND_HELP] = command_help,
	[COMMAND_VERSION] = command_version,
};

static enum status run_timed(struct options *options)
{
	struct timings timings;
	struct buf table = BUF_EMPTY;
	enum status status;

	timings_begin(&timings);
	options->timings = &timings;
	status = functions[options->command](options);
	timings_end_stage(&timings, "release");
	timings_write(&timings, &table);
	console_write(stderr, buf_str(&table));
	buf_release(&table);
	return status;
}

static enum status run(struct arena *arena, int count, char **arguments)
{
	struct options options;
	struct str message;

	if (!options_read(arena, count, arguments, &options, &message)) {
		console_error(message, S("`portolan help` lists commands and options"));
		return STATUS_FAILED;
	}
	if (options.directory != NULL && chdir(options.directory) != 0) {
		console_error(
			str_format(arena, "cannot go to %s: %s", options.directory, strerror(errno)), S(""));
		return STATUS_FAILED;
	}
	options.browser = options.open ? browser_prepare() : -1;
	if (!sandbox_enter(&options)) {
		console_error(str_format(arena, "cannot give up rights: %s", strerror(errno)),
			S("the kernel's Landlock refused; nothing was read or written"));
		return STATUS_FAILED;
	}
	return options.wants_timings ? run_timed(&options) : functions[options.command](&options);
}

int main(int count, char **arguments)
{
	struct arena *arena = arena_create(4096);
	enum status status;

	/* A reader who goes away is told apart by EPIPE: the exit status still counts. */
	signal(SIGPIPE, SIG_IGN);
	status = run(arena, count, arguments);
	arena_destroy(arena);
	return (int)status;
}
