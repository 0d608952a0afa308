#ifndef PORTOLAN_PREVIEW_ANSWERS_H
#define PORTOLAN_PREVIEW_ANSWERS_H

/* What stands at the URLs of the site itself: the bytes that `build` publishes. */

#include "preview/state.h"
#include "serve/server.h"

/*
 * Answer a path, which begins with "/". HTML gets the preview's script and
 * stylesheet at the end of its head; nothing else is added. A folder's URL
 * without its slash, and a URL where a page was before, are redirects; what
 * is nowhere is the 404 page of the locale that the path begins with.
 */
void answer_published(struct state *state, const struct state_options *options, struct str path,
	struct server_answer *answer);

/* The same for the page at a path, or NULL; "/fr/x/" and "/fr/x/index.html" alike. */
const struct render_item *answers_find_page(
	const struct state *state, struct arena *scratch, struct str path);

#endif
