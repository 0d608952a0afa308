#ifndef PORTOLAN_SITE_ANCHOR_GRAMMAR_H
#define PORTOLAN_SITE_ANCHOR_GRAMMAR_H

/*
 * The anchors of the site before the former one, which authors still write:
 * `<parents>_partie_<n>_<heading>`, each a heading's text in ASCII small
 * letters, spaces as `_`, `&` as `amp`, other punctuation dropped. `n` is the
 * heading's place among its siblings. Parents and `partie_<n>` may be absent;
 * a step at the heading's own head ("Partie 3:") is not part of it.
 */

#include "parse/document.h"

enum grammar_match {
	GRAMMAR_NONE,
	GRAMMAR_TAIL,  /* ends with the heading; what stands before means nothing here */
	GRAMMAR_LOOSE, /* another place among the siblings */
	GRAMMAR_EXACT,
};

struct grammar_result {
	enum grammar_match match;
	size_t heading; /* the first with this match */
	bool unique;    /* no other heading matches as well */
};

/* A document's headings in the grammar's form, made as they are needed; for one thread. */
struct grammar;

struct grammar *grammar_make(struct arena *arena, const struct document *document);

/* A text in the grammar's form; an anchor without `#`, decoded. */
struct str grammar_form(struct arena *arena, struct str text);

/* By the form of an anchor. */
struct grammar_result grammar_find(struct grammar *grammar, struct str form);

#endif
