#include "serve/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/fatal.h"
#include "base/hash.h"
#include "site/url.h"

#define MOST_CONNECTIONS 200
#define IDLE_SECONDS     30
#define TRIED_PORTS      50
#define LONGEST_PATH     4096
/* A comment keeps an idle event stream open. */
#define BEAT_SECONDS 10

struct server {
	struct server_options options;
	struct MHD_Daemon *daemon;
	uint16_t port;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	uint64_t generation;
	bool stopping;
};

/* One open event stream. */
struct stream {
	struct server *server;
	uint64_t seen;
	bool greeted;
};

static const char policy[] =
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
	"font-src 'self'; connect-src 'self'; frame-src https:; media-src 'self'; "
	"base-uri 'none'; form-action 'self'";

static enum MHD_Result send_text(
	struct MHD_Connection *connection, unsigned status, const char *text)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
		strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result;

	MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, "Allow", "GET, HEAD");
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

/* The name before the port: "localhost:8000", "[::1]:8000". */
static bool is_own_host(const struct server *server, const char *header)
{
	struct str host = header == NULL ? S("") : str_of(header);
	size_t colon = STR_NONE;

	for (size_t i = host.len; i > 0 && colon == STR_NONE; i--) {
		if (host.ptr[i - 1] == ':')
			colon = i - 1;
		else if (!ascii_is_digit(host.ptr[i - 1]))
			break;
	}
	if (colon != STR_NONE)
		host.len = colon;
	return str_equal_nocase(host, S("localhost")) || str_equal(host, S("127.0.0.1")) ||
		   str_equal(host, S("[::1]")) || str_equal(host, str_of(server->options.host));
}

static bool is_safe_path(struct str path)
{
	if (path.len == 0 || path.ptr[0] != '/' || path.len > LONGEST_PATH ||
		str_find_char(path, '\0', 0) != STR_NONE || str_find_char(path, '\\', 0) != STR_NONE)
		return false;
	for (size_t i = 0; i < path.len; i++) {
		struct str rest = str_from(path, i);

		if (str_starts(rest, S("/..")) && (rest.len == 3 || rest.ptr[3] == '/'))
			return false;
	}
	return true;
}

/* "bytes=a-b", "bytes=a-" and "bytes=-n" (RFC 9110, 14.1.2); any other is none. */
static bool read_range(const char *header, size_t size, size_t *first, size_t *last)
{
	char *end;
	unsigned long long number;

	if (header == NULL || strncmp(header, "bytes=", 6) != 0 || size == 0)
		return false;
	header += 6;
	if (*header == '-') {
		if (!ascii_is_digit(header[1]))
			return false;
		number = strtoull(header + 1, &end, 10);
		*first = number >= size ? 0 : size - (size_t)number;
		*last = size - 1;
		return *end == '\0' && number > 0;
	}
	if (!ascii_is_digit(*header))
		return false;
	number = strtoull(header, &end, 10);
	if (*end != '-' || number >= size)
		return false;
	*first = (size_t)number;
	*last = size - 1;
	if (end[1] == '\0')
		return true;
	if (!ascii_is_digit(end[1]))
		return false;
	number = strtoull(end + 1, &end, 10);
	if (*end != '\0' || number < *first)
		return false;
	if (number < *last)
		*last = (size_t)number;
	return true;
}

static struct MHD_Response *respond_with(const struct str *bytes)
{
	/* libmicrohttpd takes a pointer to what it only reads when it copies. */
	return MHD_create_response_from_buffer(
		bytes->len, (void *)(uintptr_t)bytes->ptr, MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result send_answer(
	struct MHD_Connection *connection, const struct server_answer *answer)
{
	struct arena *arena = arena_create(256);
	struct str body = buf_str(&answer->body);
	struct str etag =
		str_format(arena, "\"" STR_FMT "\"", STR_ARG(hash_name(arena, hash_bytes(body))));
	const char *known = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "If-None-Match");
	const char *range = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Range");
	struct MHD_Response *response = NULL;
	unsigned status = answer->status;
	size_t first = 0, last = 0;
	enum MHD_Result result;

	if (status == 200 && known != NULL && str_has(str_of(known), etag)) {
		status = MHD_HTTP_NOT_MODIFIED;
		body.len = 0;
	} else if (status == 200 && read_range(range, body.len, &first, &last)) {
		struct str whole = body;

		status = MHD_HTTP_PARTIAL_CONTENT;
		body = str_range(whole.ptr + first, whole.ptr + last + 1);
		response = respond_with(&body);
		MHD_add_response_header(response, "Content-Range",
			str_cstr(arena, str_format(arena, "bytes %zu-%zu/%zu", first, last, whole.len)));
	}
	if (response == NULL)
		response = respond_with(&body);
	MHD_add_response_header(response, "Content-Type", answer->type);
	MHD_add_response_header(response, "ETag", str_cstr(arena, etag));
	MHD_add_response_header(response, "Accept-Ranges", "bytes");
	MHD_add_response_header(response, "Cache-Control", "no-cache");
	MHD_add_response_header(response, "Content-Security-Policy", policy);
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
	if (answer->location.len > 0)
		MHD_add_response_header(response, "Location", str_cstr(arena, buf_str(&answer->location)));
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	arena_destroy(arena);
	return result;
}

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t room)
{
	static const char greeting[] = "retry: 500\n\n", change[] = "event: change\ndata: 1\n\n",
					  beat[] = ":\n\n";
	struct stream *stream = context;
	struct server *server = stream->server;
	const char *text = greeting;
	struct timespec until;

	(void)position;
	if (stream->greeted) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += BEAT_SECONDS;
		pthread_mutex_lock(&server->lock);
		while (!server->stopping && server->generation == stream->seen &&
			   pthread_cond_timedwait(&server->changed, &server->lock, &until) == 0) {
		}
		text = server->stopping ? NULL : server->generation == stream->seen ? beat : change;
		stream->seen = server->generation;
		pthread_mutex_unlock(&server->lock);
	}
	stream->greeted = true;
	if (text == NULL || strlen(text) > room)
		return MHD_CONTENT_READER_END_OF_STREAM;
	memcpy(out, text, strlen(text));
	return (ssize_t)strlen(text);
}

