#ifndef PORTOLAN_CLI_NEW_THEME_H
#define PORTOLAN_CLI_NEW_THEME_H

/*
 * Starts a theme in themes/<name>: colours, the brand, and what to do with
 * them. What is there already stays.
 */

#include "cli/command.h"

/* `name` is the folder's: letters, digits, `-` and `_`. Says what it wrote, or why not. */
bool new_theme(struct arena *arena, const struct options *options, struct str name);

#endif
