#include "search/search.h"

#include "base/parallel.h"
#include "search/index_key.h"

#define SCRATCH_BLOCK ((size_t)256 * 1024)

/* Beyond one locale for each worker, so many pages are read before their indexes are made. */
#define GROUP_PAGES 512

/* A locale whose index is to be made. */
struct task {
	const struct site_locale *locale;
	size_t language;
	const struct page **sources;
	size_t page_count;
	struct hash *keys;          /* of the sources */
	bool kept;                  /* its files are there */
	struct indexed_page *pages; /* the sources, read */
	struct text_files *texts;   /* of each TEXT_PAGES of them */
};

/* TEXT_PAGES pages, or those that are left: one worker reads them in one go. */
struct batch {
	const struct task *task;
	size_t first_page, page_count;
};

struct worker_state {
	struct arena *pages;   /* what was read, until the indexes of its locales are made */
	struct arena *scratch; /* until a file of texts is written, or a locale's others */
	struct occurrences *occurrences;
	struct worker_lexicon **lexicons; /* by language; NULL when there is none (any more) */
	struct buf room;
};

struct language {
	struct str code;
	size_t last_task;              /* behind that, it is forgotten */
	struct vocabulary *vocabulary; /* NULL when there is none (any more) */
};

struct job {
	const struct search_client *client;
	struct arena *arena; /* what lasts as long as the job */
	struct worker_state *workers;
	unsigned worker_count;
	struct task *tasks;
	size_t task_count;
	struct language *languages;
	size_t language_count;
	/* The group that is being worked on. */
	struct task *group;
	struct batch *batches;
};

bool search_has(const struct page *page)
{
	return page->document->kind != KIND_NOT_FOUND && !page_is_hidden(page);
}

struct str search_url(struct arena *arena, struct str locale)
{
	return str_concat3(arena, S("/search/"), locale, S("/"));
}

static void add_task(struct job *job, const struct site_locale *locale)
{
	struct task *task = &job->tasks[job->task_count];

	*task = (struct task){.locale = locale,
		.sources = arena_array(job->arena, const struct page *, locale->page_count),
		.keys = arena_array(job->arena, struct hash, locale->page_count)};
	for (size_t i = 0; i < locale->page_count; i++) {
		if (search_has(locale->pages[i]))
			task->sources[task->page_count++] = locale->pages[i];
	}
	job->task_count += task->page_count > 0;
}

static void add_tasks(struct job *job, const struct site *site)
{
	const struct search_client *client = job->client;

	job->tasks = arena_array(job->arena, struct task, site->locale_count + 1);
	for (size_t i = 0; i < site->locale_count; i++) {
		if (client->wants == NULL || client->wants(client->context, site->locales[i].locale.code))
			add_task(job, &site->locales[i]);
	}
}

static void look_for_kept(void *context, size_t item, unsigned worker)
{
	const struct job *job = context;
	const struct search_client *client = job->client;
	struct task *task = &job->tasks[item];
	struct arena *scratch = job->workers[worker].scratch;
	struct str folder = str_from(search_url(scratch, task->locale->locale.code), 1);

	for (size_t i = 0; i < task->page_count; i++)
		task->keys[i] = index_page_key(task->sources[i], &job->workers[worker].room);
	task->kept = client->keeps(
		client->context, folder, index_key(task->locale, task->keys, task->page_count));
	arena_reset(scratch);
}

/* Locales whose files are there are no tasks any more. */
static void drop_kept(struct job *job)
{
	size_t left = 0;

	if (job->client->keeps == NULL)
		return;
	parallel_for_long(job->worker_count, job->task_count, look_for_kept, job);
	for (size_t i = 0; i < job->task_count; i++) {
		if (!job->tasks[i].kept)
			job->tasks[left++] = job->tasks[i];
	}
	job->task_count = left;
}

static size_t language_of(struct job *job, struct str code)
{
	for (size_t i = 0; i < job->language_count; i++) {
		if (str_equal(job->languages[i].code, code))
			return i;
	}
	job->languages[job->language_count].code = code;
	return job->language_count++;
}

static void find_languages(struct job *job)
{
	job->languages = arena_array(job->arena, struct language, job->task_count);
	for (size_t i = 0; i < job->task_count; i++) {
		job->tasks[i].language = language_of(job, job->tasks[i].locale->locale.language);
		job->languages[job->tasks[i].language].last_task = i;
	}
	for (unsigned i = 0; i < job->worker_count; i++)
		job->workers[i].lexicons =
			arena_array(job->arena, struct worker_lexicon *, job->language_count);
}

static struct job open_job(
	const struct site *site, unsigned workers, const struct search_client *client)
{
	struct job job = {
		.client = client, .arena = arena_create(SCRATCH_BLOCK), .worker_count = workers};

	job.workers = arena_array(job.arena, struct worker_state, workers);
	for (unsigned i = 0; i < workers; i++) {
		job.workers[i].pages = arena_create(SCRATCH_BLOCK);
		job.workers[i].scratch = arena_create(SCRATCH_BLOCK);
		job.workers[i].occurrences = occurrences_create(job.arena);
	}
	add_tasks(&job, site);
	drop_kept(&job);
	find_languages(&job);
	return job;
}

