#ifndef PORTOLAN_PARSE_CALLOUT_H
#define PORTOLAN_PARSE_CALLOUT_H

/*
 * Callouts: a quote whose first line is `[!name]`, alone or before text. The
 * names are the dialect's eight, in any case; a quote with another name alone on
 * the line becomes a neutral callout and a finding.
 */

#include "content/source.h"
#include "parse/tree.h"

/* Turn every such quote of the tree into a NODE_CALLOUT; its name is small letters. */
void callouts_apply(
	struct arena *arena, struct node *root, const struct source *source, struct diagnostics *found);

/*
 * The marker `[!name]` or `[!name(argument)]` alone on a line, blanks around
 * it (no-break spaces too): true, its name and argument.
 */
bool callout_marker(struct str line, struct str *name, struct str *argument);

/* True for such a line, and for `[!name] text` with one of the dialect's names. */
bool callout_begins(struct str line);

/* The index of a name among the dialect's (the order of enum body_string), or STR_NONE. */
size_t callout_index(struct str name);

#endif
