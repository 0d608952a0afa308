#include "site/repeated.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "base/map.h"
#include "base/path.h"

#define BLOCK ((size_t)64 * 1024)

struct repeated {
	struct arena *arena;
	pthread_mutex_t lock;
	struct map *firsts; /* what makes texts the same → an index plus one */
};

struct repeated *repeated_open(size_t count)
{
	struct repeated *repeated = calloc(1, sizeof(*repeated));

	if (repeated == NULL)
		fatal_memory();
	repeated->arena = arena_create(BLOCK);
	repeated->firsts = map_create(repeated->arena, count);
	pthread_mutex_init(&repeated->lock, NULL);
	return repeated;
}

void repeated_close(struct repeated *repeated)
{
	pthread_mutex_destroy(&repeated->lock);
	arena_destroy(repeated->arena);
	free(repeated);
}

size_t repeated_first(
	struct repeated *repeated, const struct tree_document *found, struct str bytes, size_t index)
{
	const struct {
		struct hash bytes, folder, language;
		uint64_t kind;
	} key = {hash_bytes(bytes), hash_bytes(path_directory(found->path)),
		hash_bytes(found->locale.language), found->kind};
	uintptr_t first;

	pthread_mutex_lock(&repeated->lock);
	first = (uintptr_t)map_add(repeated->firsts,
		str_copy(repeated->arena, str_make((const char *)&key, sizeof(key))),
		(void *)(uintptr_t)(index + 1));
	pthread_mutex_unlock(&repeated->lock);
	return (size_t)first - 1;
}
