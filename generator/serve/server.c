#include "serve/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "base/hash.h"
#include "serve/connections.h"
#include "serve/events.h"
#include "serve/request.h"

#define MOST_CONNECTIONS 200
#define REQUEST_SECONDS  30
#define LARGEST_HEAD     ((size_t)32 * 1024)
#define TRIED_PORTS      50

struct server {
	struct server_options options;
	struct MHD_Daemon *daemon;
	uint16_t port;
	struct events *events;
	struct connections *connections;
};

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (MHD_add_response_header(response, name, value) != MHD_YES)
		fatal_memory();
}

static enum MHD_Result queue(
	struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
	enum MHD_Result result;

	add_header(response, "X-Content-Type-Options", "nosniff");
	add_header(response, "Referrer-Policy", "no-referrer");
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result send_text(
	struct MHD_Connection *connection, unsigned status, const char *text)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
		strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);

	if (response == NULL)
		fatal_memory();
	add_header(response, "Content-Type", "text/plain; charset=utf-8");
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		add_header(response, "Allow", "GET, HEAD");
	return queue(connection, status, response);
}

static const char *header_of(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static struct MHD_Response *respond_with(struct str bytes)
{
	/* The library takes a pointer to what it only reads when it copies. */
	struct MHD_Response *response = MHD_create_response_from_buffer(
		bytes.len, (void *)(uintptr_t)bytes.ptr, MHD_RESPMEM_MUST_COPY);

	if (response == NULL)
		fatal_memory();
	return response;
}

static struct MHD_Response *respond_with_range(
	struct arena *arena, enum request_range range, struct str whole, size_t first, size_t last)
{
	struct MHD_Response *response;

	if (range == RANGE_OUTSIDE) {
		response = respond_with(S(""));
		add_header(response, "Content-Range",
			str_cstr(arena, str_format(arena, "bytes */%zu", whole.len)));
		return response;
	}
	response = respond_with(str_range(whole.ptr + first, whole.ptr + last + 1));
	add_header(response, "Content-Range",
		str_cstr(arena, str_format(arena, "bytes %zu-%zu/%zu", first, last, whole.len)));
	return response;
}

/* The whole, a part, or nothing where the client has it. */
static struct MHD_Response *respond(struct MHD_Connection *connection, struct arena *arena,
	const struct server_answer *answer, struct str tag, unsigned *status)
{
	struct str body = buf_str(&answer->body);
	enum request_range range;
	size_t first = 0, last = 0;

	*status = answer->status;
	if (answer->status != MHD_HTTP_OK)
		return respond_with(body);
	if (request_has_tag(header_of(connection, "If-None-Match"), tag)) {
		*status = MHD_HTTP_NOT_MODIFIED;
		return respond_with(S(""));
	}
	range = request_range(header_of(connection, "Range"), body.len, &first, &last);
	if (range == RANGE_NONE)
		return respond_with(body);
	*status = range == RANGE_PART ? MHD_HTTP_PARTIAL_CONTENT : MHD_HTTP_RANGE_NOT_SATISFIABLE;
	return respond_with_range(arena, range, body, first, last);
}

static enum MHD_Result send_answer(
	struct MHD_Connection *connection, struct arena *arena, const struct server_answer *answer)
{
	struct str name = hash_name(arena, hash_bytes(buf_str(&answer->body)));
	struct str tag = str_format(arena, "\"" STR_FMT "\"", STR_ARG(name));
	unsigned status;
	struct MHD_Response *response = respond(connection, arena, answer, tag, &status);

	add_header(response, "Content-Type", answer->type);
	add_header(response, "ETag", str_cstr(arena, tag));
	add_header(response, "Accept-Ranges", "bytes");
	add_header(response, "Cache-Control", "no-cache");
	add_header(response, "Content-Security-Policy",
		answer->policy.len == 0 ? "default-src 'none'" : str_cstr(arena, buf_str(&answer->policy)));
	if (answer->location.len > 0)
		add_header(response, "Location", str_cstr(arena, buf_str(&answer->location)));
	return queue(connection, status, response);
}

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t room)
{
	ssize_t length = events_read(context, out, room);

	(void)position;
	return length < 0 ? MHD_CONTENT_READER_END_OF_STREAM : length;
}

static void close_stream(void *context)
{
	events_close(context);
}

static enum MHD_Result send_events(struct server *server, struct MHD_Connection *connection)
{
	const char *header = header_of(connection, "Last-Event-ID");
	struct MHD_Response *response;
	uint64_t last;

	if (header == NULL || !str_to_number(str_of(header), INT64_MAX, &last))
		last = 0;
	response = MHD_create_response_from_callback(
		MHD_SIZE_UNKNOWN, 512, read_stream, events_open(server->events, last), close_stream);
	if (response == NULL)
		fatal_memory();
	add_header(response, "Content-Type", "text/event-stream");
	add_header(response, "Cache-Control", "no-cache");
	return queue(connection, MHD_HTTP_OK, response);
}

