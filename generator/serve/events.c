#include "serve/events.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/fatal.h"

/* A comment keeps an idle stream open, and shows whether anyone still listens. */
#define BEAT_SECONDS 10
/* Who missed more hears that everything is new. */
#define REMEMBERED 64

struct events {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	uint64_t count;
	const char *kinds[REMEMBERED]; /* of the last ones, by number */
	bool stopping;
};

struct events_stream {
	struct events *events;
	uint64_t seen;
	bool greeted;
};

struct events *events_create(void)
{
	struct events *events = calloc(1, sizeof(*events));
	pthread_condattr_t attributes;

	if (events == NULL)
		fatal_memory();
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_mutex_init(&events->lock, NULL);
	pthread_cond_init(&events->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	return events;
}

void events_destroy(struct events *events)
{
	pthread_cond_destroy(&events->changed);
	pthread_mutex_destroy(&events->lock);
	free(events);
}

void events_send(struct events *events, const char *kind)
{
	pthread_mutex_lock(&events->lock);
	events->count++;
	events->kinds[events->count % REMEMBERED] = kind;
	pthread_cond_broadcast(&events->changed);
	pthread_mutex_unlock(&events->lock);
}

void events_stop(struct events *events)
{
	pthread_mutex_lock(&events->lock);
	events->stopping = true;
	pthread_cond_broadcast(&events->changed);
	pthread_mutex_unlock(&events->lock);
}

struct events_stream *events_open(struct events *events, uint64_t last)
{
	struct events_stream *stream = malloc(sizeof(*stream));

	if (stream == NULL)
		fatal_memory();
	pthread_mutex_lock(&events->lock);
	*stream = (struct events_stream){events, events->count, false};
	/* A higher number is of a server before this one. */
	if (last > 0 && last < events->count)
		stream->seen = last;
	pthread_mutex_unlock(&events->lock);
	return stream;
}

void events_close(struct events_stream *stream)
{
	free(stream);
}

static bool wait_for_event(struct events_stream *stream)
{
	struct events *events = stream->events;
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += BEAT_SECONDS;
	while (!events->stopping && events->count == stream->seen) {
		if (pthread_cond_timedwait(&events->changed, &events->lock, &until) != 0)
			break;
	}
	return events->count != stream->seen;
}

ssize_t events_read(struct events_stream *stream, char *out, size_t room)
{
	struct events *events = stream->events;
	int length;

	pthread_mutex_lock(&events->lock);
	if (!stream->greeted) {
		length = snprintf(out, room, "retry: 500\nid: %ju\n\n", (uintmax_t)stream->seen);
	} else if (!wait_for_event(stream)) {
		length = events->stopping ? -1 : snprintf(out, room, ":\n\n");
	} else {
		bool old = events->count - stream->seen > REMEMBERED;

		stream->seen = old ? events->count : stream->seen + 1;
		length = snprintf(out, room, "id: %ju\nevent: %s\ndata: %ju\n\n", (uintmax_t)stream->seen,
			old ? "reload" : events->kinds[stream->seen % REMEMBERED], (uintmax_t)stream->seen);
	}
	stream->greeted = true;
	pthread_mutex_unlock(&events->lock);
	return length < 0 || (size_t)length >= room ? -1 : (ssize_t)length;
}
