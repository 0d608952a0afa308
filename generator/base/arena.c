#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"

#define SMALLEST_BLOCK ((size_t)512)
#define LARGEST_BLOCK  ((size_t)1024 * 1024)

/* What an array that grows begins with. */
#define FIRST_ITEMS 16

struct block {
	struct block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *blocks; /* The head is the one being filled. */
	struct block *first;
	size_t next_size;
	size_t held;
	bool exact; /* blocks don't double */
	atomic_uint owners;
};

static struct block *block_create(struct arena *arena, size_t size)
{
	struct block *block = malloc(sizeof(*block) + size);

	if (block == NULL)
		fatal_memory();
	*block = (struct block){.size = size};
	arena->held += sizeof(*block) + size;
	return block;
}

struct arena *arena_create(size_t first_block)
{
	struct arena *arena = calloc(1, sizeof(*arena));
	size_t size = first_block < SMALLEST_BLOCK ? SMALLEST_BLOCK : first_block;

	if (arena == NULL)
		fatal_memory();
	arena->first = block_create(arena, size);
	arena->blocks = arena->first;
	arena->next_size = size;
	atomic_init(&arena->owners, 1);
	return arena;
}

struct arena *arena_create_exact(size_t first_block, size_t next_blocks)
{
	struct arena *arena = arena_create(first_block);

	arena->next_size = next_blocks;
	arena->exact = true;
	return arena;
}

struct arena *arena_share(struct arena *arena)
{
	atomic_fetch_add(&arena->owners, 1);
	return arena;
}

/* Blocks double up to a limit, so a small arena stays small and a large one needs few. */
static struct block *block_for(struct arena *arena, size_t need)
{
	struct block *block;

	if (arena->next_size < LARGEST_BLOCK && !arena->exact)
		arena->next_size *= 2;
	if (need <= arena->next_size) {
		block = block_create(arena, arena->next_size);
		block->next = arena->blocks;
		arena->blocks = block;
		return block;
	}
	/* What needs a block for itself leaves the present one to be filled. */
	block = block_create(arena, need);
	block->next = arena->blocks->next;
	arena->blocks->next = block;
	return block;
}

void *arena_uncleared(struct arena *arena, size_t need)
{
	struct block *block = arena->blocks;
	size_t start;

	assert(need <= SIZE_MAX / 4);
	start = (block->used + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (start > block->size || need > block->size - start) {
		block = block_for(arena, need);
		start = 0;
	}
	block->used = start + need;
	return block->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	assert(size > 0 && count <= (SIZE_MAX / 4) / size);
	return memset(arena_uncleared(arena, count * size), 0, count * size);
}

void *arena_grow(struct arena *arena, void *items, size_t *size, size_t item_size)
{
	struct block *block = arena->blocks;
	size_t had = *size * item_size, need;
	void *grown;

	*size = *size == 0 ? FIRST_ITEMS : *size * 2;
	assert(item_size > 0 && *size <= (SIZE_MAX / 4) / item_size);
	need = *size * item_size;
	/* What was handed out last grows where it stands. */
	if (had > 0 && (char *)items + had == block->bytes + block->used &&
		need - had <= block->size - block->used) {
		block->used += need - had;
		return items;
	}
	grown = arena_uncleared(arena, need);
	if (had > 0)
		memcpy(grown, items, had);
	return grown;
}

char *arena_bytes(struct arena *arena, size_t count)
{
	struct block *block = arena->blocks;
	char *memory;

	assert(count <= SIZE_MAX / 4);
	if (count > block->size - block->used)
		block = block_for(arena, count);
	memory = block->bytes + block->used;
	block->used += count;
	return memory;
}

void arena_reset(struct arena *arena)
{
	struct block *block = arena->blocks;

	while (block != NULL) {
		struct block *next = block->next;

		if (block != arena->first) {
			arena->held -= sizeof(*block) + block->size;
			free(block);
		}
		block = next;
	}
	arena->first->next = NULL;
	arena->first->used = 0;
	arena->blocks = arena->first;
	arena->next_size = arena->first->size;
}

size_t arena_held(const struct arena *arena)
{
	return arena->held;
}

void arena_destroy(struct arena *arena)
{
	if (arena == NULL || atomic_fetch_sub(&arena->owners, 1) > 1)
		return;
	arena_reset(arena);
	free(arena->first);
	free(arena);
}
