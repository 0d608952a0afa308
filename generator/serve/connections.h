#ifndef PORTOLAN_SERVE_CONNECTIONS_H
#define PORTOLAN_SERVE_CONNECTIONS_H

/*
 * How long a client may take over a request. The library's own limit counts
 * from the last byte: who sends one now and then would hold a connection for
 * ever. Here a connection that isn't being answered has so many seconds for a
 * whole request, and is shut down after that.
 */

struct connections;

struct connections *connections_create(unsigned seconds);

/* Without open connections. */
void connections_destroy(struct connections *connections);

/* A socket came; what is returned stands for it in the other functions. */
struct connection *connections_add(struct connections *connections, int socket);
void connections_remove(struct connections *connections, struct connection *connection);

/* Its request is there and being answered; its answer is sent. */
void connections_begin(struct connections *connections, struct connection *connection);
void connections_end(struct connections *connections, struct connection *connection);

#endif
