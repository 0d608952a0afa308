/* Any bytes as what a client sends to the preview's server. */

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "fuzz.h"
#include "serve/server.h"

static struct server *server;

static void answer(void *context, struct str path, struct str query, struct server_answer *answer)
{
	(void)context;
	(void)query;
	/* What the server promises of a path. */
	if (!str_starts(path, S("/")) || str_has(path, S("/../")) ||
		memchr(path.ptr, '\0', path.len) != NULL)
		abort();
	answer->status = 200;
	answer->type = "text/plain; charset=utf-8";
	buf_add(&answer->body, path);
}

static void stop(void)
{
	server_stop(server);
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
	static const struct server_options options = {
		.host = "127.0.0.1", .port = 18000, .events = "/events", .answer = answer};

	(void)count;
	(void)arguments;
	server = server_start(&options);
	if (server == NULL)
		return 1;
	atexit(stop);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(server_port(server)),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct timeval patience = {.tv_sec = 2};
	int client = socket(AF_INET, SOCK_STREAM, 0);
	char room[4096];

	if (client < 0)
		return 0;
	setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (connect(client, (struct sockaddr *)&address, sizeof(address)) == 0 &&
		send(client, data, size, MSG_NOSIGNAL) >= 0) {
		/* Half closed: whatever came is all that comes, and the server has to end it. */
		shutdown(client, SHUT_WR);
		while (recv(client, room, sizeof(room), 0) > 0) {
		}
	}
	close(client);
	return 0;
}
