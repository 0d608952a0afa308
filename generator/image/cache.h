#ifndef PORTOLAN_IMAGE_CACHE_H
#define PORTOLAN_IMAGE_CACHE_H

/*
 * What was made of pictures, kept on the disk for every checkout and locale of
 * one user. Two kinds of entries:
 *
 * a record: text found by a key (what it was made from, and how). Its last
 * line is its own hash.
 *
 * a picture: bytes found by their own hash.
 *
 * Nothing is believed that its hash does not confirm, so an entry that was
 * damaged is as one that isn't there, and is made again. Entries are written
 * under a name of their own and renamed: who is killed leaves a leftover that
 * a later run removes, never half an entry, and two processes that write the
 * same entry both write the right one.
 *
 * Of the cache folder, `pictures/` and CACHEDIR.TAG (bford.info/cachedir) are
 * this module's; what is not about pictures is others'. Errors are errno values,
 * 0 is success. Functions but open and close are safe from several threads.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"

struct cache {
	struct str folder;     /* "…/pictures", NUL-terminated */
	int descriptor;        /* of it */
	_Atomic unsigned next; /* for names of leftovers */
};

/* With `make`, for writing too, and made where it is missing. */
int cache_open(struct arena *arena, struct str folder, bool make, struct cache *cache);
void cache_close(struct cache *cache);

/* Append a record's text; false when there is none that is whole. */
bool cache_read_record(const struct cache *cache, struct hash key, struct buf *into);
int cache_write_record(struct cache *cache, struct hash key, struct str text);

/*
 * Whether the picture of this hash and size is there and whole; `room` is for its
 * bytes. Without one it is believed by its size.
 */
bool cache_has_picture(
	const struct cache *cache, struct hash hash, uint64_t size, struct buf *room);
int cache_write_picture(struct cache *cache, struct hash hash, struct str bytes);

/* Where it lies, as reached from the working directory. */
struct str cache_picture_path(struct arena *arena, const struct cache *cache, struct hash hash);

/*
 * Remove all entries, adding their number to `removed`, and the folder if nothing else is in it.
 * What has not the name of an entry stays. A folder that isn't there is clean.
 */
int cache_clean(struct arena *arena, struct str folder, size_t *removed);

#endif
