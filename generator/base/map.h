#ifndef PORTOLAN_BASE_MAP_H
#define PORTOLAN_BASE_MAP_H

/*
 * A table from a str to a pointer. It lives in an arena and only grows; keys
 * are not copied, so they live at least as long. Walking is never done by the
 * table: its order means nothing, so whoever needs one keeps a list besides.
 */

#include "base/str.h"

struct map;

struct map *map_create(struct arena *arena, size_t expected);

/* The value, or NULL when the key is absent. Safe from several threads while nobody adds. */
void *map_get(const struct map *map, struct str key);

/* Keep the first value of a key: the value that now stands there. `value` is not NULL. */
void *map_add(struct map *map, struct str key, void *value);

/* Replace what stands there. */
void map_set(struct map *map, struct str key, void *value);

size_t map_count(const struct map *map);

#endif
