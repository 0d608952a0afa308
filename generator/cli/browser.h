#ifndef PORTOLAN_CLI_BROWSER_H
#define PORTOLAN_CLI_BROWSER_H

/*
 * Opening a URL in the browser. A browser needs rights that this program gives
 * up (sandbox.h), so a process that has them still is started before, and
 * waits for the URL.
 */

#include "base/str.h"

/* What browser_open writes to, or -1. Closing it ends the process. */
int browser_prepare(void);

/* `$BROWSER`, else xdg-open, gets the URL; the process says when neither is there. */
void browser_open(int browser, struct str url);

#endif
