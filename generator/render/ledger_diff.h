#ifndef PORTOLAN_RENDER_LEDGER_DIFF_H
#define PORTOLAN_RENDER_LEDGER_DIFF_H

/*
 * Two ledgers of the same content against each other: what came, what went, and
 * what is another now, guide by guide and locale by locale. Facts that only
 * stand elsewhere are the same. Where nothing differs, nothing is written.
 */

#include "render/ledger.h"

struct ledger_change {
	const struct ledger_entry *before; /* NULL: it came */
	const struct ledger_entry *after;  /* NULL: it went */
};

struct ledger_diff {
	const struct ledger_change *changes; /* by path, then by line */
	size_t count;
};

/* Everything is made in the arena; the ledgers must outlive it. */
struct ledger_diff ledger_diff_make(
	struct arena *arena, const struct ledger *before, const struct ledger *after);

typedef void ledger_diff_fn(const struct ledger_diff *diff, const char *content, struct buf *out);

/*
 * table: `~ 12: 993 -> 995 imap …`. json: {"version":1,"changes":[{"change":"changed","before":
 * {…},"after":{…}}]}. csv: the ledger's fields behind `change`, which is "came", "went", or "was"
 * and "is" in two lines.
 */
ledger_diff_fn ledger_diff_write_table;
ledger_diff_fn ledger_diff_write_json;
ledger_diff_fn ledger_diff_write_csv;

#endif
