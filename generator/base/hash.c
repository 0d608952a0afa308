#include "base/hash.h"

#include <xxhash.h>

struct hash hash_bytes(struct str bytes)
{
	XXH128_hash_t hash = XXH3_128bits(bytes.ptr, bytes.len);

	return (struct hash){hash.high64, hash.low64};
}

struct str hash_name(struct arena *arena, struct hash hash)
{
	return str_format(arena, "%016" PRIx64, hash.high);
}
