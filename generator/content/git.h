#ifndef PORTOLAN_CONTENT_GIT_H
#define PORTOLAN_CONTENT_GIT_H

/* Running the git program: the only program that is ever run. */

#include "base/buf.h"

/*
 * Run `git -C folder arguments…` (a NULL ends them) with `input` on its
 * standard input, and append what it prints. False with what it complains
 * about, or why it can't be run, in `message`.
 */
bool git_run(struct arena *arena, const char *folder, const char *const *arguments,
	struct str input, struct buf *out, struct str *message);

#endif
