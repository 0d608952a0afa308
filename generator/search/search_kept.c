#include "search/search.h"

#include <stdlib.h>

#include "base/fatal.h"

#define RESULT_BLOCK ((size_t)256 * 1024)

/* A worker's files. */
struct collected {
	struct arena *arena;
	struct search_file *files;
	size_t count, size;
};

static void collect(void *context, unsigned worker, const struct search_file *file)
{
	struct collected *to = (struct collected *)context + worker;

	to->files = arena_grown(to->arena, to->files, to->count, &to->size, sizeof(*to->files));
	to->files[to->count++] = (struct search_file){
		str_copy(to->arena, file->path), str_copy(to->arena, file->content), file->hash};
}

struct search search_make(const struct site *site, unsigned workers)
{
	struct search search = {.worker_count = workers == 0 ? 1 : workers};
	struct collected *all = calloc(search.worker_count, sizeof(*all));
	struct search_client client = {.context = all, .take = collect};
	struct search_file *files;

	search.arenas = calloc(search.worker_count, sizeof(*search.arenas));
	if (all == NULL || search.arenas == NULL)
		fatal_memory();
	for (unsigned i = 0; i < search.worker_count; i++)
		all[i].arena = search.arenas[i] = arena_create(RESULT_BLOCK);
	search_make_each(site, search.worker_count, &client);
	for (unsigned i = 0; i < search.worker_count; i++)
		search.count += all[i].count;
	files = arena_array(search.arenas[0], struct search_file, search.count);
	search.files = files;
	for (unsigned i = 0; i < search.worker_count; i++) {
		if (all[i].count > 0)
			memcpy(files, all[i].files, all[i].count * sizeof(*files));
		files += all[i].count;
	}
	free(all);
	return search;
}

void search_release(struct search *search)
{
	for (unsigned i = 0; i < search->worker_count; i++)
		arena_destroy(search->arenas[i]);
	free(search->arenas);
	*search = (struct search){.count = 0};
}
