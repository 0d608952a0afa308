#ifndef PORTOLAN_PREVIEW_OVERVIEW_H
#define PORTOLAN_PREVIEW_OVERVIEW_H

/* The preview's own pages: all findings, all ports, what each locale has and lacks. */

#include "preview/state.h"

/*
 * "/_portolan/": counts, locales, all findings by file. "/_portolan/ports":
 * the ledger. "/_portolan/locale/fr-ca": its pages, and the guides of other
 * locales that it lacks. False for any other path.
 */
bool overview_write(struct state *state, const struct state_options *options, struct str trouble,
	struct str path, struct buf *out);

#endif
