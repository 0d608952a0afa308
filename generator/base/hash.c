#include "base/hash.h"

/* Compiled here: the library's own keeps its sums in memory between stripes. */
#define XXH_INLINE_ALL
#include <xxhash.h>

struct hash hash_bytes(struct str bytes)
{
	XXH128_hash_t hash = XXH3_128bits(bytes.ptr, bytes.len);

	return (struct hash){hash.high64, hash.low64};
}

/* From the highest digit on. */
static void write_digits(char digits[16], uint64_t number)
{
	for (size_t i = 0; i < 16; i++)
		digits[i] = "0123456789abcdef"[number >> (60 - 4 * i) & 15];
}

void hash_add(struct buf *out, struct hash hash)
{
	char digits[32];

	write_digits(digits, hash.high);
	write_digits(digits + 16, hash.low);
	buf_add(out, str_make(digits, sizeof(digits)));
}

/* Of anything but digits, some number. There is no branch, as none could foresee a digit. */
static uint64_t read_digits(const char digits[16])
{
	uint64_t number = 0;

	for (size_t i = 0; i < 16; i++) {
		unsigned char digit = (unsigned char)digits[i];

		number = number << 4 | (((digit & 15U) + (digit >> 6) * 9U) & 15U);
	}
	return number;
}

bool hash_read(struct str digits, struct hash *hash)
{
	char written[32];

	if (digits.len != sizeof(written))
		return false;
	*hash = (struct hash){read_digits(digits.ptr), read_digits(digits.ptr + 16)};
	write_digits(written, hash->high);
	write_digits(written + 16, hash->low);
	return memcmp(written, digits.ptr, sizeof(written)) == 0;
}

struct str hash_name(struct arena *arena, struct hash hash)
{
	return str_format(arena, "%016" PRIx64, hash.high);
}
