#ifndef PORTOLAN_PARSE_HEADING_IDS_H
#define PORTOLAN_PARSE_HEADING_IDS_H

/*
 * The ids of a page's headings, by the rule that the guides' authors know:
 * transliterated to ASCII, lower case, only letters, digits, `_`, spaces and
 * hyphens, runs of spaces and hyphens as one hyphen; `_1`, `_2`… make an id
 * unique.
 *
 * The former engine made the id of a heading that closes k deeper levels
 * unique k times more; authors copied such ids, so they are computed too and
 * reach the heading when no other one owns them.
 */

#include "parse/document.h"

/* The id that a heading's plain text asks for, before it is made unique; may be empty. */
struct str heading_slug(struct arena *arena, struct str text);

/*
 * Give every heading its `id` and `quirk_id`. Headings with `explicit_id` keep
 * theirs; empty ones get none but take part in the levels. `content` is
 * taken, and ids that begin with `p-` are ours. They are made in the arena.
 */
void heading_ids_assign(struct arena *arena, struct arena *scratch, struct heading *headings,
	size_t count, const struct anchor *anchors, size_t anchor_count);

/*
 * The other forms by which authors reach a heading (a page's link in one of
 * them is `anchor-alias`): as GitHub makes it, with its Unicode letters, with
 * other hyphenations. Calls `form` for each that differs from the id.
 */
void heading_aliases(struct arena *scratch, const struct heading *heading,
	void (*form)(void *context, struct str alias), void *context);

#endif
