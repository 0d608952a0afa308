#include "check/fetch.h"

#include <time.h>

#include "base/arena.h"
#include "base/map.h"
#include "check/transfer.h"

const struct fetch_limits fetch_limits_default = {
	.at_once = 32,
	.at_once_per_host = 2,
	.per_host = 500,
	.tries = 3,
	.redirects = 10,
	.pause = 100,
	.patience = 20000,
	.most_wait = 60,
};

/* The longest sleep: answers wake us anyway. */
#define LONGEST_SLEEP 1000

struct host;

/* One URL on its way to an answer. */
struct job {
	struct str asked; /* the URL of the guide */
	struct str url;   /* what is asked for now: where redirects led, or the https: form */
	struct fetch_answer *answer;
	struct host *host;
	enum transfer_method method;
	unsigned failures, hops;
	bool lasting; /* each redirect so far says that it lasts */
	bool probing; /* it is there; now the https: form is tried */
	uint64_t not_before;
	struct job *next;
};

/* Who is asked, and what waits for it. */
struct host {
	struct job *first, *last;
	unsigned running, asked;
	uint64_t free_at;          /* no request begins before */
	enum transfer_fault fault; /* what keeps all of its pages from being there, once it is sure */
	struct host *next;
};

struct fetch {
	struct arena *arena;
	const struct fetch_limits *limits;
	struct transfers *transfers;
	struct map *by_name;
	struct host *hosts;
	unsigned running;
	size_t left;  /* jobs without an answer */
	uint64_t now; /* milliseconds */
};

static uint64_t read_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* "https://User@Example.org:8443/x" → "example.org:8443". */
static struct str host_name(struct arena *arena, struct str url)
{
	size_t begin = str_find(url, S("//"), 0), end, at;

	begin = begin == STR_NONE ? 0 : begin + 2;
	for (end = begin; end < url.len && strchr("/?#", url.ptr[end]) == NULL; end++)
		continue;
	for (at = begin; at < end; at++) {
		if (url.ptr[at] == '@')
			begin = at + 1;
	}
	return str_lower(arena, str_range(url.ptr + begin, url.ptr + end));
}

static struct host *host_of(struct fetch *fetch, struct str url)
{
	struct host *fresh = arena_new(fetch->arena, struct host);
	struct host *host = map_add(fetch->by_name, host_name(fetch->arena, url), fresh);

	if (host == fresh) {
		host->next = fetch->hosts;
		fetch->hosts = host;
	}
	return host;
}

static void enqueue(struct fetch *fetch, struct job *job)
{
	struct host *host = host_of(fetch, job->url);

	job->host = host;
	job->next = NULL;
	if (host->first == NULL)
		host->first = job;
	else
		host->last->next = job;
	host->last = job;
}

static void conclude(
	struct fetch *fetch, struct job *job, enum fetch_outcome outcome, struct str reason)
{
	job->answer->outcome = outcome;
	job->answer->reason = reason;
	if (outcome != FETCH_ALIVE)
		job->answer->moved = S("");
	fetch->left--;
}

/* A page that http: alone reaches may be there by https:, too. Other ports are other servers. */
static bool wants_probe(struct fetch *fetch, const struct job *job)
{
	return str_starts_nocase(job->asked, S("http:")) && str_starts_nocase(job->url, S("http:")) &&
		   job->answer->status / 100 == 2 &&
		   str_find_char(host_name(fetch->arena, job->asked), ':', 0) == STR_NONE;
}

static void conclude_alive(struct fetch *fetch, struct job *job)
{
	if (!job->probing && wants_probe(fetch, job)) {
		job->probing = true;
		job->url = str_concat(fetch->arena, S("https"), str_from(job->asked, S("http").len));
		job->method = TRANSFER_HEAD;
		enqueue(fetch, job);
		return;
	}
	job->answer->secure = job->probing;
	conclude(fetch, job, FETCH_ALIVE, S(""));
}

/* What is there by http: need not be there by https:. */
static void conclude_probe(struct fetch *fetch, struct job *job)
{
	conclude(fetch, job, FETCH_ALIVE, S(""));
}

