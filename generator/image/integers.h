#ifndef PORTOLAN_IMAGE_INTEGERS_H
#define PORTOLAN_IMAGE_INTEGERS_H

/* Integers out of bytes. The caller has seen that they are there. */

#include "base/str.h"

static inline uint32_t byte_at(struct str bytes, size_t at)
{
	return (unsigned char)bytes.ptr[at];
}

static inline uint32_t big16(struct str bytes, size_t at)
{
	return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}

static inline uint32_t big32(struct str bytes, size_t at)
{
	return big16(bytes, at) << 16 | big16(bytes, at + 2);
}

static inline uint32_t little16(struct str bytes, size_t at)
{
	return byte_at(bytes, at + 1) << 8 | byte_at(bytes, at);
}

static inline uint32_t little32(struct str bytes, size_t at)
{
	return little16(bytes, at + 2) << 16 | little16(bytes, at);
}

#endif
