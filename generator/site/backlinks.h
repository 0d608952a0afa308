#ifndef PORTOLAN_SITE_BACKLINKS_H
#define PORTOLAN_SITE_BACKLINKS_H

/* Which pages link to a page. */

#include "site/linker.h"

/* Fill each page's `backlinks`, after targets and locales are there. Hidden pages don't count. */
void backlinks_link(struct linker *linker);

#endif
