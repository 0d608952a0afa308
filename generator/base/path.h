#ifndef PORTOLAN_BASE_PATH_H
#define PORTOLAN_BASE_PATH_H

/* Paths as text: `/` separates, no file system is asked. */

#include "base/str.h"

/* "a/b/c.md" → "a/b"; without a slash "". */
struct str path_directory(struct str path);

/* "a/b/c.md" → "c.md". */
struct str path_name(struct str path);

/* "c.tar.gz" → "gz"; without a dot "". A leading dot begins no extension. */
struct str path_extension(struct str path);

/* "a/b//" → "a/b"; "/" → "". */
struct str path_without_slash(struct str path);

/* "a" + "b" → "a/b"; an empty part gives the other. */
struct str path_join(struct arena *arena, struct str directory, struct str name);

/* The way from a directory to a path, both below one root: "a/b" and "a/c/d" → "../c/d". */
struct str path_relative(struct arena *arena, struct str directory, struct str path);

/*
 * `relative` as seen from `directory`, both below one root, with `.`, `..`,
 * and doubled slashes resolved. False when it climbs above the root, is
 * absolute, or holds a NUL. The root itself is "".
 */
bool path_resolve(
	struct arena *arena, struct str directory, struct str relative, struct str *resolved);

#endif
