#ifndef PORTOLAN_RENDER_VIEW_H
#define PORTOLAN_RENDER_VIEW_H

/*
 * What templates see of a page: a tree of values, named as themes/default's
 * templates use them (themes/default/README.md: every field). URLs are
 * root-relative, encoded and ready for an href; canonical and alternate ones
 * are absolute where the site knows its own address.
 */

#include "render/view_shared.h"

/*
 * The view of a page; `body` is its finished HTML, or "". Made in
 * `scratch` but for what pages share. Safe from several threads.
 */
const struct object *view_of_page(
	const struct views *views, struct arena *scratch, const struct page *page, struct value body);

/*
 * What is the same in the views of all of a locale's pages of a kind: fields of theirs, and of
 * objects in them. No other object of a view has fields of such names.
 */
const struct object *view_shared_by(const struct views *views, struct arena *arena,
	const struct view_locale *locale, enum kind kind);

/* A 404 page without a document of its own. */
const struct object *view_of_not_found(
	const struct views *views, struct arena *scratch, const struct view_locale *locale);

/* The page at the root that lists the locales, in the words of one of them. */
const struct object *view_of_locales(
	const struct views *views, struct arena *scratch, const struct view_locale *locale);

/* The page at a former URL of `page`: templates see that page's `url`, `title` and words. */
const struct object *view_of_redirect(
	const struct views *views, struct arena *scratch, const struct page *page);

/* The frame of another page of the theme's own: `name` is its kind, `url` root-relative. */
struct object *view_of_own_page(const struct views *views, struct arena *scratch,
	const struct view_locale *locale, struct str name, struct str url);

#endif
