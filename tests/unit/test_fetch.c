#include "check/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"

#define URLS 6

/* A server that has nothing, and counts how often it is asked. */
struct room {
	struct arena *arena;
	struct MHD_Daemon *daemon;
	struct str urls[URLS];
	struct fetch_answer answers[URLS];
	atomic_uint asked;
};

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *upload, size_t *size, void **request)
{
	struct room *room = context;
	struct MHD_Response *response =
		MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result queued = MHD_queue_response(connection, MHD_HTTP_NOT_FOUND, response);

	(void)url;
	(void)method;
	(void)version;
	(void)upload;
	(void)size;
	(void)request;
	atomic_fetch_add(&room->asked, 1);
	MHD_destroy_response(response);
	return queued;
}

static int set_up(void **state)
{
	struct room *room = calloc(1, sizeof(*room));
	unsigned port;

	assert_non_null(room);
	room->arena = arena_create(4096);
	room->daemon = MHD_start_daemon(
		MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, answer, room, MHD_OPTION_END);
	assert_non_null(room->daemon);
	port = MHD_get_daemon_info(room->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	for (unsigned i = 0; i < URLS; i++)
		room->urls[i] = str_format(room->arena, "http://127.0.0.1:%u/%u", port, i);
	*state = room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	MHD_stop_daemon(room->daemon);
	arena_destroy(room->arena);
	free(room);
	return 0;
}

static void ask(struct room *room, unsigned per_host)
{
	struct fetch_limits limits = fetch_limits_default;
	struct str message;

	limits.per_host = per_host;
	limits.pause = 1;
	if (!fetch_all(room->arena, room->urls, URLS, &limits, NULL, NULL, room->answers, &message))
		skip(); /* libcurl isn't here */
}

static size_t count(const struct room *room, enum fetch_outcome outcome)
{
	size_t found = 0;

	for (size_t i = 0; i < URLS; i++)
		found += room->answers[i].outcome == outcome;
	return found;
}

static void pages_that_are_gone_are_dead(void **state)
{
	struct room *room = *state;

	ask(room, 500);
	assert_int_equal(count(room, FETCH_DEAD), URLS);
	assert_true(room->asked >= URLS);
}

static void a_host_is_asked_no_more_than_it_has_to_bear(void **state)
{
	struct room *room = *state;

	ask(room, 3);
	assert_true(room->asked > 0 && room->asked <= 3);
	assert_true(count(room, FETCH_LEFT) >= URLS - 3);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(pages_that_are_gone_are_dead),
		CASE(a_host_is_asked_no_more_than_it_has_to_bear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
