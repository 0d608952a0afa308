#ifndef PORTOLAN_BASE_POOL_H
#define PORTOLAN_BASE_POOL_H

/*
 * Memory for a library that frees what it no longer needs: freed blocks are
 * used again for others of their size, so that a text can't make it hold more
 * than a small multiple of what lives at one time. All of it is an arena's, and
 * goes with that; nothing has to be freed.
 */

#include "base/arena.h"

/* Sizes of blocks, with their heads: multiples of 16 up to 512, then powers of two. */
#define POOL_CLASSES (32 + 54)

struct pool_block;

struct pool {
	struct arena *arena;
	struct pool_block *unused[POOL_CLASSES];
	char *next; /* of the stretch from which new blocks are cut */
	size_t left;
};

struct pool pool_make(struct arena *arena);

/* Zeroed, aligned for pointers and 64-bit numbers. */
void *pool_alloc(struct pool *pool, size_t size);

/* As realloc: `memory` may be NULL; what is new is not zeroed. */
void *pool_resize(struct pool *pool, void *memory, size_t size);

/* `memory` may be NULL. */
void pool_free(struct pool *pool, void *memory);

#endif
