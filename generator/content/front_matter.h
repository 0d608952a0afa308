#ifndef PORTOLAN_CONTENT_FRONT_MATTER_H
#define PORTOLAN_CONTENT_FRONT_MATTER_H

/*
 * What a guide says about itself: YAML between two `---` lines at its head.
 *
 * FRONT_KEYS is the one table of keys. To add a key, add a row here and read
 * it where it is needed with front_text, front_flag or front_list: parsing,
 * checking and did-you-mean come by themselves. Keys are case-insensitive.
 */

#include "base/arena.h"
#include "content/source.h"

enum front_type {
	FRONT_TYPE_TEXT, /* any scalar, as written: `08` stays "08" */
	FRONT_TYPE_DATE, /* YYYY-MM-DD */
	FRONT_TYPE_FLAG, /* true, false, yes, no, on, off, 1, 0 */
	FRONT_TYPE_LIST, /* a YAML list, or texts between commas */
	FRONT_TYPE_ANY,  /* accepted, not read */
};

/* X(enumerator, key, type) with what it means and its default. */
#define FRONT_KEYS(X)                                                                              \
	/* The page's name; required. */                                                               \
	X(TITLE, "title", TEXT)                                                                        \
	/* Its own part of the URL; default: the directory's path. May hold `/`. */                    \
	X(SLUG, "slug", TEXT)                                                                          \
	/* A sentence for lists and search engines. */                                                 \
	X(EXCERPT, "excerpt", TEXT)                                                                    \
	/* The section of the product's list; default "Misc", translated. */                           \
	X(SECTION, "section", TEXT)                                                                    \
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
	X(DESCRIPTION, "description", TEXT)                                                            \
	X(KEYWORDS, "keywords", LIST)                                                                  \
	/* The <title>; default the title. */                                                          \
	X(METATITLE, "metatitle", TEXT)                                                                \
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

struct front_value {
	enum front_key key;
	struct str text; /* a list: its items between commas */
	struct place key_place;
	struct place place;
	bool flag;
};

struct front_matter {
	const struct front_value *values; /* in order of the file, each key once */
	size_t count;
	bool faulty; /* no YAML: values are what could be read line by line */
};

/*
 * Read the front matter of a source. `*body` becomes the offset where the body
 * begins. Findings: front-syntax, front-missing, title-missing, front-key,
 * front-duplicate, front-value. Texts are made in the arena. `depth` limits nesting.
 */
struct front_matter front_matter_read(struct arena *arena, const struct source *source,
	unsigned depth, struct diagnostics *found, size_t *body);

/* The value of a key, or NULL when the file doesn't give it. */
const struct front_value *front_value(const struct front_matter *front, enum front_key key);

/* "" when it isn't given. */
struct str front_text(const struct front_matter *front, enum front_key key);
bool front_flag(const struct front_matter *front, enum front_key key, bool fallback);

/* Take the next item off a list's text: without blanks around; false at the end. */
bool front_next_item(struct str *list, struct str *item);

/* Where a key's value stands, else the head of the file. */
struct place front_place(const struct front_matter *front, enum front_key key);

#endif
