#ifndef PORTOLAN_CONTENT_KEYS_H
#define PORTOLAN_CONTENT_KEYS_H

/*
 * The keys that front matter knows, and what their values are.
 *
 * FRONT_KEYS is the one table. To add a key, add a row and read it where it is
 * needed with front_text, front_flag or front_next_item: parsing, checking and
 * did-you-mean come by themselves. Keys are case-insensitive.
 */

#include "base/arena.h"
#include "base/str.h"

enum front_type {
	FRONT_TYPE_TEXT,  /* any scalar, as written: `08` stays "08" */
	FRONT_TYPE_PROSE, /* a text for readers: the HTML entities in it are decoded */
	FRONT_TYPE_DATE,  /* YYYY-MM-DD */
	FRONT_TYPE_FLAG,  /* true, false, yes, no, on, off, 1, 0 */
	FRONT_TYPE_LIST,  /* a YAML list, or texts between commas */
	FRONT_TYPE_ANY,   /* accepted, not read */
};

/* X(enumerator, key, type) with what it means and its default. */
#define FRONT_KEYS(X)                                                                              \
	/* The page's name; required. */                                                               \
	X(TITLE, "title", PROSE)                                                                       \
	/* Its own part of the URL; default: the directory's path. May hold `/`. */                    \
	X(SLUG, "slug", TEXT)                                                                          \
	/* A sentence for lists and search engines. */                                                 \
	X(EXCERPT, "excerpt", PROSE)                                                                   \
	/* The section of the product's list; default "Misc", translated. */                           \
	X(SECTION, "section", PROSE)                                                                   \
	/* On a product: the order of its sections. */                                                 \
	X(SECTIONS, "sections", LIST)                                                                  \
	/* The place among its siblings: numbers first, then texts, then those without. */             \
	X(ORDER, "order", TEXT)                                                                        \
	/* Published, but in no list, sitemap or search; default false. */                             \
	X(HIDDEN, "hidden", FLAG)                                                                      \
	/* Published at all; default true. */                                                          \
	X(PUBLISHED, "published", FLAG)                                                                \
	/* What `{legacy}` links name. */                                                              \
	X(LEGACY_GUIDE_NUMBER, "legacy_guide_number", TEXT)                                            \
	X(ID, "id", TEXT)                                                                              \
	/* For search engines; default the excerpt. */                                                 \
	X(DESCRIPTION, "description", PROSE)                                                           \
	X(KEYWORDS, "keywords", LIST)                                                                  \
	/* The <title>; default the title. */                                                          \
	X(METATITLE, "metatitle", PROSE)                                                               \
	/* The last update; older guides say it in the body's first line. */                           \
	X(UPDATED, "updated", DATE)                                                                    \
	/* Shown with a notice that the guide is out of date; default false. */                        \
	X(DEPRECATED, "deprecated", FLAG)                                                              \
	/* Without sidebar and contents; default false. */                                             \
	X(FULLWIDTH, "fullwidth", FLAG)                                                                \
	/* Paths that lead here for ever. */                                                           \
	X(ALIASES, "aliases", LIST)                                                                    \
	/* The former engine's keys: accepted, not read. */                                            \
	X(COLOR, "color", ANY)                                                                         \
	X(IMG, "img", ANY)                                                                             \
	X(LINKS, "links", ANY)                                                                         \
	X(UNIVERSE, "universe", ANY)                                                                   \
	X(SPACE_KEY, "space_key", ANY)                                                                 \
	X(SPACE_NAME, "space_name", ANY)                                                               \
	X(CONTRIBUTE, "contribute", ANY)                                                               \
	X(SUMMARY, "summary", ANY)                                                                     \
	X(ROUTES, "routes", ANY)                                                                       \
	X(ROUTES_CANONICAL, "routes.canonical", ANY)                                                   \
	X(FULL_SLUG, "full_slug", TEXT)                                                                \
	X(VISIBILITY, "visibility", ANY)                                                               \
	X(FLAG, "flag", ANY)

enum front_key {
#define FRONT_ENUMERATOR(enumerator, key, type) FRONT_##enumerator,
	FRONT_KEYS(FRONT_ENUMERATOR)
#undef FRONT_ENUMERATOR
		FRONT_KEY_COUNT
};

/* The key of a name in any case, or FRONT_KEY_COUNT. */
enum front_key front_key_by_name(struct str name);

struct str front_key_name(enum front_key key);
enum front_type front_key_type(enum front_key key);

/* The known key that an unknown one is most like, or "". */
struct str front_key_nearest(struct arena *arena, struct str name);

/*
 * A value as the program reads it: blanks and line ends as single spaces at
 * most, none around; entities decoded where the type wants it. Control
 * characters, which YAML's escapes can write, are left out. What needs none of
 * this is `text` itself, trimmed; else it is made in the arena.
 */
struct str front_type_clean(struct arena *arena, enum front_type type, struct str text);

/* Whether a clean text is of the type; `flag` is set when the type is a flag. */
bool front_type_fits(enum front_type type, struct str text, bool *flag);

#endif
