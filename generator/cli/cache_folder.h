#ifndef PORTOLAN_CLI_CACHE_FOLDER_H
#define PORTOLAN_CLI_CACHE_FOLDER_H

/* Where what is made once is kept, for all checkouts of a person. */

#include "cli/options.h"

/*
 * `--cache`, else $XDG_CACHE_HOME/portolan, else ~/.cache/portolan (XDG Base
 * Directory Specification); "" when nothing of these is known.
 */
struct str cache_folder(const struct options *options, struct arena *arena);

#endif
