#ifndef PORTOLAN_CONTENT_FRONT_MATTER_H
#define PORTOLAN_CONTENT_FRONT_MATTER_H

/*
 * What a guide says about itself: YAML between two `---` lines at its head.
 *
 * Which keys there are is said in content/keys.h.
 */

#include "base/arena.h"
#include "content/keys.h"
#include "content/source.h"

struct front_value {
	enum front_key key;
	struct str text; /* a list: its items between commas */
	struct place place;
	bool flag;
};

struct front_matter {
	const struct front_value *values; /* in order of the file, each key once */
	size_t count;
	uint64_t present; /* a bit for each key that has a value: most questions are of one that is not
						 there */
	bool faulty;      /* no YAML: values are what could be read line by line */
};

/*
 * Read the front matter of a source. `*body` becomes the offset where the body
 * begins. Findings: front-syntax, front-missing, title-missing, front-key,
 * front-duplicate, front-value. Texts are made in the arena,
 * what is only used on the way in `scratch`. `depth` limits nesting.
 */
struct front_matter front_matter_read(struct arena *arena, struct arena *scratch,
	const struct source *source, unsigned depth, struct diagnostics *found, size_t *body);

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
