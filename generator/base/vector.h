#ifndef PORTOLAN_BASE_VECTOR_H
#define PORTOLAN_BASE_VECTOR_H

/* Sixteen bytes at a time, by what gcc and clang have for every machine. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef uint8_t byte_vector __attribute__((vector_size(16)));
typedef uint64_t word_vector __attribute__((vector_size(16)));

/* Eight bytes as a number, of which the first one is the highest. */
static inline uint64_t first_eight(const char *text)
{
	uint64_t bytes;

	memcpy(&bytes, text, sizeof(bytes));
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	bytes = __builtin_bswap64(bytes);
#endif
	return bytes;
}

/* From anywhere in memory. */
static inline byte_vector vector_load(const char *bytes)
{
	byte_vector vector;

	memcpy(&vector, bytes, sizeof(vector));
	return vector;
}

/* Fewer than sixteen from anywhere in memory, none of those behind them; the others are zero. */
static inline byte_vector vector_load_few(const char *bytes, size_t count)
{
	byte_vector vector = {0};

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	word_vector words = {0};

	if (count > 8) {
		uint64_t tail;

		memcpy(&words, bytes, 8);
		memcpy(&tail, bytes + count - 8, 8);
		words[1] = tail >> (8 * (16 - count));
	} else if (count >= 4) {
		uint32_t head, tail;

		memcpy(&head, bytes, 4);
		memcpy(&tail, bytes + count - 4, 4);
		words[0] = head | (uint64_t)tail << (8 * (count - 4));
	} else if (count > 0) {
		words[0] = (unsigned char)bytes[0] |
				   (uint64_t)(unsigned char)bytes[count / 2] << (8 * (count / 2)) |
				   (uint64_t)(unsigned char)bytes[count - 1] << (8 * (count - 1));
	}
	vector = (byte_vector)words;
#else
	for (size_t i = 0; i < count; i++)
		vector[i] = (unsigned char)bytes[i];
#endif
	return vector;
}

/* The next sixteen of as many as are left, or all of them with zeros behind. */
static inline byte_vector vector_load_next(const char *bytes, size_t left)
{
	return left >= sizeof(byte_vector) ? vector_load(bytes) : vector_load_few(bytes, left);
}

static inline void vector_store(byte_vector vector, char *bytes)
{
	memcpy(bytes, &vector, sizeof(vector));
}

/* The highest bit of each byte, the first byte's as the lowest: for machines that can't do so in
 * one step, and for the test of those that can. */
static inline unsigned vector_bits_plain(byte_vector vector)
{
	unsigned bits = 0;

	for (unsigned i = 0; i < sizeof(vector); i++)
		bits |= (unsigned)(vector[i] >> 7) << i;
	return bits;
}

static inline unsigned vector_bits(byte_vector vector)
{
#ifdef __SSE2__
	return (unsigned)_mm_movemask_epi8((__m128i)vector);
#else
	return vector_bits_plain(vector);
#endif
}

/* Whether any byte of a comparison's result is set. */
static inline bool vector_any(word_vector found)
{
#ifdef __SSE2__
	return vector_bits((byte_vector)found) != 0;
#else
	return (found[0] | found[1]) != 0;
#endif
}

#endif
