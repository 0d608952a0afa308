#ifndef PORTOLAN_RENDER_LLMS_H
#define PORTOLAN_RENDER_LLMS_H

/*
 * llms.txt (https://llmstxt.org/): what language models find of a site. One at
 * the root in the words of the default locale, and one a locale; each lists the guides by
 * product with the address of their markdown.
 */

#include "render/listings.h"

void llms_add(struct listings *listings, const struct views *views);

#endif
