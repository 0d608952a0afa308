#ifndef PORTOLAN_BASE_WRITE_H
#define PORTOLAN_BASE_WRITE_H

/*
 * Writing at the level of system calls, for those who may: output/, the cache of
 * pictures, and what git is told. Where, and under which name, is theirs. Errors
 * are errno values, 0 is success.
 */

#include "base/str.h"

/* All bytes, however many calls it takes. */
int write_all(int descriptor, struct str bytes);

/* A directory and those above it that are missing, as mkdir -p; ENAMETOOLONG from PATH_MAX on. */
int write_directories(struct str path);

#endif
