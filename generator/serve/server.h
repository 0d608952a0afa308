#ifndef PORTOLAN_SERVE_SERVER_H
#define PORTOLAN_SERVE_SERVER_H

/*
 * HTTP/1.1 for the preview, through libmicrohttpd: GET and HEAD, keep-alive,
 * ETag, one range, server-sent events. It knows nothing of sites: an answer
 * function says what stands at a path. A thread serves each connection, so
 * that a slow client holds up nobody else.
 *
 * Requests whose Host isn't this machine's are refused (DNS rebinding), as are
 * other methods, and paths with NUL, backslash or "..".
 */

#include "base/buf.h"

/* What stands at a path. The function appends the body to `body`. */
struct server_answer {
	unsigned status;  /* 200, 301, 404, 503 */
	const char *type; /* content type with charset */
	struct buf body;
	struct buf location; /* of a redirect */
};

/* `path` is decoded and begins with "/"; `query` is as it came. From several threads at once. */
typedef void server_answer_fn(
	void *context, struct str path, struct str query, struct server_answer *answer);

struct server_options {
	const char *host;   /* an address to listen on: 127.0.0.1 */
	uint16_t port;      /* the first to try; the next ones when it is taken */
	const char *events; /* path of the event stream */
	server_answer_fn *answer;
	void *context;
};

struct server;

/* NULL with errno when no port could be had. Ends with server_stop. */
struct server *server_start(const struct server_options *options);
uint16_t server_port(const struct server *server);

/* Tell every open event stream. */
void server_notify(struct server *server);

/* Ends all connections and waits for their threads. */
void server_stop(struct server *server);

#endif
