#ifndef PORTOLAN_SERVE_SERVER_H
#define PORTOLAN_SERVE_SERVER_H

/*
 * HTTP/1.1 for the preview, through libmicrohttpd: GET and HEAD, keep-alive,
 * ETag, ranges, server-sent events. It knows nothing of sites: an answer
 * function says what stands at a path. A thread serves each connection, so
 * that a slow client holds up nobody else.
 *
 * Requests whose Host isn't this machine's are refused (403), as are other
 * methods (405), paths that no page can have (400), heads over 32 KiB (414 or
 * 431), and connections over 200 or that take longer than 30 s for a request.
 */

#include "base/buf.h"

/* What stands at a path. The function appends the body to `body`. */
struct server_answer {
	unsigned status;  /* 200, 301, 404 */
	const char *type; /* content type with charset */
	struct buf body;
	struct buf location; /* of a redirect */
	struct buf policy;   /* its Content-Security-Policy; without one nothing may be loaded */
};

/*
 * `path` is decoded and begins with "/"; `page` is the query's value of that
 * name, decoded, or "". From several threads at once.
 */
typedef void server_answer_fn(
	void *context, struct str path, struct str page, struct server_answer *answer);

struct server_options {
	const char *host;   /* an address to listen on, of IPv4 or IPv6: "127.0.0.1" */
	uint16_t port;      /* the first to try; the next ones when it is taken */
	const char *events; /* path of the event stream */
	server_answer_fn *answer;
	void *context;
};

struct server;

/* NULL with errno when no port could be had. Ends with server_stop. */
struct server *server_start(const struct server_options *options);
uint16_t server_port(const struct server *server);

/* Tell every open page of an event of a name, which is kept. */
void server_notify(struct server *server, const char *event);

/* Ends all connections and waits for their threads. */
void server_stop(struct server *server);

#endif
