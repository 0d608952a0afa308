#define _DEFAULT_SOURCE /* realpath, fchmod */
#include "output/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/write.h"

#define SUFFIX ".portolan"

int replace_file(const char *path, struct str bytes)
{
	char target[PATH_MAX], temporary[PATH_MAX + 16];
	struct stat status;
	int descriptor, error;

	if (realpath(path, target) == NULL) {
		if (errno != ENOENT || strlen(path) >= sizeof(target))
			return errno;
		memcpy(target, path, strlen(path) + 1);
	}
	snprintf(temporary, sizeof(temporary), "%s" SUFFIX, target);
	descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (descriptor < 0)
		return errno;
	error = write_all(descriptor, bytes);
	if (error == 0 && stat(target, &status) == 0 && fchmod(descriptor, status.st_mode & 07777) != 0)
		error = errno;
	if (error == 0 && fsync(descriptor) != 0)
		error = errno;
	if (close(descriptor) != 0 && error == 0)
		error = errno;
	if (error == 0 && rename(temporary, target) != 0)
		error = errno;
	if (error != 0)
		unlink(temporary);
	return error;
}

struct str replace_leftover_of(struct str path)
{
	return str_ends(path, S(SUFFIX)) ? str_first(path, path.len - S(SUFFIX).len) : S("");
}

void replace_forget(const char *path)
{
	/* One that can't be removed is tried again the next time. */
	if (replace_leftover_of(str_of(path)).len > 0)
		(void)unlink(path);
}