static enum MHD_Result send_events(struct server *server, struct MHD_Connection *connection)
{
	struct stream *stream = malloc(sizeof(*stream));
	struct MHD_Response *response;
	enum MHD_Result result;

	if (stream == NULL)
		return MHD_NO;
	pthread_mutex_lock(&server->lock);
	*stream = (struct stream){server, server->generation, false};
	pthread_mutex_unlock(&server->lock);
	response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 512, read_stream, stream, free);
	MHD_add_response_header(response, "Content-Type", "text/event-stream");
	MHD_add_response_header(response, "Cache-Control", "no-cache");
	result = MHD_queue_response(connection, MHD_HTTP_OK, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_size, void **state)
{
	struct server *server = context;
	const char *host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host");
	struct server_answer answer = {.status = 404, .type = "text/plain; charset=utf-8"};
	const char *page = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "page");
	struct arena *arena;
	struct str path;
	enum MHD_Result result;

	(void)version;
	(void)upload;
	(void)upload_size;
	/* The first call of a request: its body, if any, is not there yet. */
	if (*state == NULL) {
		*state = server;
		return MHD_YES;
	}
	if (!is_own_host(server, host))
		return send_text(connection, MHD_HTTP_FORBIDDEN, "this host is not served here\n");
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		return send_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "GET and HEAD only\n");
	arena = arena_create(1024);
	path = url_decode(arena, str_of(url));
	if (!is_safe_path(path)) {
		result = send_text(connection, MHD_HTTP_BAD_REQUEST, "no such path can be\n");
	} else if (str_equal(path, str_of(server->options.events))) {
		result = send_events(server, connection);
	} else {
		server->options.answer(
			server->options.context, path, page == NULL ? S("") : str_of(page), &answer);
		result = send_answer(connection, &answer);
	}
	buf_release(&answer.body);
	buf_release(&answer.location);
	arena_destroy(arena);
	return result;
}

/* Paths stay encoded: what is decoded to is judged in one place. */
static size_t keep_encoded(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

static struct MHD_Daemon *listen_on(struct server *server, uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};

	if (inet_pton(AF_INET, server->options.host, &address.sin_addr) != 1) {
		errno = EINVAL;
		return NULL;
	}
	return MHD_start_daemon(
		MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, port, NULL,
		NULL, handle, server, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT,
		MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32 * 1024, MHD_OPTION_UNESCAPE_CALLBACK,
		keep_encoded, NULL, MHD_OPTION_END);
}

struct server *server_start(const struct server_options *options)
{
	struct server *server = calloc(1, sizeof(*server));

	if (server == NULL)
		return NULL;
	server->options = *options;
	pthread_mutex_init(&server->lock, NULL);
	pthread_cond_init(&server->changed, NULL);
	for (unsigned i = 0; i < TRIED_PORTS && server->daemon == NULL; i++) {
		server->port = (uint16_t)(options->port + i);
		errno = 0;
		server->daemon = listen_on(server, server->port);
		if (server->daemon == NULL && errno != EADDRINUSE)
			break;
	}
	if (server->daemon != NULL)
		return server;
	free(server);
	return NULL;
}

uint16_t server_port(const struct server *server)
{
	return server->port;
}

static void wake(struct server *server, bool stopping)
{
	pthread_mutex_lock(&server->lock);
	server->generation++;
	server->stopping = stopping;
	pthread_cond_broadcast(&server->changed);
	pthread_mutex_unlock(&server->lock);
}

void server_notify(struct server *server)
{
	wake(server, false);
}

void server_stop(struct server *server)
{
	wake(server, true);
	MHD_stop_daemon(server->daemon);
	pthread_cond_destroy(&server->changed);
	pthread_mutex_destroy(&server->lock);
	free(server);
}
