#ifndef PORTOLAN_CHECK_CHECKED_H
#define PORTOLAN_CHECK_CHECKED_H

/*
 * What the rules found, kept for the next time: where no document of a page's
 * translations is another, neither are the findings in them; and where pages show the
 * files that they showed, neither are the findings in files. Rules that look at the whole
 * site run each time.
 */

#include "check/check.h"

struct checked;

/*
 * The findings of every rule. `former` is of a project that this one follows, that is still open,
 * with the same settings; or NULL. Levels are set, and what authors disabled is off. Ends with
 * checked_release, which `former` may see before.
 */
struct checked *checked_make(const struct check_input *input, const struct checked *former);
void checked_release(struct checked *checked);

/* The lists, as long as it lives and the project is open. */
const struct diagnostics *const *checked_lists(const struct checked *checked, size_t *count);

#endif
