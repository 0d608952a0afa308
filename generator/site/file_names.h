#ifndef PORTOLAN_SITE_FILE_NAMES_H
#define PORTOLAN_SITE_FILE_NAMES_H

/* The names under which files are published; used by this folder alone. */

#include "site/site.h"

/*
 * "/images/<name>.<hash>.<extension>" for a file's name with its extension; with a
 * width "/images/<name>-<width>.<hash>.<extension>". Of the name there remains
 * what no URL and no file system minds.
 */
struct str file_url(
	struct arena *arena, struct str name, uint32_t width, struct hash hash, struct str extension);

#endif
