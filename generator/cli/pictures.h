#ifndef PORTOLAN_CLI_PICTURES_H
#define PORTOLAN_CLI_PICTURES_H

/* The smaller pictures that commands share through the cache. */

#include "cli/options.h"
#include "site/site.h"

/*
 * Give the site's pictures their smaller versions and list its copies, after
 * site_name_files. `build` makes those that are missing, with its progress on a
 * terminal; other commands take what is there. False when the folder named with
 * --cache can't be used, which was said; one that nobody named may be missing:
 * pictures are then published as they are, and that is said too.
 */
bool pictures_take(const struct options *options, struct site *site);

#endif
