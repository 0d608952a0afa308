#ifndef PORTOLAN_BASE_ARENA_H
#define PORTOLAN_BASE_ARENA_H

/*
 * An arena hands out memory that is freed all at once.
 *
 * Who owns what: a parsed document lives in an arena of its own, so that the
 * preview can replace one document; the linked site lives in the site's arena;
 * everything made on the way to one page lives in a worker's scratch arena,
 * which is reset before the next page. Nothing is freed piece by piece, and no
 * struct has a `_free` function unless it holds a foreign resource.
 *
 * Running out of memory ends the program with status 3: no caller checks for
 * NULL. An arena belongs to one thread at a time; once what it holds is const, it
 * may be shared: each owner destroys it, the last one frees it.
 */

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* How every arena begins, for the functions of this header alone: what its block has left. */
struct arena_room {
	char *next;
	char *end; /* aligned for any type */
};

/* `first_block` is a hint in bytes: a document's arena is small, a site's is large. */
struct arena *arena_create(size_t first_block);

/* One of many that live long: it grows by so much at a time, so that little of it is unused. */
struct arena *arena_create_exact(size_t first_block, size_t next_blocks);

/*
 * Arenas for so many workers, which fill parts of one thing at the same time: they are freed with
 * `owner`, when that is reset or destroyed.
 */
struct arena **arena_create_within(struct arena *owner, unsigned count, size_t first_block);

/* Forget everything that was handed out; the first block is kept for reuse. */
void arena_reset(struct arena *arena);

/* One more owner, who calls arena_destroy too. Safe from any thread. Returns the arena. */
struct arena *arena_share(struct arena *arena);

/* An owner less; without any, everything is freed. NULL is nothing. */
void arena_destroy(struct arena *arena);

/* Zeroed memory, aligned for any type. `count` may be 0. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* What the functions below do where the present block has too little left. Aligned. */
void *arena_from_block(struct arena *arena, size_t size);

/* Aligned as that, not zeroed. */
static inline void *arena_uncleared(struct arena *arena, size_t size)
{
	struct arena_room *room = (struct arena_room *)(void *)arena;
	char *begin = room->next + (-(uintptr_t)room->next & (alignof(max_align_t) - 1));

	if (size > (size_t)(room->end - begin))
		return arena_from_block(arena, size);
	room->next = begin + size;
	return begin;
}

/* Neither zeroed nor aligned, for text. */
static inline char *arena_bytes(struct arena *arena, size_t count)
{
	struct arena_room *room = (struct arena_room *)(void *)arena;
	char *begin = room->next;

	if (count > (size_t)(room->end - begin))
		return arena_from_block(arena, count);
	room->next = begin + count;
	return begin;
}

/* What arena_grown does with an array that is full. */
void *arena_grow(struct arena *arena, void *items, size_t *size, size_t item_size);

/*
 * An array with room for one item more: `items` itself, or where it is full (`count` has
 * reached `*size`) one with twice the room. What stands behind `count` is not zeroed.
 */
static inline void *arena_grown(
	struct arena *arena, void *items, size_t count, size_t *size, size_t item_size)
{
	return count < *size ? items : arena_grow(arena, items, size, item_size);
}

/* Bytes held from the system, used or not. */
size_t arena_held(const struct arena *arena);

#define arena_new(arena, type)          ((type *)arena_alloc((arena), 1, sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

#endif
