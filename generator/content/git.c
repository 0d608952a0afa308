#define _GNU_SOURCE /* memfd_create */
#include "content/git.h"

#include <errno.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/write.h"

#define MOST_ARGUMENTS    24
#define LONGEST_COMPLAINT 1000

extern char **environ;

/* The pipes to a running git. */
struct channels {
	/* A file in memory: git may read it as slowly as it likes, and no folder is needed. */
	int input;
	int out[2], complaint[2];
};

static void close_both(int ends[2])
{
	for (size_t i = 0; i < 2; i++) {
		if (ends[i] >= 0)
			close(ends[i]);
		ends[i] = -1;
	}
}

static bool open_channels(struct channels *channels, struct str input)
{
	*channels = (struct channels){memfd_create("git input", MFD_CLOEXEC), {-1, -1}, {-1, -1}};
	return channels->input >= 0 && write_all(channels->input, input) == 0 &&
		   lseek(channels->input, 0, SEEK_SET) == 0 && pipe(channels->out) == 0 &&
		   pipe(channels->complaint) == 0;
}

static void close_channels(struct channels *channels)
{
	if (channels->input >= 0)
		close(channels->input);
	close_both(channels->out);
	close_both(channels->complaint);
}

static int start(struct channels *channels, char *const *arguments, pid_t *process)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	posix_spawn_file_actions_adddup2(&actions, channels->input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, channels->out[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, channels->complaint[1], STDERR_FILENO);
	for (size_t i = 0; i < 2; i++) {
		posix_spawn_file_actions_addclose(&actions, channels->out[i]);
		posix_spawn_file_actions_addclose(&actions, channels->complaint[i]);
	}
	error = posix_spawnp(process, "git", &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* False at the end of the pipe. */
static bool read_some(int descriptor, struct buf *into)
{
	ssize_t count;

	buf_reserve(into, 1 << 16);
	do
		count = read(descriptor, into->ptr + into->len, into->size - into->len);
	while (count < 0 && errno == EINTR);
	if (count <= 0)
		return false;
	into->len += (size_t)count;
	return true;
}

/* Both at once: git may fill one while we wait for the other. */
static void read_both(struct channels *channels, struct buf *out, struct buf *complaint)
{
	struct pollfd ends[2] = {
		{channels->out[0], POLLIN, 0},
		{channels->complaint[0], POLLIN, 0},
	};
	struct buf *rooms[2] = {out, complaint};

	while (ends[0].fd >= 0 || ends[1].fd >= 0) {
		if (poll(ends, 2, -1) < 0 && errno != EINTR)
			return;
		for (size_t i = 0; i < 2; i++) {
			if (ends[i].fd >= 0 && (ends[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0 &&
				!read_some(ends[i].fd, rooms[i]))
				ends[i].fd = -1;
		}
	}
}

static struct str complaint_of(struct arena *arena, struct str text)
{
	struct str line, rest = str_trim(str_first(text, LONGEST_COMPLAINT));

	if (!str_next_line(&rest, &line))
		line = S("git failed without a word");
	return str_copy(arena, line);
}

static bool run(struct arena *arena, struct channels *channels, char *const *arguments,
	struct buf *out, struct str *message)
{
	struct buf complaint = BUF_EMPTY;
	pid_t process;
	int error = start(channels, arguments, &process), status = 0;
	bool good;

	if (error != 0) {
		*message = str_format(arena, "cannot run git: %s", strerror(error));
		return false;
	}
	close(channels->out[1]);
	close(channels->complaint[1]);
	channels->out[1] = channels->complaint[1] = -1;
	read_both(channels, out, &complaint);
	while (waitpid(process, &status, 0) < 0 && errno == EINTR)
		continue;
	good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!good)
		*message = complaint_of(arena, buf_str(&complaint));
	buf_release(&complaint);
	return good;
}

bool git_run(struct arena *arena, const char *folder, const char *const *arguments,
	struct str input, struct buf *out, struct str *message)
{
	char *all[MOST_ARGUMENTS + 4] = {
		(char *)(uintptr_t) "git", (char *)(uintptr_t) "-C", (char *)(uintptr_t)folder};
	struct channels channels;
	bool good;

	for (size_t i = 0; i < MOST_ARGUMENTS && arguments[i] != NULL; i++)
		all[3 + i] = (char *)(uintptr_t)arguments[i];
	good = open_channels(&channels, input);
	if (!good)
		*message = str_format(arena, "cannot run git: %s", strerror(errno));
	else
		good = run(arena, &channels, all, out, message);
	close_channels(&channels);
	return good;
}
