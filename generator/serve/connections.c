#include "serve/connections.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/fatal.h"

struct connection {
	struct connection *next, **link;
	int socket;
	bool busy;
	time_t since; /* it waits for a request */
};

struct connections {
	pthread_mutex_t lock;
	pthread_cond_t stop;
	pthread_t thread;
	struct connection *first;
	unsigned seconds;
	bool stopping;
};

static time_t seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* The thread of the library that serves the connection sees its end, and closes it. */
static void shut_down_late(struct connections *connections)
{
	time_t now = seconds_now();

	for (struct connection *at = connections->first; at != NULL; at = at->next) {
		if (!at->busy && now - at->since > (time_t)connections->seconds)
			shutdown(at->socket, SHUT_RDWR);
	}
}

static void *watch_over(void *context)
{
	struct connections *connections = context;

	pthread_mutex_lock(&connections->lock);
	while (!connections->stopping) {
		struct timespec until;

		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec++;
		pthread_cond_timedwait(&connections->stop, &connections->lock, &until);
		shut_down_late(connections);
	}
	pthread_mutex_unlock(&connections->lock);
	return NULL;
}

struct connections *connections_create(unsigned seconds)
{
	struct connections *connections = calloc(1, sizeof(*connections));
	pthread_condattr_t attributes;

	if (connections == NULL)
		fatal_memory();
	connections->seconds = seconds;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_mutex_init(&connections->lock, NULL);
	pthread_cond_init(&connections->stop, &attributes);
	pthread_condattr_destroy(&attributes);
	if (pthread_create(&connections->thread, NULL, watch_over, connections) != 0)
		fatal_memory();
	return connections;
}

void connections_destroy(struct connections *connections)
{
	pthread_mutex_lock(&connections->lock);
	connections->stopping = true;
	pthread_cond_signal(&connections->stop);
	pthread_mutex_unlock(&connections->lock);
	pthread_join(connections->thread, NULL);
	pthread_cond_destroy(&connections->stop);
	pthread_mutex_destroy(&connections->lock);
	free(connections);
}

struct connection *connections_add(struct connections *connections, int socket)
{
	struct connection *connection = calloc(1, sizeof(*connection));

	if (connection == NULL)
		fatal_memory();
	connection->socket = socket;
	connection->since = seconds_now();
	pthread_mutex_lock(&connections->lock);
	connection->next = connections->first;
	connection->link = &connections->first;
	if (connection->next != NULL)
		connection->next->link = &connection->next;
	connections->first = connection;
	pthread_mutex_unlock(&connections->lock);
	return connection;
}

void connections_remove(struct connections *connections, struct connection *connection)
{
	pthread_mutex_lock(&connections->lock);
	*connection->link = connection->next;
	if (connection->next != NULL)
		connection->next->link = connection->link;
	pthread_mutex_unlock(&connections->lock);
	free(connection);
}

static void set_busy(struct connections *connections, struct connection *connection, bool busy)
{
	if (connection == NULL)
		return;
	pthread_mutex_lock(&connections->lock);
	connection->busy = busy;
	connection->since = seconds_now();
	pthread_mutex_unlock(&connections->lock);
}

void connections_begin(struct connections *connections, struct connection *connection)
{
	set_busy(connections, connection, true);
}

void connections_end(struct connections *connections, struct connection *connection)
{
	set_busy(connections, connection, false);
}
