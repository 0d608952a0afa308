#include "base/write.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

int write_all(int descriptor, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(descriptor, bytes.ptr, bytes.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return errno;
		bytes = str_from(bytes, (size_t)written);
	}
	return 0;
}

int write_directories(struct str path)
{
	char part[PATH_MAX];

	if (path.len >= sizeof(part))
		return ENAMETOOLONG;
	for (size_t i = 1; i <= path.len; i++) {
		if (i < path.len && path.ptr[i] != '/')
			continue;
		memcpy(part, path.ptr, i);
		part[i] = '\0';
		if (mkdir(part, 0777) != 0 && errno != EEXIST)
			return errno;
	}
	return 0;
}
