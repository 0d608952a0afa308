#ifndef PORTOLAN_CHECK_FETCH_H
#define PORTOLAN_CHECK_FETCH_H

/*
 * Asking other hosts whether pages are still there: many hosts at once, each
 * politely. Nothing is downloaded: HEAD first, and GET up to the first byte of
 * the body where HEAD fails, since many servers get HEAD wrong.
 */

#include "base/str.h"

enum fetch_outcome {
	FETCH_UNSURE, /* no answer that says anything: time out, 5xx, a bad certificate */
	FETCH_ALIVE,  /* it is there, or the host lets only people see it (401, 403, 429) */
	FETCH_DEAD,   /* 404, 410, no such host, nobody listens, redirects in a circle */
	FETCH_LEFT,   /* not asked: the host's budget was spent */
};

struct fetch_answer {
	enum fetch_outcome outcome;
	unsigned status;   /* of the last answer (RFC 9110), or 0 */
	bool secure;       /* asked by http:, it is there by https: too */
	struct str moved;  /* where redirects that last (301, 308) lead, or "" */
	struct str reason; /* why it is not alive, for people: "404", "the host is unknown" */
};

struct fetch_limits {
	unsigned at_once;          /* requests at one time */
	unsigned at_once_per_host; /* of them to one host */
	unsigned per_host;         /* requests to one host in all, redirects and retries included */
	unsigned tries;            /* for what fails but may not fail again */
	unsigned redirects;
	unsigned pause;     /* milliseconds between the starts of two requests to one host */
	unsigned patience;  /* milliseconds for one answer */
	unsigned most_wait; /* seconds that a Retry-After (RFC 9110, 10.2.3) is obeyed */
};

/* Fit for a review of a few thousand links: a host gets 10 requests a second at most. */
extern const struct fetch_limits fetch_limits_default;

/* What is told on the way: `done` of `count` URLs. */
typedef void fetch_progress_fn(void *context, size_t done, size_t count);

/*
 * Ask for `count` URLs, http: or https: without fragments, and give one answer
 * each. Texts are made in the arena. `progress` may be NULL. False when
 * libcurl can't be loaded: `message` says so.
 */
bool fetch_all(struct arena *arena, const struct str *urls, size_t count,
	const struct fetch_limits *limits, fetch_progress_fn *progress, void *context,
	struct fetch_answer *answers, struct str *message);

#endif
