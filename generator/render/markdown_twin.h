#ifndef PORTOLAN_RENDER_MARKDOWN_TWIN_H
#define PORTOLAN_RENDER_MARKDOWN_TWIN_H

/*
 * A page as markdown, for programs that read text: its title, then the
 * author's text with every destination as a URL that leads somewhere from
 * anywhere. Published beside the page, as `index.md`.
 */

#include "render/view_shared.h"

/*
 * Append a page's markdown. The file is read again, since no text of it is kept; one that
 * can't be read any more gives the title alone, and the next build mends it. Everything
 * passing is made in `scratch`. Safe from several threads.
 */
void markdown_twin_write(
	const struct views *views, struct arena *scratch, const struct page *page, struct buf *out);

#endif
