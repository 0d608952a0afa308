#ifndef PORTOLAN_PARSE_LOCATOR_H
#define PORTOLAN_PARSE_LOCATOR_H

/* What parse/locate.c, which walks the tree, and locate_links.c share. */

#include "parse/tree.h"

struct locator {
	struct str raw;
	size_t cursor;
	size_t limit;   /* the end of the block or cell that is being read */
	bool has_marks; /* of escapes or entities, anywhere in `raw` */
	size_t steps;   /* still allowed */
};

/* Text without a mark that escapes see through: where its bytes stand, it stands. */
bool locate_is_plain(const struct locator *locator, struct str text);
bool locate_stands_at(const struct locator *locator, struct str text, size_t at);

/* A link or image, inline, by reference or in angle brackets: what it shows is located between. */
void locate_link_begin(struct locator *locator, struct node *node);
void locate_link_end(struct locator *locator, struct node *node);

#endif
