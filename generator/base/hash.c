#include "base/hash.h"

#include <xxhash.h>

/* The same hashes by the widest vectors that the machine has: half the work and less. */
#if defined(__x86_64__) && __has_include(<xxh_x86dispatch.h>)
#include <xxh_x86dispatch.h>
#endif

struct hash hash_bytes(struct str bytes)
{
	XXH128_hash_t hash = XXH3_128bits(bytes.ptr, bytes.len);

	return (struct hash){hash.high64, hash.low64};
}

struct str hash_name(struct arena *arena, struct hash hash)
{
	return str_format(arena, "%016" PRIx64, hash.high);
}
