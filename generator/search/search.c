#include "search/search.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "base/parallel.h"

#define RESULT_BLOCK  ((size_t)256 * 1024)
#define SCRATCH_BLOCK ((size_t)1024 * 1024)

/* A locale: its pages lie one after the other among all pages. */
struct task {
	struct str code, language;
	size_t first_page, page_count;
	struct search_files files;
};

/* So many pages at least are read before their locales' indexes are made. */
#define GROUP_PAGES 512

struct worker_state {
	struct arena *pages; /* what was read, until the indexes of its locales are made */
	struct arena *scratch;
	struct occurrences *occurrences;
	struct buf room;
};

struct job {
	struct search *search;
	struct worker_state *workers;
	struct indexed_page *pages;
	const struct page **sources;
	size_t page_count;
	struct task *tasks;
	size_t task_count;
	size_t first_page, first_task; /* of the group that is being worked on */
};

bool search_has(const struct page *page)
{
	return page->document->kind != KIND_NOT_FOUND &&
		   !front_flag(&page->document->front, FRONT_HIDDEN, false);
}

static void choose_pages(struct job *job, const struct site *site, struct arena *arena,
	search_wants *wants, const void *context)
{
	job->tasks = arena_array(arena, struct task, site->locale_count);
	job->sources = arena_array(arena, const struct page *, site->page_count + site->borrowed_count);
	for (size_t i = 0; i < site->locale_count; i++) {
		const struct site_locale *locale = &site->locales[i];
		struct task task = {.code = locale->locale.code,
			.language = locale->locale.language,
			.first_page = job->page_count};

		if (wants != NULL && !wants(context, task.code))
			continue;
		for (size_t j = 0; j < locale->page_count; j++) {
			if (search_has(locale->pages[j]))
				job->sources[job->page_count++] = locale->pages[j];
		}
		task.page_count = job->page_count - task.first_page;
		if (task.page_count > 0)
			job->tasks[job->task_count++] = task;
	}
	job->pages = arena_array(arena, struct indexed_page, job->page_count);
}

static void read_page(void *context, size_t item, unsigned worker)
{
	struct job *job = context;
	size_t index = job->first_page + item;

	occurrences_read(job->workers[worker].occurrences, job->workers[worker].pages,
		job->sources[index], &job->pages[index]);
}

static void make_locale(void *context, size_t item, unsigned worker)
{
	struct job *job = context;
	struct task *task = &job->tasks[job->first_task + item];
	const struct indexed_page *pages = job->pages + task->first_page;
	struct worker_state *state = &job->workers[worker];
	struct terms terms =
		terms_make(state->pages, state->scratch, pages, task->page_count, task->language);

	task->files = shards_make(
		job->search->arenas[worker], &state->room, task->code, pages, task->page_count, &terms);
	arena_reset(state->scratch);
}

static void open_workers(struct job *job, unsigned workers)
{
	struct search *search = job->search;

	search->worker_count = workers;
	search->arenas = calloc(workers, sizeof(*search->arenas));
	job->workers = calloc(workers, sizeof(*job->workers));
	if (search->arenas == NULL || job->workers == NULL)
		fatal_memory();
	for (unsigned i = 0; i < workers; i++) {
		search->arenas[i] = arena_create(RESULT_BLOCK);
		job->workers[i].pages = arena_create(SCRATCH_BLOCK);
		job->workers[i].scratch = arena_create(SCRATCH_BLOCK);
		job->workers[i].occurrences = occurrences_create(search->arenas[i]);
	}
}

static void close_workers(struct job *job)
{
	for (unsigned i = 0; i < job->search->worker_count; i++) {
		arena_destroy(job->workers[i].pages);
		arena_destroy(job->workers[i].scratch);
		occurrences_release(job->workers[i].occurrences);
		buf_release(&job->workers[i].room);
	}
	free(job->workers);
}

static void gather_files(struct job *job, struct arena *arena)
{
	struct search *search = job->search;
	struct search_file *files;

	for (size_t i = 0; i < job->task_count; i++)
		search->count += job->tasks[i].files.count;
	files = arena_array(arena, struct search_file, search->count);
	search->files = files;
	for (size_t i = 0; i < job->task_count; i++) {
		for (size_t j = 0; j < job->tasks[i].files.count; j++)
			*files++ = job->tasks[i].files.items[j];
	}
}

/*
 * A few locales at a time, so that only their words are held: enough of them that all workers have
 * something to do.
 */
static void make_group(struct job *job)
{
	size_t pages = 0, tasks = 0;

	while (job->first_task + tasks < job->task_count &&
		   (tasks < job->search->worker_count || pages < GROUP_PAGES))
		pages += job->tasks[job->first_task + tasks++].page_count;
	parallel_for(job->search->worker_count, pages, read_page, job);
	parallel_for(job->search->worker_count, tasks, make_locale, job);
	for (unsigned i = 0; i < job->search->worker_count; i++)
		arena_reset(job->workers[i].pages);
	job->first_page += pages;
	job->first_task += tasks;
}

struct search search_make(
	const struct site *site, unsigned workers, search_wants *wants, const void *context)
{
	struct search search = {.count = 0};
	struct job job = {.search = &search};

	open_workers(&job, workers == 0 ? 1 : workers);
	choose_pages(&job, site, search.arenas[0], wants, context);
	while (job.first_task < job.task_count)
		make_group(&job);
	gather_files(&job, search.arenas[0]);
	close_workers(&job);
	return search;
}

void search_release(struct search *search)
{
	for (unsigned i = 0; i < search->worker_count; i++)
		arena_destroy(search->arenas[i]);
	free(search->arenas);
	*search = (struct search){.count = 0};
}

struct str search_url(struct arena *arena, struct str locale)
{
	return str_concat3(arena, S("/search/"), locale, S("/"));
}
