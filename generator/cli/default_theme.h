#ifndef PORTOLAN_CLI_DEFAULT_THEME_H
#define PORTOLAN_CLI_DEFAULT_THEME_H

/*
 * Where the default theme lies: `themes/default` here, else beside the program
 * as it is built (`../themes/default`) or installed
 * (`../share/portolan/themes/default`).
 */

#include "base/str.h"

/* The folder, in the arena; NULL when there is none. */
const char *default_theme_find(struct arena *arena);

#endif
