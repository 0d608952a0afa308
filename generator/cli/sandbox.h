#ifndef PORTOLAN_CLI_SANDBOX_H
#define PORTOLAN_CLI_SANDBOX_H

/*
 * The program gives up what it doesn't need before it reads a guide: it writes
 * below the folders that its command names and nowhere else, and starts no
 * program but git, where the command asks git. What opens a browser was started
 * before (browser.h).
 *
 * By Landlock (https://docs.kernel.org/userspace-api/landlock.html), which
 * needs no privileges; kernels before 5.19 lack what it takes, and the program
 * goes on without. Called before the first thread starts.
 */

#include "cli/options.h"

/* False when the kernel knows Landlock but refused: `errno` says why. */
bool sandbox_enter(const struct options *options);

#endif
