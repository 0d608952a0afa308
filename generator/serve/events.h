#ifndef PORTOLAN_SERVE_EVENTS_H
#define PORTOLAN_SERVE_EVENTS_H

/*
 * Server-sent events (HTML Living Standard, 9.2): open pages are told of
 * changes by a line each. The number of the last one is the event's id, so a
 * page that lost its connection hears what it missed.
 */

#include "base/str.h"

#include <stdint.h>
#include <sys/types.h>

struct events;

struct events *events_create(void);

/* After the last stream has ended. */
void events_destroy(struct events *events);

/* Tell every stream of a change; `kind` is an event's name and is kept. */
void events_send(struct events *events, const char *kind);

/* End all streams. */
void events_stop(struct events *events);

/* One open stream. `last` is the id that the browser heard last, or 0. */
struct events_stream;

struct events_stream *events_open(struct events *events, uint64_t last);
void events_close(struct events_stream *stream);

/* Write what comes next: it waits for it, ten seconds at most. -1 at the end. */
ssize_t events_read(struct events_stream *stream, char *out, size_t room);

#endif
