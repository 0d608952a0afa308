#ifndef PORTOLAN_SEARCH_FOLD_H
#define PORTOLAN_SEARCH_FOLD_H

/*
 * Words without accents: each Latin letter over 0x7F on its own as
 * base/transliterate_table.h has it in ASCII, in small letters; combining marks
 * are left out; letters of other scripts stay as they are. The index carries the
 * pairs that its words need, so that the browser folds a query by the same table.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

/* Grows with the letters that it meets. One thread at a time. */
struct fold {
	struct arena *arena;
	struct map *known;   /* the letter's bytes → struct str */
	struct str *letters; /* in order of meeting */
	size_t count, size;
};

struct fold fold_make(struct arena *arena);

/* The folded word, in the arena; a word of ASCII is returned as it is. */
struct str fold_word(struct fold *fold, struct str word);

/* {"é":"e",…}, by the bytes of the letters. */
void fold_write_json(const struct fold *fold, struct buf *out);

#endif
