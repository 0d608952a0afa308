#ifndef PORTOLAN_PREVIEW_PREVIEW_H
#define PORTOLAN_PREVIEW_PREVIEW_H

/*
 * The preview: the present state of the site, from which the server's threads
 * answer, and the next one, which one thread makes of what was saved. A
 * state takes the place of another in one step: no answer mixes two.
 */

#include "preview/state.h"
#include "serve/server.h"
#include "serve/watch.h"

struct preview;

/* NULL when there is nothing to show: `trouble` says why. The options outlive it. */
struct preview *preview_create(const struct state_options *options, struct buf *trouble);

/* When no answer is being given any more. */
void preview_destroy(struct preview *preview);

/* What has to be watched, in the order that preview_take wants; at most PREVIEW_ROOTS. */
#define PREVIEW_ROOTS 5
size_t preview_roots(const struct state_options *options, struct watch_root *roots);

/* A server_answer_fn; `context` is the preview. */
void preview_answer(void *context, struct str path, struct str page, struct server_answer *answer);

/*
 * Take changes: pages are answered from them when this returns. It returns the event
 * that open pages have to be told: "content", "style" or "reload"; "trouble"
 * when the former state stands, since settings can't be used or files can't
 * be read.
 */
const char *preview_take(struct preview *preview, const struct watch_burst *burst);

/* Then find what is wrong; `line` gets what a person reads of the changes. */
void preview_check(struct preview *preview, struct buf *line);

/* "34 errors, 12 warnings, 5 notes in 12 pages" of the present state. */
void preview_summary(struct preview *preview, struct buf *line);

#endif
