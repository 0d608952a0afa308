#include "cli/cache_folder.h"

#include <stdlib.h>

#include "base/path.h"

struct str cache_folder(const struct options *options, struct arena *arena)
{
	const char *base = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (options->cache != NULL)
		return str_of(options->cache);
	if (base != NULL && base[0] == '/')
		return path_join(arena, str_of(base), S("portolan"));
	if (home != NULL && home[0] == '/')
		return path_join(arena, str_of(home), S(".cache/portolan"));
	return S("");
}
