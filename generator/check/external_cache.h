#ifndef PORTOLAN_CHECK_EXTERNAL_CACHE_H
#define PORTOLAN_CHECK_EXTERNAL_CACHE_H

/*
 * What other hosts have answered lately: a text of lines, one a URL, so that
 * the next run need not ask again. What is there is believed for the age that
 * was asked for, what is gone for an hour at most, since somebody may be
 * mending it; what isn't known is not kept.
 */

#include "base/buf.h"
#include "check/fetch.h"

struct external_cache;

/*
 * `now` in seconds since 1970; `age` in seconds, 0 believes nothing. Lines that
 * can't be read are left out: a cache is never worth an error.
 */
struct external_cache *external_cache_read(
	struct arena *arena, struct str text, uint64_t now, uint64_t age);

/* The answer that is kept for a URL, or NULL. */
const struct fetch_answer *external_cache_get(const struct external_cache *cache, struct str url);

/* Keep an answer of now. */
void external_cache_put(
	struct external_cache *cache, struct str url, const struct fetch_answer *answer);

/* Append the cache as text, by URL. */
void external_cache_write(const struct external_cache *cache, struct buf *out);

#endif
