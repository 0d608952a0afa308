#ifndef PORTOLAN_CONTENT_KIND_H
#define PORTOLAN_CONTENT_KIND_H

/* What a file of the content is, by its name `<kind>.<locale>.md`. */

#include "content/locale.h"

enum kind {
	KIND_HOME,
	KIND_UNIVERSE,
	KIND_PRODUCT,
	KIND_GUIDE,
	KIND_NOT_FOUND, /* 404.<locale>.md */
	KIND_COUNT
};

/* False for any other name, `default.<locale>.md` among them: that is never published. */
bool kind_of_file(struct str name, enum kind *kind, struct locale *locale);

/* "home", "universe", "product", "guide", "404". */
struct str kind_name(enum kind kind);

/* Home → Universe; Universe → Universe, Product; Product → Product, Guide; Guide → Guide. */
bool kind_may_hold(enum kind parent, enum kind child);

#endif
