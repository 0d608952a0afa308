#ifndef PORTOLAN_IMAGE_VARIANTS_H
#define PORTOLAN_IMAGE_VARIANTS_H

/*
 * Smaller versions of a picture: which there are, and making them.
 *
 * A picture that is shown `width` pixels wide gets versions of that width and,
 * for dense screens, of twice that; where it is narrower than that, one of its
 * own width in the better compression. Each is WebP, and the picture's own type
 * when it is smaller than the picture. Lossless where the picture has at most 256
 * colours (drawings, plain screenshots), else at a quality at which text
 * stays sharp. A version that does not save a twentieth of the bytes of the
 * next wider one, or of the picture itself, isn't worth it and isn't kept:
 * that decision is remembered too.
 */

#include "image/cache.h"
#include "image/picture.h"

#define VARIANT_WISHES 6
#define VARIANTS_MOST  (VARIANT_WISHES * 4)

/* How wide pages show a picture, in CSS pixels: each once. */
struct variant_wish {
	uint32_t widths[VARIANT_WISHES];
	size_t count;
};

struct variant {
	enum picture_type type;
	uint32_t width, height;
	uint64_t size;    /* bytes */
	struct hash hash; /* of the bytes: cache_picture_path finds them */
};

struct variants {
	struct variant items[VARIANTS_MOST]; /* by type, then from narrow to wide */
	size_t count;
	char fault[96]; /* why it can't be decoded, when picture_verify finds it whole; else "" */
};

/* Add a width unless it is there; more than VARIANT_WISHES are left out. */
void variant_wish_add(struct variant_wish *wish, uint32_t width);

/*
 * What the cache holds for a picture (`source` is its hash). False when it must be
 * made. With `verify` its bytes are read and held against their hashes; who only
 * shows them does without. `room` is the worker's.
 */
bool variants_load(const struct cache *cache, struct hash source, const struct variant_wish *wish,
	bool verify, struct buf *room, struct variants *variants);

/*
 * Make them and put them into the cache. The picture's own faults are in
 * `variants`; errno is of the cache alone.
 */
int variants_make(struct cache *cache, struct str bytes, struct hash source,
	const struct variant_wish *wish, struct variants *variants);

/* Bytes that variants_make takes at most, more or less, the file not counted. */
uint64_t variants_memory(const struct picture *picture, const struct variant_wish *wish);

#endif
