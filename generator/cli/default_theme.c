#include "cli/default_theme.h"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"

static bool is_folder(const char *path)
{
	struct stat found;

	return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

const char *default_theme_find(struct arena *arena)
{
	static const char *const places[] = {
		"../themes/default", "../../themes/default", "../share/portolan/themes/default"};
	char program[PATH_MAX];
	ssize_t length;

	if (is_folder("themes/default"))
		return "themes/default";
	length = readlink("/proc/self/exe", program, sizeof(program));
	if (length <= 0 || (size_t)length >= sizeof(program))
		return NULL;
	for (size_t i = 0; i < COUNT(places); i++) {
		struct str folder = path_directory(str_make(program, (size_t)length));
		const char *path = str_cstr(arena, str_concat3(arena, folder, S("/"), str_of(places[i])));

		if (is_folder(path))
			return path;
	}
	return NULL;
}
