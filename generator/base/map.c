#include "base/map.h"

#include <assert.h>

#include "base/arena.h"

struct slot {
	uint64_t hash;
	struct str key;
	void *value; /* NULL marks a free slot. */
};

struct map {
	struct arena *arena;
	struct slot *slots;
	size_t capacity; /* A power of two, never more than three quarters full. */
	size_t count;
};

struct map *map_create(struct arena *arena, size_t expected)
{
	struct map *map = arena_new(arena, struct map);

	map->arena = arena;
	map->capacity = 8;
	while (map->capacity * 3 / 4 <= expected)
		map->capacity *= 2;
	map->slots = arena_array(arena, struct slot, map->capacity);
	return map;
}

/* The key's slot, or the free one where it belongs. */
static struct slot *slot_of(const struct map *map, struct str key, uint64_t hash)
{
	size_t at = (size_t)hash & (map->capacity - 1);

	while (map->slots[at].value != NULL &&
		   (map->slots[at].hash != hash || !str_equal_few(map->slots[at].key, key)))
		at = (at + 1) & (map->capacity - 1);
	return &map->slots[at];
}

static void grow(struct map *map)
{
	struct slot *old = map->slots;
	size_t old_capacity = map->capacity;

	map->capacity *= 2;
	map->slots = arena_array(map->arena, struct slot, map->capacity);
	for (size_t i = 0; i < old_capacity; i++) {
		if (old[i].value != NULL)
			*slot_of(map, old[i].key, old[i].hash) = old[i];
	}
}

void *map_get(const struct map *map, struct str key)
{
	return slot_of(map, key, str_hash(key))->value;
}

static struct slot *claim(struct map *map, struct str key)
{
	uint64_t hash = str_hash(key);
	struct slot *slot = slot_of(map, key, hash);

	if (slot->value != NULL)
		return slot;
	if ((map->count + 1) * 4 > map->capacity * 3) {
		grow(map);
		slot = slot_of(map, key, hash);
	}
	map->count++;
	slot->hash = hash;
	slot->key = key;
	return slot;
}

void *map_add(struct map *map, struct str key, void *value)
{
	struct slot *slot = claim(map, key);

	assert(value != NULL);
	if (slot->value == NULL)
		slot->value = value;
	return slot->value;
}

void map_set(struct map *map, struct str key, void *value)
{
	assert(value != NULL);
	claim(map, key)->value = value;
}

size_t map_count(const struct map *map)
{
	return map->count;
}
