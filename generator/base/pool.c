#include "base/pool.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#define STEP       ((size_t)16)
#define LAST_STEP  ((size_t)512)
#define STEP_COUNT (LAST_STEP / STEP)
/* What the pool takes of its arena and clears at a time. */
#define STRETCH ((size_t)2 * 1024)

/* The class stands before the bytes that the library gets; `next` lies in those while unused. */
struct pool_block {
	size_t class;
	struct pool_block *next;
};

#define HEAD offsetof(struct pool_block, next)

static size_t class_of(size_t size)
{
	size_t class = STEP_COUNT, limit = LAST_STEP * 2;

	assert(size <= SIZE_MAX / 8);
	size += HEAD;
	if (size <= LAST_STEP)
		return (size - 1) / STEP;
	while (limit < size) {
		limit *= 2;
		class ++;
	}
	return class;
}

/* Of a block, its head included. */
static size_t class_size(size_t class)
{
	return class < STEP_COUNT ? (class + 1) * STEP : LAST_STEP * 2 << (class - STEP_COUNT);
}

struct pool pool_make(struct arena *arena)
{
	return (struct pool){.arena = arena};
}

static struct pool_block *block_of(void *bytes)
{
	return (struct pool_block *)(void *)((char *)bytes - HEAD);
}

/* Where the stretch has no room for it. */
static struct pool_block *cut_anew(struct pool *pool, size_t need)
{
	struct pool_block *block;

	if (need > STRETCH / 4)
		return arena_alloc(pool->arena, 1, need);
	block = arena_alloc(pool->arena, 1, STRETCH);
	pool->next = (char *)block + need;
	pool->left = STRETCH - need;
	return block;
}

/* A block that was never used, zeroed. */
static inline void *cut(struct pool *pool, size_t class)
{
	size_t need = class_size(class);
	struct pool_block *block = (struct pool_block *)(void *)pool->next;

	if (need <= pool->left) {
		pool->next += need;
		pool->left -= need;
	} else {
		block = cut_anew(pool, need);
	}
	block->class = class;
	return (char *)block + HEAD;
}

/* One of the class that was freed, or NULL. */
static inline void *take_unused(struct pool *pool, size_t class)
{
	struct pool_block *block = pool->unused[class];

	if (block == NULL)
		return NULL;
	pool->unused[class] = block->next;
	return (char *)block + HEAD;
}

void *pool_alloc(struct pool *pool, size_t size)
{
	size_t class = class_of(size);
	void *bytes = take_unused(pool, class);

	return bytes == NULL ? cut(pool, class) : memset(bytes, 0, size);
}

static void *take(struct pool *pool, size_t size)
{
	size_t class = class_of(size);
	void *bytes = take_unused(pool, class);

	return bytes == NULL ? cut(pool, class) : bytes;
}

void *pool_resize(struct pool *pool, void *memory, size_t size)
{
	void *grown;
	size_t had;

	if (memory == NULL)
		return take(pool, size);
	had = class_size(block_of(memory)->class) - HEAD;
	if (size <= had)
		return memory;
	grown = take(pool, size);
	memcpy(grown, memory, had);
	pool_free(pool, memory);
	return grown;
}

void pool_free(struct pool *pool, void *memory)
{
	struct pool_block *block;

	if (memory == NULL)
		return;
	block = block_of(memory);
	block->next = pool->unused[block->class];
	pool->unused[block->class] = block;
}