/* Once more, later; or the end of it. */
static void try_again(struct fetch *fetch, struct job *job, unsigned seconds,
	enum fetch_outcome outcome, struct str reason)
{
	if (++job->failures >= fetch->limits->tries || seconds > fetch->limits->most_wait) {
		conclude(fetch, job, outcome, reason);
		return;
	}
	job->not_before = fetch->now + (uint64_t)seconds * 1000;
	enqueue(fetch, job);
}

static void follow(struct fetch *fetch, struct job *job, const struct transfer_result *result)
{
	bool lasts = result->status == 301 || result->status == 308;

	if (!str_starts_nocase(result->redirect, S("http://")) &&
		!str_starts_nocase(result->redirect, S("https://"))) {
		conclude_alive(fetch, job);
		return;
	}
	if (++job->hops > fetch->limits->redirects) {
		conclude(fetch, job, FETCH_DEAD, S("it redirects in a circle"));
		return;
	}
	job->url = str_copy(fetch->arena, result->redirect);
	job->lasting = job->lasting && lasts;
	if (job->lasting)
		job->answer->moved = job->url;
	job->method = TRANSFER_HEAD;
	enqueue(fetch, job);
}

/* A status that says that the page is there for people, though not for programs. */
static bool is_for_people(unsigned status)
{
	static const unsigned known[] = {401, 402, 403, 405, 406, 407, 451, 999};

	for (size_t i = 0; i < COUNT(known); i++) {
		if (known[i] == status)
			return true;
	}
	return false;
}

static unsigned later(const struct job *job)
{
	return 1u << job->failures;
}

static void take_status(struct fetch *fetch, struct job *job, const struct transfer_result *result)
{
	unsigned status = result->status;
	unsigned wait = result->retry_after > 0 ? result->retry_after : later(job);
	struct str reason = str_format(fetch->arena, "%u", status);

	job->answer->status = status;
	if (result->redirect.len > 0) {
		follow(fetch, job, result);
	} else if (status < 400 || (job->method == TRANSFER_GET && is_for_people(status))) {
		conclude_alive(fetch, job);
	} else if (status == 429) {
		/* The whole host has enough of us. What it says to the last is no word on the page. */
		if (wait > fetch->limits->most_wait)
			job->host->asked = fetch->limits->per_host;
		else
			job->host->free_at = fetch->now + (uint64_t)wait * 1000;
		try_again(fetch, job, wait, FETCH_ALIVE, S(""));
	} else if (job->method == TRANSFER_HEAD) {
		job->method = TRANSFER_GET;
		enqueue(fetch, job);
	} else if (status == 404 || status == 410) {
		conclude(fetch, job, FETCH_DEAD, reason);
	} else if (status >= 500) {
		try_again(fetch, job, wait, FETCH_UNSURE, reason);
	} else {
		conclude(fetch, job, FETCH_UNSURE, reason);
	}
}

static struct str fault_name(enum transfer_fault fault)
{
	switch (fault) {
	case TRANSFER_NO_HOST: return S("there is no such host");
	case TRANSFER_REFUSED: return S("nobody listens there");
	case TRANSFER_TIMEOUT: return S("no answer in time");
	case TRANSFER_BAD_CERTIFICATE: return S("its certificate cannot be trusted");
	case TRANSFER_BAD_URL: return S("it is no URL");
	default: return S("the connection breaks");
	}
}

static bool is_fault_of_host(enum transfer_fault fault)
{
	return fault == TRANSFER_NO_HOST || fault == TRANSFER_REFUSED;
}

static void take_fault(struct fetch *fetch, struct job *job, enum transfer_fault fault)
{
	bool of_host = is_fault_of_host(fault);
	size_t left = fetch->left;

	job->answer->status = 0;
	if (fault == TRANSFER_BAD_URL || fault == TRANSFER_BAD_CERTIFICATE) {
		conclude(fetch, job, FETCH_UNSURE, fault_name(fault));
		return;
	}
	/* Some servers break off where HEAD is meant. */
	if (fault == TRANSFER_BROKEN || fault == TRANSFER_TIMEOUT)
		job->method = TRANSFER_GET;
	try_again(fetch, job, later(job), of_host ? FETCH_DEAD : FETCH_UNSURE, fault_name(fault));
	if (of_host && fetch->left < left)
		job->host->fault = fault;
}

