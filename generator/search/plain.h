#ifndef PORTOLAN_SEARCH_PLAIN_H
#define PORTOLAN_SEARCH_PLAIN_H

/*
 * A body's HTML as text: what a reader reads, cut at its headings.
 *
 * Texts are written as the inside of a JSON string (RFC 8259, section 7): `"`
 * and `\` are escaped, so that they are published as they are, and nothing
 * that words are made of is changed by it. Blanks are single spaces; blocks
 * and cells are kept apart by one; tags inside of a line leave no trace.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct plain_section {
	struct str anchor;  /* the heading's id, entities decoded; "" for what stands above the first */
	struct str heading; /* its text */
	struct str text;    /* up to the next heading that has an id */
};

struct plain {
	struct plain_section *sections; /* at least one */
	size_t count;
};

/*
 * `html` is finished HTML, or a fragment whose holes leave no text behind.
 * `before` (plain text) is put in front of the first section. `room` is a
 * worker's buffer, cleared here; everything that is returned is in the arena.
 */
struct plain plain_read(struct arena *arena, struct buf *room, struct str before, struct str html);

/* Any text, such as a title, in the same form. */
struct str plain_text(struct arena *arena, struct buf *room, struct str text);

#endif
