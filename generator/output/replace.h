#ifndef PORTOLAN_OUTPUT_REPLACE_H
#define PORTOLAN_OUTPUT_REPLACE_H

/* Single files that people own: written whole or not at all. */

#include "base/str.h"

/*
 * Replace a file's bytes through a temporary file beside it; permissions stay,
 * and a symbolic link stays one. errno, or 0.
 */
int replace_file(const char *path, struct str bytes);

#endif
