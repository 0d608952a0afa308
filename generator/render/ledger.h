#ifndef PORTOLAN_RENDER_LEDGER_H
#define PORTOLAN_RENDER_LEDGER_H

/*
 * The ledger: every port that the content states, with its place and what it
 * is about. By path, line and column.
 */

#include "base/buf.h"
#include "site/site.h"

/* One fact and the document that states it. */
struct ledger_entry {
	const struct document *document;
	const struct port_fact *fact;
};

struct ledger {
	const struct ledger_entry *entries;
	size_t count;
};

/* All facts of some documents, which are by path. */
struct ledger ledger_make(
	struct arena *arena, const struct document *const *documents, size_t count);

/* Of all that a site publishes. */
struct ledger ledger_of_site(struct arena *arena, const struct site *site);

typedef void ledger_fn(const struct ledger *ledger, const char *content, struct buf *out);

/* `content` stands before the paths; NULL: they are relative to it. */
ledger_fn ledger_write_json;
ledger_fn ledger_write_csv; /* RFC 4180 */
ledger_fn ledger_write_table;

/* One fact: an object; a line of CSV, for which there is a head. */
void ledger_write_fact_json(const struct ledger_entry *entry, const char *content, struct buf *out);
void ledger_write_fact_csv(const struct ledger_entry *entry, const char *content, struct buf *out);
void ledger_write_csv_head(struct buf *out);
void ledger_write_path(const char *content, struct str path, struct buf *out);

/* The headings above a fact, from the outermost, as texts; at most 6. */
size_t ledger_headings(const struct ledger_entry *entry, struct str *texts);

struct str ledger_source_name(enum port_source source);
struct str ledger_direction_name(enum port_direction direction); /* "" for unknown */
struct str ledger_security_name(enum port_security security);    /* "" for unknown */

#endif
