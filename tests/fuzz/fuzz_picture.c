/* Any bytes as a picture, and the smaller versions of it. */
#define _XOPEN_SOURCE 700 /* mkdtemp */

#include <stdlib.h>
#include <unistd.h>

#include "fuzz.h"
#include "image/decode.h"
#include "image/variants.h"

/* Encoding is what takes long, and takes no other way for more pixels. */
#define MOST_PIXELS 16384

/* Made, and found again as they were made. */
static void make_variants(struct str bytes, const char *folder)
{
	static const struct variant_wish wish = {.widths = {40, 9}, .count = 2};
	struct arena *arena = arena_create(4096);
	struct hash source = hash_bytes(bytes);
	struct variants made, found;
	struct buf room = BUF_EMPTY;
	struct cache cache;
	size_t removed = 0;

	if (cache_open(arena, str_of(folder), true, &cache) != 0 ||
		variants_make(&cache, bytes, source, &wish, &made) != 0 ||
		!variants_load(&cache, source, &wish, true, &room, &found) || found.count != made.count)
		__builtin_trap();
	for (size_t i = 0; i < made.count; i++) {
		if (made.items[i].size >= bytes.len || !hash_equal(made.items[i].hash, found.items[i].hash))
			__builtin_trap();
	}
	cache_close(&cache);
	cache_clean(arena, str_of(folder), &removed);
	buf_release(&room);
	arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = fuzz_text(data, size);
	struct picture picture = picture_verify(bytes);
	char folder[] = "/tmp/portolan-fuzz-XXXXXX";

	if (decode_knows(&picture) && (uint64_t)picture.width * picture.height <= MOST_PIXELS &&
		mkdtemp(folder) != NULL) {
		make_variants(bytes, folder);
		rmdir(folder);
	}
	return 0;
}
