#ifndef PORTOLAN_BASE_TRANSLITERATE_H
#define PORTOLAN_BASE_TRANSLITERATE_H

/*
 * Text of any script in ASCII, as ICU's `NFKD; Any-Latin; Latin-ASCII` has it
 * (the same as Python's Unidecode for every heading of the guides). The only
 * file that includes ICU is transliterate.c. Common Latin letters and
 * punctuation are answered from a table that is tested against ICU, because
 * opening ICU's transliterator takes longer than a whole small site.
 */

#include "base/buf.h"

/* Appends to `out`; bytes over 0x7F that ICU can't say in ASCII are left out. Thread-safe. */
void transliterate(struct str text, struct buf *out);

/* Unicode lower case, simple mapping, appended as UTF-8: for comparing words and alias anchors. */
void lower_case(struct str text, struct buf *out);

/* The same as a copy that lives as long as the arena. */
struct str lower_case_copy(struct arena *arena, struct str text);

/* The same for one code point. */
uint32_t lower_code_point(uint32_t code_point);

#endif
