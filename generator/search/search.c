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

/* Beyond one locale for each worker, so many pages are read before their indexes are made. */
#define GROUP_PAGES 512

struct worker_state {
	struct arena *files; /* what is made */
	struct arena *pages; /* what was read, until the indexes of its locales are made */
	struct arena *scratch;
	struct occurrences *occurrences;
	struct stemmer *stemmer; /* of `language`, or NULL */
	struct str language;
	struct buf room;
};

struct job {
	struct arena *arena; /* what lasts as long as the job */
	struct worker_state *workers;
	unsigned worker_count;
	struct indexed_page *pages; /* of the group that is being worked on */
	const struct page **sources;
	size_t page_count;
	struct task *tasks;
	size_t task_count;
	size_t first_page, first_task; /* of that group */
};

bool search_has(const struct page *page)
{
	return page->document->kind != KIND_NOT_FOUND && !page_is_hidden(page);
}

static void choose_pages(
	struct job *job, const struct site *site, search_wants *wants, const void *context)
{
	job->tasks = arena_array(job->arena, struct task, site->locale_count);
	job->sources =
		arena_array(job->arena, const struct page *, site->page_count + site->borrowed_count);
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
}

static void read_page(void *context, size_t item, unsigned worker)
{
	struct job *job = context;

	occurrences_read(job->workers[worker].occurrences, job->workers[worker].pages,
		job->sources[job->first_page + item], &job->pages[item]);
}

/* Locales of one language come one after the other. */
static struct stemmer *stemmer_of(struct worker_state *state, struct str language)
{
	if (state->stemmer != NULL && str_equal(state->language, language))
		return state->stemmer;
	if (state->stemmer != NULL)
		stemmer_close(state->stemmer);
	state->language = language;
	state->stemmer = stemmer_open(language);
	return state->stemmer;
}

static void make_locale(void *context, size_t item, unsigned worker)
{
	struct job *job = context;
	struct task *task = &job->tasks[job->first_task + item];
	const struct indexed_page *pages = job->pages + (task->first_page - job->first_page);
	struct worker_state *state = &job->workers[worker];
	struct terms terms = terms_make(
		state->pages, state->scratch, pages, task->page_count, stemmer_of(state, task->language));

	task->files =
		shards_make(state->files, &state->room, task->code, pages, task->page_count, &terms);
	arena_reset(state->scratch);
}

static struct job open_job(
	const struct site *site, unsigned workers, search_wants *wants, const void *context)
{
	struct job job = {.arena = arena_create(SCRATCH_BLOCK), .worker_count = workers};

	job.workers = arena_array(job.arena, struct worker_state, workers);
	for (unsigned i = 0; i < workers; i++) {
		job.workers[i].files = arena_create(RESULT_BLOCK);
		job.workers[i].pages = arena_create(SCRATCH_BLOCK);
		job.workers[i].scratch = arena_create(SCRATCH_BLOCK);
		job.workers[i].occurrences = occurrences_create(job.arena);
	}
	choose_pages(&job, site, wants, context);
	return job;
}

static void close_job(struct job *job)
{
	for (unsigned i = 0; i < job->worker_count; i++) {
		arena_destroy(job->workers[i].files);
		arena_destroy(job->workers[i].pages);
		arena_destroy(job->workers[i].scratch);
		occurrences_release(job->workers[i].occurrences);
		if (job->workers[i].stemmer != NULL)
			stemmer_close(job->workers[i].stemmer);
		buf_release(&job->workers[i].room);
	}
	arena_destroy(job->arena);
}

/* The files of `count` tasks from `first`, as one list. */
static struct search_files gather_files(
	const struct job *job, struct arena *arena, size_t first, size_t count)
{
	struct search_files all = {.count = 0};

	for (size_t i = first; i < first + count; i++)
		all.count += job->tasks[i].files.count;
	all.items = arena_array(arena, struct search_file, all.count);
	all.count = 0;
	for (size_t i = first; i < first + count; i++) {
		for (size_t j = 0; j < job->tasks[i].files.count; j++)
			all.items[all.count++] = job->tasks[i].files.items[j];
	}
	return all;
}

/*
 * A few locales at a time, so that only their words are held: enough of them that all workers have
 * something to do. Returns how many there were.
 */
static size_t make_group(struct job *job)
{
	size_t pages = 0, tasks = 0;

	for (; job->first_task + tasks < job->task_count; tasks++) {
		size_t more = job->tasks[job->first_task + tasks].page_count;

		if (tasks >= job->worker_count && pages + more > GROUP_PAGES)
			break;
		pages += more;
	}
	job->pages = arena_array(job->workers[0].pages, struct indexed_page, pages);
	parallel_for(job->worker_count, pages, read_page, job);
	parallel_for(job->worker_count, tasks, make_locale, job);
	for (unsigned i = 0; i < job->worker_count; i++)
		arena_reset(job->workers[i].pages);
	job->first_page += pages;
	job->first_task += tasks;
	return tasks;
}

struct search search_make(
	const struct site *site, unsigned workers, search_wants *wants, const void *context)
{
	struct search search = {.worker_count = workers == 0 ? 1 : workers};
	struct job job = open_job(site, search.worker_count, wants, context);
	struct search_files all;

	while (job.first_task < job.task_count)
		make_group(&job);
	all = gather_files(&job, job.workers[0].files, 0, job.task_count);
	search.files = all.items;
	search.count = all.count;
	search.arenas = calloc(search.worker_count, sizeof(*search.arenas));
	if (search.arenas == NULL)
		fatal_memory();
	for (unsigned i = 0; i < search.worker_count; i++)
		search.arenas[i] = arena_share(job.workers[i].files);
	close_job(&job);
	return search;
}

void search_make_each(const struct site *site, unsigned workers, search_wants *wants,
	search_take *take, void *context)
{
	struct job job = open_job(site, workers == 0 ? 1 : workers, wants, context);

	while (job.first_task < job.task_count) {
		size_t first = job.first_task, count = make_group(&job);
		struct search_files made = gather_files(&job, job.workers[0].files, first, count);

		take(context, made.items, made.count);
		for (unsigned i = 0; i < job.worker_count; i++)
			arena_reset(job.workers[i].files);
	}
	close_job(&job);
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
