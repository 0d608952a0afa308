#ifndef PORTOLAN_RENDER_VIEW_SHARED_H
#define PORTOLAN_RENDER_VIEW_SHARED_H

/*
 * What many pages show alike, made once before the first is rendered and
 * const from then on: each page as an entry of lists, each list of guides by
 * section, each locale.
 */

#include "render/fragment.h"
#include "site/site.h"

struct view_locale {
	const struct site_locale *site; /* NULL where no page is in this locale */
	struct locale locale;
	const struct object *strings; /* `t` */
	struct fragment_words words;
	struct str tag;       /* "fr-CA" */
	struct str graph_tag; /* "fr_CA" */
	struct str name;      /* in its own language */
	struct str home;      /* URL of the home, else of the list of locales */
	struct str ports;  /* URL of the page of ports, or "" when no guide of the locale states one */
	struct str search; /* URL of the search page, or "" when there is nothing to search or a page
						  of the content has that URL */
	struct str search_index; /* URL of what it searches, see search/shards.h */
	struct str feed; /* URL of the feed of updated guides, or "" when no guide of it has a date */
	struct str default_section;
};

/* The guides below a page: a list of objects with title, id, current (false) and guides. */
struct view_sections {
	const struct value *values;
	size_t count;
};

/* What others show of a page. */
struct view_page {
	const struct object *entry;           /* of one that is published */
	const struct view_sections *sections; /* of one that has some */
	const struct view_locale *locale;
};

/* Makes the HTML of a section in the arena. */
struct section_renderer {
	struct str (*render)(const void *context, struct arena *arena, const struct object *section);
	const void *context;
};

struct views {
	const struct site *site;
	struct str generator;        /* "Portolan <version>" */
	const struct object *assets; /* `assets` */
	struct str policy;           /* the Content-Security-Policy in pages, or "" */
	struct str root;             /* base path and a slash */
	struct str origin;           /* scheme and host, or "" while the site's address is unknown */
	const struct view_locale *locales;
	size_t locale_count;
	struct map *locales_by_code;     /* code → const struct view_locale */
	const struct value *locale_list; /* `locales`: those that a reader can enter */
	size_t locale_list_count;
	const struct view_page *pages; /* as the site's from first_page on; NULL: made when asked for */
	struct section_renderer render_section;
};

struct view_input {
	const struct site *site;
	/* `t` of each of the site's locales; of a site without any, that of its default locale. */
	const struct object *const *strings;
	const struct object *assets;
	struct str generator;
	/* A section of a sidebar as HTML, for the pages where it is not the current one; may be NULL.
	 */
	struct section_renderer render_section;
	/* Entries and sections are made for each page that is rendered, by who shows few of them; else
	 * once for all pages. */
	bool on_demand;
	unsigned workers; /* threads that make them, at least 1 */
};

/* Everything given outlives the views. */
struct views *views_create(struct arena *arena, const struct view_input *input);

/* The locale of a page. */
const struct view_locale *views_locale(const struct views *views, const struct page *page);

/*
 * The locale that speaks for the whole site: `default_locale`, else fr-fr,
 * else the first; of those that `codes` has. STR_NONE without any.
 */
size_t views_default(const struct views *views, const struct str *codes, size_t count);

/* That locale of all of the views'; there always is one. */
const struct view_locale *views_default_locale(const struct views *views, struct arena *scratch);

/*
 * A page as lists show it, shared or made in `scratch`: title, url, excerpt, current (false),
 * deprecated; `lang` of its title when another locale lends it, else ""; `updated` (null) where a
 * list is by date.
 */
const struct object *views_entry(
	const struct views *views, struct arena *scratch, const struct page *page);

/* A copy with another value in a field that is there. */
const struct object *object_with(
	struct arena *arena, const struct object *object, struct str name, struct value value);

/* The guides of a page, or NULL when it has none. */
const struct view_sections *views_sections(
	const struct views *views, struct arena *scratch, const struct page *page);

/* Of a locale's own file, root-relative without base path: "/ca/fr/ports.html". */
struct str views_locale_url(struct arena *arena, const struct locale *locale, struct str name);

/* Root-relative and encoded. */
struct str views_url(const struct views *views, struct arena *arena, struct str url);

/* Absolute where the site's address is known. */
struct str views_absolute(const struct views *views, struct arena *arena, struct str root_relative);

void set_list(struct object *object, struct str name, struct str has_name,
	const struct value *items, size_t count);

#endif
