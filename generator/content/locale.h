#ifndef PORTOLAN_CONTENT_LOCALE_H
#define PORTOLAN_CONTENT_LOCALE_H

/* A locale as the guides name it: a language of two letters, a zone of two to four. */

#include "base/buf.h"

struct locale {
	struct str code;     /* "fr-ca", "en-asia" */
	struct str language; /* "fr" */
	struct str zone;     /* "ca" */
};

/* "ll-zz" in small letters; the parts are views of `code`. */
bool locale_parse(struct str code, struct locale *locale);

/* The head of its URLs without slashes around: "fr" where zone and language agree, else "ca/fr". */
struct str locale_prefix(struct arena *arena, const struct locale *locale);

/*
 * The tag for lang and hreflang (BCP 47): "fr-CA". A zone that is no ISO 3166
 * country (`asia`) is left out: hreflang takes countries only.
 */
struct str locale_tag(struct arena *arena, const struct locale *locale);

/* The same, appended. */
void locale_add_tag(const struct locale *locale, struct buf *out);

/* True for languages that are written from right to left. */
bool locale_is_right_to_left(const struct locale *locale);

#endif
