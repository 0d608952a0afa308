#ifndef PORTOLAN_PREVIEW_PAGE_INFO_H
#define PORTOLAN_PREVIEW_PAGE_INFO_H

/* What the overlay of an open page shows, as JSON. */

#include "preview/state.h"

/*
 * {"source":"content/…","editor":"vscode://…" or "","trouble":"why the last
 *  change was not taken" or "",
 *  "locales":[{"code","name","url","current"}] of the same page,
 *  "missing":[codes of the site's locales that lack it],
 *  "findings":[{"rule","severity","path","line","column","message","help","frame","editor"}]}
 *
 * For a URL without a document, source is "" and lists are empty. Notes are left out.
 */
void page_info_write(struct state *state, const struct state_options *options, struct str trouble,
	struct str url, struct buf *out);

#endif
