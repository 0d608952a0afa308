#ifndef PORTOLAN_SITE_RESOLVE_PATH_H
#define PORTOLAN_SITE_RESOLVE_PATH_H

/* Destinations that are paths: of guides' sources, their folders, and files beside them. */

#include "site/linker.h"

/* `x.md`, `../x/guide.fr-fr.md#y`: by source path. */
void resolve_source(const struct resolver *resolver, struct str written, struct str fragment);

/* `/pages/<path>`: a source folder, in this locale or the one that stands in for it. */
void resolve_folder(const struct resolver *resolver, struct str path, struct str fragment);

/* A file beside, a URL as seen from the page's own, or a folder as seen from the source's. */
void resolve_relative(
	const struct resolver *resolver, struct str path, struct str query, struct str fragment);

/* A link to a guide's file, as seen from the resolver's page. */
struct str resolve_path_to(const struct resolver *resolver, const struct page *page);

#endif