static void close_job(struct job *job)
{
	for (unsigned i = 0; i < job->worker_count; i++) {
		arena_destroy(job->workers[i].pages);
		arena_destroy(job->workers[i].scratch);
		occurrences_release(job->workers[i].occurrences);
		buf_release(&job->workers[i].room);
	}
	arena_destroy(job->arena);
}

static struct shard_output output_of(
	const struct job *job, const struct task *task, unsigned worker)
{
	return (struct shard_output){
		.locale = task->locale->locale.code,
		.take = job->client->take,
		.context = job->client->context,
		.worker = worker,
		.room = &job->workers[worker].room,
		.arena = job->workers[worker].scratch,
	};
}

/* Texts are written at once: so many pages' are held at a time. */
static void read_batch(void *context, size_t item, unsigned worker)
{
	struct job *job = context;
	struct worker_state *state = &job->workers[worker];
	const struct batch *batch = &job->batches[item];
	const struct task *task = batch->task;
	struct indexed_page *pages = &task->pages[batch->first_page];
	struct shard_output output = output_of(job, task, worker);
	struct worker_lexicon **lexicon = &state->lexicons[task->language];
	struct plain texts[TEXT_PAGES];

	if (*lexicon == NULL)
		*lexicon = worker_lexicon_open();
	for (size_t i = 0; i < batch->page_count; i++)
		occurrences_read(state->occurrences, *lexicon, task->sources[batch->first_page + i],
			state->pages, &pages[i], state->scratch, &texts[i]);
	task->texts[batch->first_page / TEXT_PAGES] =
		shards_write_texts(&output, state->pages, pages, texts, batch->page_count);
	arena_reset(state->scratch);
}

/* What the workers have met of a language goes into its vocabulary. */
static void gather_words(void *context, size_t item, unsigned worker)
{
	struct job *job = context;
	struct language *language = &job->languages[item];

	(void)worker;
	for (unsigned i = 0; i < job->worker_count; i++) {
		if (job->workers[i].lexicons[item] == NULL)
			continue;
		if (language->vocabulary == NULL)
			language->vocabulary = vocabulary_open(language->code);
		vocabulary_take(language->vocabulary, job->workers[i].lexicons[item]);
	}
}

static void make_locale(void *context, size_t item, unsigned worker)
{
	struct job *job = context;
	const struct task *task = &job->group[item];
	struct shard_output output = output_of(job, task, worker);
	struct terms terms = terms_make(job->workers[worker].scratch,
		job->languages[task->language].vocabulary, task->pages, task->page_count);

	shards_write(&output, task->pages, task->page_count, task->texts, &terms);
	arena_reset(job->workers[worker].scratch);
}

/* Languages of which no locale comes behind the task `last`. */
static void forget_languages(struct job *job, size_t last)
{
	for (size_t i = 0; i < job->language_count; i++) {
		if (job->languages[i].vocabulary == NULL || job->languages[i].last_task > last)
			continue;
		vocabulary_close(job->languages[i].vocabulary);
		job->languages[i].vocabulary = NULL;
		for (unsigned j = 0; j < job->worker_count; j++) {
			if (job->workers[j].lexicons[i] != NULL)
				worker_lexicon_close(job->workers[j].lexicons[i]);
			job->workers[j].lexicons[i] = NULL;
		}
	}
}

/* How many tasks from `first` on make a group: enough of them that all workers have something to
 * do. */
static size_t group_size(const struct job *job, size_t first, size_t *page_count)
{
	size_t count = 0;

	*page_count = 0;
	for (; first + count < job->task_count; count++) {
		size_t more = job->tasks[first + count].page_count;

		if (count >= job->worker_count && *page_count + more > GROUP_PAGES)
			break;
		*page_count += more;
	}
	return count;
}

/* Room for what is read of a task, and its batches behind `count` others. */
static size_t prepare_task(struct job *job, struct task *task, size_t count)
{
	struct arena *arena = job->workers[0].pages;
	size_t batches = (task->page_count + TEXT_PAGES - 1) / TEXT_PAGES;

	task->pages = arena_array(arena, struct indexed_page, task->page_count);
	task->texts = arena_array(arena, struct text_files, batches);
	for (size_t at = 0; at < task->page_count; at += TEXT_PAGES) {
		size_t left = task->page_count - at;

		job->batches[count++] = (struct batch){task, at, left < TEXT_PAGES ? left : TEXT_PAGES};
	}
	return count;
}

/* A few locales at a time, so that only their words are held. Returns how many there were. */
static size_t make_group(struct job *job, size_t first)
{
	size_t page_count, count = group_size(job, first, &page_count), batches = 0;

	job->group = &job->tasks[first];
	job->batches =
		arena_array(job->workers[0].pages, struct batch, page_count / TEXT_PAGES + count);
	for (size_t i = 0; i < count; i++)
		batches = prepare_task(job, &job->group[i], batches);
	parallel_for_long(job->worker_count, batches, read_batch, job);
	parallel_for_long(job->worker_count, job->language_count, gather_words, job);
	parallel_for_long(job->worker_count, count, make_locale, job);
	for (unsigned i = 0; i < job->worker_count; i++)
		arena_reset(job->workers[i].pages);
	forget_languages(job, first + count - 1);
	return count;
}

void search_make_each(const struct site *site, unsigned workers, const struct search_client *client)
{
	struct job job = open_job(site, workers == 0 ? 1 : workers, client);

	for (size_t first = 0; first < job.task_count;)
		first += make_group(&job, first);
	close_job(&job);
}
