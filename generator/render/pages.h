#ifndef PORTOLAN_RENDER_PAGES_H
#define PORTOLAN_RENDER_PAGES_H

/*
 * The pages of a site: which there are, where each is published, and the
 * bytes of each. A renderer is const once it is made, so any number of
 * threads may render, each with a scratch arena and a buf of its own.
 */

#include "render/mustache.h"
#include "render/view.h"

enum render_kind {
	RENDER_PAGE,      /* a document's page */
	RENDER_NOT_FOUND, /* a 404 page without a document */
	RENDER_LOCALES,   /* the list of locales at the root */
	RENDER_PORTS,     /* the ports that a locale's guides state */
	RENDER_SEARCH,    /* where a locale is searched, with the list of its guides */
	RENDER_MARKDOWN,  /* a document's page as markdown */
	RENDER_REDIRECT,  /* where a page was before: leads to it on hosts that know no redirects */
};

/* One file: all but markdown are HTML. */
struct render_item {
	enum render_kind kind;
	struct str path;                  /* below the output folder: "fr/emails/index.html" */
	const struct page *page;          /* RENDER_PAGE, RENDER_MARKDOWN, RENDER_REDIRECT */
	const struct view_locale *locale; /* whose words it speaks */
};

struct renderer {
	const struct templates *templates;
	const struct views *views;
	const struct template *const *guides; /* the template of guides by locale; NULL: one serves */
	const struct render_item *others;     /* than documents' pages and their markdown */
	size_t other_count;
	struct map *others_by_path;
};

/* The templates and everything of the input outlive the renderer. */
struct renderer renderer_create(
	struct arena *arena, const struct templates *templates, const struct view_input *input);

/* All files of the site: the theme's own pages, then documents' by source path, each with its
 * markdown behind it. */
struct render_list {
	const struct render_item *items;
	size_t count;
};

struct render_list renderer_list(struct arena *arena, const struct renderer *renderer);

/* The file at a path, made in `scratch` or the renderer's own, or NULL. */
const struct render_item *renderer_find(
	const struct renderer *renderer, struct arena *scratch, struct str path);

/*
 * Append one file's bytes. `scratch` is used and not reset: the caller does
 * that between files. False when the theme's templates go on without end.
 */
bool renderer_render(const struct renderer *renderer, const struct render_item *item,
	struct arena *scratch, struct buf *out);

/* Where a URL of the site (without base path, unencoded) is published: "/a/" → "a/index.html". */
struct str render_path(struct arena *arena, struct str url);

#endif
