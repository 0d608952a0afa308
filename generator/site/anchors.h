#ifndef PORTOLAN_SITE_ANCHORS_H
#define PORTOLAN_SITE_ANCHORS_H

/*
 * Which place of a page an anchor reaches. Attempts in order: the page's own
 * ids, those of the former engine, other slug forms, the older site's grammar
 * (anchor_grammar.h), a typo, a place that a translation has.
 */

#include "site/site.h"

enum anchor_match {
	ANCHOR_EXACT,   /* an id of the page: silent */
	ANCHOR_ALIAS,   /* another slug form of a heading: works, and is noted */
	ANCHOR_GRAMMAR, /* dead, and surely this heading was meant */
	ANCHOR_TYPO,    /* dead, and surely a slip of the pen */
	ANCHOR_LIKE,    /* dead, perhaps this was meant */
	ANCHOR_SIBLING, /* dead, but a translation has it: perhaps the heading at the same place */
	ANCHOR_LOST,    /* dead, but a translation has it as an <a name>, which this one lost */
	ANCHOR_NONE,
};

struct anchor_answer {
	enum anchor_match match;
	struct str id;                 /* what a link should say; "" for LOST and NONE */
	const struct heading *heading; /* NULL for an id of raw HTML, LOST and NONE */
	const struct page *sibling;    /* SIBLING and LOST: the translation */
};

/* A page's anchors, gathered as they are needed; for one thread. */
struct anchor_index;

struct anchor_index *anchor_index_make(struct arena *arena, const struct page *page);

/* `anchor` without `#`, decoded. The same question again costs nothing. */
struct anchor_answer anchor_index_find(struct anchor_index *index, struct str anchor);

#endif
