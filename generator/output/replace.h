#ifndef PORTOLAN_OUTPUT_REPLACE_H
#define PORTOLAN_OUTPUT_REPLACE_H

/* Single files that people own: written whole or not at all. */

#include "base/str.h"

/*
 * Replace a file's bytes through a temporary file beside it; permissions stay,
 * and a symbolic link stays one. errno, or 0.
 */
int replace_file(const char *path, struct str bytes);

/*
 * The file that a path is the temporary file of, when a replacement was killed; "" for any other
 * path. replace_forget removes such a file.
 */
struct str replace_leftover_of(struct str path);
void replace_forget(const char *path);

#endif