static enum MHD_Result answer_path(
	struct server *server, struct MHD_Connection *connection, const char *target)
{
	struct server_answer answer = {.status = 404, .type = "text/plain; charset=utf-8"};
	const char *page = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "page");
	struct arena *arena = arena_create(1024);
	enum MHD_Result result;
	struct str path;

	if (!request_path(arena, str_of(target), &path)) {
		result = send_text(connection, MHD_HTTP_BAD_REQUEST, "no such path can be\n");
	} else if (str_equal(path, str_of(server->options.events))) {
		result = send_events(server, connection);
	} else {
		server->options.answer(server->options.context, path,
			page == NULL ? S("") : request_decode(arena, str_of(page)), &answer);
		result = send_answer(connection, arena, &answer);
	}
	buf_release(&answer.body);
	buf_release(&answer.location);
	buf_release(&answer.policy);
	arena_destroy(arena);
	return result;
}

static struct connection *connection_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info == NULL ? NULL : info->socket_context;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *target,
	const char *method, const char *version, const char *upload, size_t *upload_size, void **state)
{
	struct server *server = context;

	(void)version;
	(void)upload;
	/* The first call of a request: refused ones end here, before any body is read. */
	if (*state == NULL) {
		*state = server;
		if (!request_is_own_host(header_of(connection, "Host"), str_of(server->options.host)))
			return send_text(connection, MHD_HTTP_FORBIDDEN, "this host is not served here\n");
		if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
			return send_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "GET and HEAD only\n");
		if (header_of(connection, "Content-Length") != NULL ||
			header_of(connection, "Transfer-Encoding") != NULL)
			return send_text(connection, MHD_HTTP_CONTENT_TOO_LARGE, "a body is not taken\n");
		return MHD_YES;
	}
	if (*upload_size != 0)
		return MHD_NO;
	connections_begin(server->connections, connection_of(connection));
	return answer_path(server, connection, target);
}

static void request_ended(void *context, struct MHD_Connection *connection, void **state,
	enum MHD_RequestTerminationCode reason)
{
	struct server *server = context;

	(void)state;
	(void)reason;
	connections_end(server->connections, connection_of(connection));
}

static void connection_changed(void *context, struct MHD_Connection *connection,
	void **socket_context, enum MHD_ConnectionNotificationCode what)
{
	struct server *server = context;
	const union MHD_ConnectionInfo *info;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (*socket_context != NULL)
			connections_remove(server->connections, *socket_context);
		*socket_context = NULL;
		return;
	}
	info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	if (info != NULL)
		*socket_context = connections_add(server->connections, info->connect_fd);
}

/* Paths stay encoded: what is decoded to is judged in one place. */
static size_t keep_encoded(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

union address {
	struct sockaddr any;
	struct sockaddr_in four;
	struct sockaddr_in6 six;
};

/* False when the host is no address. */
static bool make_address(const char *host, uint16_t port, union address *address)
{
	*address = (union address){.six = {.sin6_family = AF_INET6, .sin6_port = htons(port)}};
	if (inet_pton(AF_INET6, host, &address->six.sin6_addr) == 1)
		return true;
	*address = (union address){.four = {.sin_family = AF_INET, .sin_port = htons(port)}};
	return inet_pton(AF_INET, host, &address->four.sin_addr) == 1;
}

static struct MHD_Daemon *listen_on(struct server *server, uint16_t port)
{
	union address address;
	unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;

	if (!make_address(server->options.host, port, &address)) {
		errno = EINVAL;
		return NULL;
	}
	if (address.any.sa_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	return MHD_start_daemon(flags, port, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR,
		&address.any, MHD_OPTION_CONNECTION_LIMIT, MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
		REQUEST_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, LARGEST_HEAD,
		MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, NULL, MHD_OPTION_NOTIFY_COMPLETED,
		request_ended, server, MHD_OPTION_NOTIFY_CONNECTION, connection_changed, server,
		MHD_OPTION_END);
}

static void destroy(struct server *server)
{
	events_destroy(server->events);
	connections_destroy(server->connections);
	free(server);
}

struct server *server_start(const struct server_options *options)
{
	struct server *server = calloc(1, sizeof(*server));
	int error = 0;

	if (server == NULL)
		fatal_memory();
	server->options = *options;
	server->events = events_create();
	server->connections = connections_create(REQUEST_SECONDS);
	for (unsigned i = 0; i < TRIED_PORTS && options->port + i <= UINT16_MAX; i++) {
		server->port = (uint16_t)(options->port + i);
		errno = 0;
		server->daemon = listen_on(server, server->port);
		error = errno;
		if (server->daemon != NULL)
			return server;
		if (error != EADDRINUSE)
			break;
	}
	destroy(server);
	errno = error;
	return NULL;
}

uint16_t server_port(const struct server *server)
{
	return server->port;
}

void server_notify(struct server *server, const char *event)
{
	events_send(server->events, event);
}

void server_stop(struct server *server)
{
	events_stop(server->events);
	MHD_stop_daemon(server->daemon);
	destroy(server);
}
