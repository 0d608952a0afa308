#ifndef PORTOLAN_CHECK_EXTERNAL_H
#define PORTOLAN_CHECK_EXTERNAL_H

/*
 * Links to other hosts, checked by asking these hosts: link-dead, link-moved,
 * and link-insecure where https: turns out to be there. The only rules that
 * need a network, so they run only when they are asked for.
 */

#include "check/external_cache.h"
#include "site/project.h"

/* Whether a link has to be asked for. */
typedef bool external_wants_fn(
	void *context, const struct document *document, const struct place *place);

struct external_input {
	const struct project *project;
	const struct fetch_limits *limits;
	struct external_cache *cache; /* takes what was learnt */
	external_wants_fn *wants;
	fetch_progress_fn *progress; /* or NULL */
	void *context;               /* of both */
};

struct external_result {
	size_t urls;   /* different ones that were wanted */
	size_t cached; /* of them, known from the cache */
	size_t left;   /* of them, beyond a host's budget */
};

/* False with `message`, in the list's arena, when nothing can be asked. */
bool external_check(const struct external_input *input, struct diagnostics *found,
	struct external_result *result, struct str *message);

#endif