static void take_result(struct fetch *fetch, const struct transfer_result *result)
{
	struct job *job = result->job;

	fetch->running--;
	job->host->running--;
	if (job->probing && (result->fault != TRANSFER_ANSWERED ||
							(result->status >= 300 && job->method == TRANSFER_GET) ||
							result->status / 100 == 3 || result->status == 429))
		conclude_probe(fetch, job);
	else if (result->fault == TRANSFER_ANSWERED)
		take_status(fetch, job, result);
	else
		take_fault(fetch, job, result->fault);
}

/* The first of a host's jobs that need not wait any longer. */
static struct job *dequeue(struct fetch *fetch, struct host *host)
{
	struct job *before = NULL, *job = host->first;

	for (; job != NULL && job->not_before > fetch->now; job = job->next)
		before = job;
	if (job == NULL)
		return NULL;
	if (before == NULL)
		host->first = job->next;
	else
		before->next = job->next;
	if (host->last == job)
		host->last = before;
	return job;
}

/* What a host that is gone, or has been asked enough, has to say to a job. */
static bool is_settled(struct fetch *fetch, const struct host *host, struct job *job)
{
	bool spent = host->asked >= fetch->limits->per_host;

	if (!spent && !is_fault_of_host(host->fault))
		return false;
	if (job->probing)
		conclude_probe(fetch, job);
	else if (is_fault_of_host(host->fault))
		conclude(fetch, job, FETCH_DEAD, fault_name(host->fault));
	else
		conclude(fetch, job, FETCH_LEFT, S(""));
	return true;
}

static void start_jobs(struct fetch *fetch, struct host *host)
{
	while (host->first != NULL && fetch->running < fetch->limits->at_once &&
		   host->running < fetch->limits->at_once_per_host && host->free_at <= fetch->now) {
		struct job *job = dequeue(fetch, host);

		if (job == NULL)
			return;
		if (is_settled(fetch, host, job))
			continue;
		fetch->running++;
		host->running++;
		host->asked++;
		host->free_at = fetch->now + fetch->limits->pause;
		transfers_start(fetch->transfers, job, job->url, job->method);
	}
}

/* Milliseconds until a job that waits may begin. */
static unsigned time_to_sleep(const struct fetch *fetch)
{
	uint64_t sleep = LONGEST_SLEEP;

	for (const struct host *host = fetch->hosts; host != NULL; host = host->next) {
		if (host->running >= fetch->limits->at_once_per_host)
			continue;
		for (const struct job *job = host->first; job != NULL && sleep > 0; job = job->next) {
			uint64_t begin = job->not_before > host->free_at ? job->not_before : host->free_at;
			uint64_t wait = begin > fetch->now ? begin - fetch->now : 1;

			sleep = wait < sleep ? wait : sleep;
		}
	}
	return (unsigned)sleep;
}

static void run(struct fetch *fetch, size_t count, fetch_progress_fn *progress, void *context)
{
	struct transfer_result result;

	while (fetch->left > 0) {
		fetch->now = read_clock();
		for (struct host *host = fetch->hosts; host != NULL; host = host->next)
			start_jobs(fetch, host);
		transfers_wait(fetch->transfers, time_to_sleep(fetch));
		fetch->now = read_clock();
		while (transfers_next(fetch->transfers, &result))
			take_result(fetch, &result);
		if (progress != NULL)
			progress(context, count - fetch->left, count);
	}
}

bool fetch_all(struct arena *arena, const struct str *urls, size_t count,
	const struct fetch_limits *limits, fetch_progress_fn *progress, void *context,
	struct fetch_answer *answers, struct str *message)
{
	struct fetch fetch = {
		.arena = arena,
		.limits = limits,
		.by_name = map_create(arena, 64),
		.left = count,
	};
	struct job *jobs = arena_array(arena, struct job, count);

	fetch.transfers = transfers_open(arena, limits->at_once, limits->patience, message);
	if (fetch.transfers == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		answers[i] = (struct fetch_answer){0};
		jobs[i] =
			(struct job){.asked = urls[i], .url = urls[i], .answer = &answers[i], .lasting = true};
		enqueue(&fetch, &jobs[i]);
	}
	run(&fetch, count, progress, context);
	transfers_close(fetch.transfers);
	return true;
}
