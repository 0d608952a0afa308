#ifndef PORTOLAN_PARSE_MAPPED_TEXT_H
#define PORTOLAN_PARSE_MAPPED_TEXT_H

/*
 * Text that knows where each of its bytes stood in the author's file.
 *
 * The repairs before markdown is parsed insert and remove bytes, and the
 * inside of a callout is parsed without its `>`; findings still point at the
 * author's own line and column because every such text carries this map.
 */

#include "base/arena.h"
#include "base/str.h"

struct segment {
	uint32_t at;     /* where it begins in the text */
	uint32_t source; /* where that byte stands in the source */
	bool inserted;   /* every byte of it stands for the one source place */
};

struct mapped_text {
	struct str bytes;
	const struct segment *segments; /* by `at`; the first is at 0 */
	size_t segment_count;
};

/* Text that is a stretch of the source as it is. */
struct mapped_text mapped_text_of(struct arena *arena, struct str source, size_t begin, size_t end);

/* The index of the last segment that begins at or before a byte of the text, or its end. */
size_t mapped_text_segment(const struct mapped_text *text, size_t offset);

/*
 * The source offset of a byte of the text, or of its end. `*segment` is the index of the one
 * that the last question fell into, 0 before the first: the next is mostly near it.
 */
static inline size_t mapped_text_source_near(
	const struct mapped_text *text, size_t offset, size_t *segment)
{
	const struct segment *at = &text->segments[*segment];

	if (at->at > offset || (*segment + 1 < text->segment_count && at[1].at <= offset)) {
		*segment = mapped_text_segment(text, offset);
		at = &text->segments[*segment];
	}
	return at->source + (at->inserted ? 0 : offset - at->at);
}

/* The same for a single question. */
size_t mapped_text_source(const struct mapped_text *text, size_t offset);

/* Replace `remove` bytes at `at` by `insert`. */
struct edit {
	size_t at;
	size_t remove;
	struct str insert;
	size_t order; /* of adding */
};

struct edits {
	struct arena *arena;
	struct edit *items;
	size_t count, size;
};

void edits_add(struct edits *edits, size_t at, size_t remove, struct str insert);

/*
 * The text with all edits made. They may come in any order; of two that
 * overlap, the later in the text is left out. Edits at one place are made in
 * the order of adding.
 */
struct mapped_text mapped_text_edit(
	struct arena *arena, const struct mapped_text *text, struct edits *edits);

/* The given stretches of a text (pairs of begin and end, in order), as one text. */
struct stretch {
	size_t begin;
	size_t end;
};

struct mapped_text mapped_text_pick(struct arena *arena, const struct mapped_text *text,
	const struct stretch *stretches, size_t count);

#endif
