#ifndef PORTOLAN_BASE_HASH_H
#define PORTOLAN_BASE_HASH_H

/* XXH3-128 by libxxhash: names of published files, and whether bytes have changed. */

#include <inttypes.h>

#include "base/buf.h"
#include "base/str.h"

struct hash {
	uint64_t high, low;
};

/* All 32 hexadecimal digits, for printf. */
#define HASH_FMT       "%016" PRIx64 "%016" PRIx64
#define HASH_ARG(hash) (hash).high, (hash).low

struct hash hash_bytes(struct str bytes);

/* Append the same, for many. */
void hash_add(struct buf *out, struct hash hash);

/* Read what hash_add wrote. False for any other text. */
bool hash_read(struct str digits, struct hash *hash);

/* The first 16 hexadecimal digits: enough for a name among millions. */
struct str hash_name(struct arena *arena, struct hash hash);

static inline bool hash_equal(struct hash a, struct hash b)
{
	return a.high == b.high && a.low == b.low;
}

#endif
