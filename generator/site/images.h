#ifndef PORTOLAN_SITE_IMAGES_H
#define PORTOLAN_SITE_IMAGES_H

/*
 * Files that pages refer to. `images/x.png` of a guide in `a/b` lies at
 * `a/b/images/x.png` below the content, else at `a/b/x.png` or at `x.png`
 * below the images root. The name as written is tried before it is
 * percent-decoded: some files have `%20` in their names.
 */

#include "site/linker.h"

/* Aim an image; reports image-missing and image-case. `path` has no scheme. */
void images_resolve(const struct resolver *resolver, struct str path);

/* The file that a link means, or NULL. Guides' own sources are no files. */
const struct site_file *images_find_file(const struct resolver *resolver, struct str path);

/* After all pages are resolved: the site's files in order, from those that targets lead to. */
void images_collect(struct linker *linker);

#endif
