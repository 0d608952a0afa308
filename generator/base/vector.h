#ifndef PORTOLAN_BASE_VECTOR_H
#define PORTOLAN_BASE_VECTOR_H

/* Sixteen bytes at a time, by what gcc and clang have for every machine. */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t byte_vector __attribute__((vector_size(16)));
typedef uint64_t word_vector __attribute__((vector_size(16)));

/* From anywhere in memory. */
static inline byte_vector vector_load(const char *bytes)
{
	byte_vector vector;

	memcpy(&vector, bytes, sizeof(vector));
	return vector;
}

/* Whether any byte of a comparison's result is set. */
static inline bool vector_any(word_vector found)
{
	return (found[0] | found[1]) != 0;
}

#endif
