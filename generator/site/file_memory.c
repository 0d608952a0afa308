#include "site/file_memory.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fatal.h"

struct file_memory {
	struct arena *arena;
	struct map *files;    /* path as reached from the working directory → remembered_file */
	struct map *variants; /* → struct variants */
	struct map *lists;    /* → struct variant_list */
};

struct file_memory *file_memory_create(void)
{
	struct file_memory *memory = calloc(1, sizeof(*memory));

	if (memory == NULL)
		fatal_memory();
	memory->arena = arena_create((size_t)64 * 1024);
	memory->files = map_create(memory->arena, 256);
	memory->variants = map_create(memory->arena, 256);
	memory->lists = map_create(memory->arena, 256);
	return memory;
}

void file_memory_destroy(struct file_memory *memory)
{
	if (memory == NULL)
		return;
	arena_destroy(memory->arena);
	free(memory);
}

struct remembered_file *file_memory_find(
	const struct file_memory *memory, struct str source, const struct file_entry *entry)
{
	struct remembered_file *file = memory == NULL ? NULL : map_get(memory->files, source);

	if (file == NULL || file->size != entry->size || file->modified != entry->modified ||
		file->inode != entry->inode || file->device != entry->device)
		return NULL;
	return file;
}

struct remembered_file *file_memory_add(
	struct file_memory *memory, struct str source, const struct file_entry *entry)
{
	struct remembered_file *file = map_get(memory->files, source);

	if (file == NULL) {
		file = arena_new(memory->arena, struct remembered_file);
		map_add(memory->files, str_copy(memory->arena, source), file);
	}
	*file = (struct remembered_file){
		.size = entry->size,
		.inode = entry->inode,
		.device = entry->device,
		.modified = entry->modified,
	};
	return file;
}

const struct variants *file_memory_variants(const struct file_memory *memory, struct str key)
{
	return memory == NULL ? NULL : map_get(memory->variants, key);
}

void file_memory_keep_variants(
	struct file_memory *memory, struct str key, const struct variants *variants)
{
	struct variants *kept;

	if (memory == NULL || map_get(memory->variants, key) != NULL)
		return;
	kept = arena_new(memory->arena, struct variants);
	*kept = *variants;
	map_add(memory->variants, str_copy(memory->arena, key), kept);
}

const struct variant_list *file_memory_list(const struct file_memory *memory, struct str key)
{
	return memory == NULL ? NULL : map_get(memory->lists, key);
}

struct arena *file_memory_arena(struct file_memory *memory)
{
	return memory->arena;
}

void file_memory_keep_list(
	struct file_memory *memory, struct str key, const struct variant_list *list)
{
	struct variant_list *kept = arena_new(memory->arena, struct variant_list);

	*kept = *list;
	map_set(memory->lists, str_copy(memory->arena, key), kept);
}
