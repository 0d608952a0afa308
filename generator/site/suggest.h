#ifndef PORTOLAN_SITE_SUGGEST_H
#define PORTOLAN_SITE_SUGGEST_H

/*
 * What a link that leads nowhere was probably meant to be. Only broken links
 * pay for it, each page for a limited number of them.
 */

#include "site/linker.h"

/* The pages (sorted by path) by the last two parts of their paths: for `tails` of names. */
struct map *suggest_tails(struct arena *arena, const struct page *pages, size_t count);

/* The pages' paths side by side: for `paths` of names. */
struct str *suggest_paths(struct arena *arena, const struct page *pages, size_t count);

/*
 * A page's source path that is like one that isn't there: a few letters differ
 * in one place, or the folder and the file's name are right and what stands
 * before is not. NULL when none is.
 */
const struct page *suggest_source(const struct resolver *resolver, struct str path);

/*
 * The one guide of this locale whose legacy number differs in one digit from
 * one that nobody has. NULL when none is, or several are.
 */
const struct page *suggest_legacy(const struct resolver *resolver, struct str number);

#endif
