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
	size_t size; /* a multiple of the alignment */
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct arena_room room; /* of the block that is being filled, the head of the list */
	struct block *blocks;
	struct block *first;
	size_t next_size;
	size_t held;
	bool exact; /* blocks don't double */
	atomic_uint owners;
	struct arena *within; /* the first of those that are freed with this one */
	struct arena *next;   /* that is freed with the same one */
};

static struct block *block_create(struct arena *arena, size_t need)
{
	size_t size = (need + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	struct block *block = malloc(sizeof(*block) + size);

	if (block == NULL)
		fatal_memory();
	*block = (struct block){.size = size};
	arena->held += sizeof(*block) + size;
	return block;
}

static void fill_block(struct arena *arena, struct block *block)
{
	arena->blocks = block;
	arena->room = (struct arena_room){block->bytes, block->bytes + block->size};
}

struct arena *arena_create(size_t first_block)
{
	struct arena *arena = calloc(1, sizeof(*arena));
	size_t size = first_block < SMALLEST_BLOCK ? SMALLEST_BLOCK : first_block;

	if (arena == NULL)
		fatal_memory();
	arena->first = block_create(arena, size);
	fill_block(arena, arena->first);
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

struct arena **arena_create_within(struct arena *owner, unsigned count, size_t first_block)
{
	struct arena **arenas = arena_array(owner, struct arena *, count);

	for (unsigned i = 0; i < count; i++) {
		arenas[i] = arena_create(first_block);
		arenas[i]->next = owner->within;
		owner->within = arenas[i];
	}
	return arenas;
}

struct arena *arena_share(struct arena *arena)
{
	atomic_fetch_add(&arena->owners, 1);
	return arena;
}

/* Blocks double up to a limit, so a small arena stays small and a large one needs few. */
void *arena_from_block(struct arena *arena, size_t size)
{
	struct block *block;

	assert(size <= SIZE_MAX / 4);
	if (arena->next_size < LARGEST_BLOCK && !arena->exact)
		arena->next_size *= 2;
	if (size <= arena->next_size) {
		block = block_create(arena, arena->next_size);
		block->next = arena->blocks;
		fill_block(arena, block);
		arena->room.next += size;
		return block->bytes;
	}
	/* What needs a block for itself leaves the present one to be filled. */
	block = block_create(arena, size);
	block->next = arena->blocks->next;
	arena->blocks->next = block;
	return block->bytes;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	assert(size > 0 && count <= (SIZE_MAX / 4) / size);
	return memset(arena_uncleared(arena, count * size), 0, count * size);
}

void *arena_grow(struct arena *arena, void *items, size_t *size, size_t item_size)
{
	size_t had = *size * item_size, need;
	void *grown;

	*size = *size == 0 ? FIRST_ITEMS : *size * 2;
	assert(item_size > 0 && *size <= (SIZE_MAX / 4) / item_size);
	need = *size * item_size;
	/* What was handed out last grows where it stands. */
	if (had > 0 && (char *)items + had == arena->room.next &&
		need - had <= (size_t)(arena->room.end - arena->room.next)) {
		arena->room.next += need - had;
		return items;
	}
	grown = arena_uncleared(arena, need);
	if (had > 0)
		memcpy(grown, items, had);
	return grown;
}

static void destroy_within(struct arena *arena)
{
	while (arena->within != NULL) {
		struct arena *within = arena->within;

		arena->within = within->next;
		arena_destroy(within);
	}
}

void arena_reset(struct arena *arena)
{
	struct block *block = arena->blocks;

	destroy_within(arena);
	while (block != NULL) {
		struct block *next = block->next;

		if (block != arena->first) {
			arena->held -= sizeof(*block) + block->size;
			free(block);
		}
		block = next;
	}
	arena->first->next = NULL;
	fill_block(arena, arena->first);
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
