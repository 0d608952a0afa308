#ifndef PORTOLAN_SITE_URL_H
#define PORTOLAN_SITE_URL_H

/*
 * The URL rule: `/<zone>/` where zone and language are the same letters, else
 * `/<zone>/<language>/`; then the slugs of the parents that are products or
 * guides, then the page's own; a slash at the end. A universe is its slug
 * alone, a home has none, a 404 page is `404.html`.
 */

#include "site/site.h"

/*
 * A document's own slug: the front matter's, else its directory's path. Parts
 * that are empty, `.` or `..` are left out, characters that no URL path holds
 * become hyphens: `*mended` says whether anything was.
 */
struct str url_slug(struct arena *arena, const struct document *document, bool *mended);

/*
 * The URL of a document. `ancestors` are the pages above it, the nearest
 * first, in the translations whose slugs it has.
 */
struct str url_of_document(struct arena *arena, const struct document *document, struct str slug,
	const struct page *const *ancestors, size_t ancestor_count);

/* "docs.example.org" of "https://docs.example.org/guides", or "". */
struct str url_host(struct str base_url);

/* "/guides" of "https://docs.example.org/guides", or "". */
struct str url_base_path(struct str base_url);

/* %XX decoded; a decoded NUL or slash stays as it was written. */
struct str url_decode(struct arena *arena, struct str url);

/* Percent-encoded where a URL path or fragment wants it. */
struct str url_encode(struct arena *arena, struct str url);

/* Split at `#`; then the head at `?`. Parts that are absent are "". */
void url_split(struct str url, struct str *path, struct str *query, struct str *fragment);

/* `/a//b/./c/../d` → `/a/b/d/`: one slash each, dots resolved, a slash at the end. */
struct str url_normal(struct arena *arena, struct str path);

/* A path has room for 4,096 bytes (Linux), the output folder's among them. */
#define LONGEST_URL 2000

/*
 * Whether a page could stand at a URL: no part of it is too long for a file's
 * name, has characters that would end a path, or is the name of a file that the site
 * itself publishes.
 */
bool url_is_fit(struct str url);

#endif
