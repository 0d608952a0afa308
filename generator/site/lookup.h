#ifndef PORTOLAN_SITE_LOOKUP_H
#define PORTOLAN_SITE_LOOKUP_H

/* The names by which links reach pages, each in a table. */

#include "site/hierarchy.h"

/* Where a /links/ key leads in one locale. */
struct link_key {
	struct str locale;
	struct str url;
	struct link_key *next;
};

#define LETTER_KINDS 32

/* A page with the same head of its URL. */
struct neighbour {
	const struct page *page;
	const struct neighbour *next;
	struct str last;                     /* of the URL */
	unsigned char letters[LETTER_KINDS]; /* how many of each kind, to tell the unlike at once */
};

struct lookup {
	const struct hierarchy *hierarchy;
	struct map *by_url;         /* the names' */
	struct map *by_path;        /* the names' */
	struct map *by_directory;   /* source directory → its first family */
	struct map *by_legacy;      /* "1281 fr-ca" → page */
	struct map *any_legacy;     /* "1281" → family of the first page that has it */
	struct map *by_product;     /* "flat-slug fr-ca" → page */
	struct map *by_last_part;   /* "slug fr-ca": the last part of the URL → page */
	struct map *by_head;        /* the URL without its last part → struct neighbour */
	struct map *dropped;        /* source path of a page that isn't published → who has its URL */
	struct map *dropped_legacy; /* "1281" of such a page → who has its URL */
	struct map *keys;           /* key → struct link_key */
};

struct names;

/*
 * Make the tables of the names' pages. After the first function, the other two may run at the same
 * time, each with an arena of its own that lives as long as the names: neither looks into what the
 * other makes. `tree` may be NULL; of it, link keys and the slugs of meta.yaml are read.
 */
void lookup_begin(struct names *names);
void lookup_make_pages(struct arena *arena, struct names *names, const struct tree *tree);
void lookup_make_legacies(struct arena *arena, struct names *names);

/*
 * A page is not published because `owner` has its URL: links to it lead there,
 * so that one mistake is one finding.
 */
void lookup_add_dropped(
	struct arena *arena, struct lookup *lookup, const struct page *page, const struct page *owner);

/* The number without a `g` before it. */
struct str legacy_number(struct str written);

/* `scratch` holds the keys that are looked for. */
const struct page *lookup_legacy(
	const struct lookup *lookup, struct arena *scratch, struct str number, struct str locale);

/*
 * The page to show for a number that this locale lacks: the guide's translation
 * here, else one of the same language, of fr-fr, or the first. NULL: nobody has it.
 */
const struct page *lookup_legacy_elsewhere(
	const struct lookup *lookup, struct str number, const struct locale *locale);

/* A URL path as written, unencoded or not; slashes as they come. */
const struct page *lookup_url(
	const struct lookup *lookup, struct arena *scratch, struct str base_path, struct str path);

/* The family that a directory's links mean: guide, product, universe or home. */
const struct family *lookup_directory(const struct lookup *lookup, struct str directory);

const struct page *lookup_product(
	const struct lookup *lookup, struct arena *scratch, struct str slug, struct str locale);

/* The URL of a key in a locale; `*known` says whether the key exists at all. */
struct str lookup_key(const struct lookup *lookup, struct str key, struct str locale, bool *known);

/* A page of this locale whose URL is like one that doesn't exist, or NULL. */
const struct page *lookup_near(
	const struct lookup *lookup, struct arena *scratch, struct str url, struct str locale);

#endif
