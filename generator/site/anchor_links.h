#ifndef PORTOLAN_SITE_ANCHOR_LINKS_H
#define PORTOLAN_SITE_ANCHOR_LINKS_H

/*
 * The links to anchors, answered page by page: each page's anchors are
 * gathered once, for all the links that lead to it. What only works by another
 * form becomes an extra target of its heading.
 */

#include "site/linker.h"

/* After all pages' references were resolved. Fills the targets' URLs, headings and extra targets.
 */
void anchor_links_answer(struct linker *linker);

#endif
