#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "base/version.h"
#include "cli/browser.h"
#include "cli/command.h"
#include "cli/default_theme.h"
#include "cli/pictures.h"
#include "preview/editor.h"
#include "preview/preview.h"

#define FIRST_PORT 8000

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t asked_to_stop;

static void on_signal(int number)
{
	(void)number;
	asked_to_stop = 1;
}

/* The editor that is asked for; else the person's own, where links can open it. */
static bool choose_editor(const struct options *options, const char **pattern)
{
	static const char *const variables[] = {"VISUAL", "EDITOR"};

	*pattern = editor_pattern(options->editor);
	if (options->editor != NULL)
		return *pattern != NULL;
	for (size_t i = 0; i < COUNT(variables) && *pattern == NULL; i++)
		*pattern = editor_pattern(getenv(variables[i]));
	if (*pattern == NULL)
		*pattern = editor_pattern("code");
	return true;
}

static bool read_port(const struct options *options, uint16_t *port)
{
	uint64_t number = FIRST_PORT;

	if (options->port != NULL &&
		(!str_to_number(str_of(options->port), UINT16_MAX, &number) || number == 0))
		return false;
	*port = (uint16_t)number;
	return true;
}

static void take_pictures(const void *context, struct site *site)
{
	/* A cache that can't be used was complained of; pictures are then shown as they are. */
	(void)pictures_take(context, site);
}

static bool make_options(
	const struct options *options, struct arena *arena, struct state_options *wanted)
{
	const char *fallback = default_theme_find(arena);

	*wanted = (struct state_options){
		.project = {.config = options->config,
			.content = options->content,
			.images = options->images,
			.base_url = options->base_url,
			.workers = options->jobs},
		.generator = "Portolan " PORTOLAN_VERSION,
		.take_pictures = take_pictures,
		.context = options,
		.today = console_today,
	};
	if (options->theme != NULL)
		wanted->theme_folders[wanted->theme_folder_count++] = options->theme;
	if (fallback != NULL) {
		wanted->theme_folders[wanted->theme_folder_count++] = fallback;
		wanted->project.ports = str_cstr(arena, str_format(arena, "%s/ports", fallback));
	}
	if (wanted->theme_folder_count == 0) {
		console_error(S("the default theme is not there"), S("name a theme with --theme DIR"));
		return false;
	}
	if (choose_editor(options, &wanted->editor))
		return true;
	console_error(S("--editor names no editor that links can open"),
		str_format(arena, "those are %s; or a pattern such as vscode://file{path}:{line}:{column}",
			editor_names));
	return false;
}

static void watch(struct preview *preview, struct watch *folders, struct server *server, bool quiet)
{
	struct arena *arena = arena_create((size_t)16 * 1024);
	struct buf line = BUF_EMPTY;
	struct watch_burst burst;

	while (!asked_to_stop) {
		arena_reset(arena);
		if (watch_wait(folders, arena, &burst) != WATCH_CHANGED || asked_to_stop)
			continue;
		buf_clear(&line);
		server_notify(server, preview_take(preview, &burst));
		preview_check(preview, &line);
		if (!quiet)
			console_write(stderr, buf_str(&line));
	}
	buf_release(&line);
	arena_destroy(arena);
}

static void say_where(struct preview *preview, const char *host, uint16_t port)
{
	struct buf line = BUF_EMPTY;
	bool is_six = strchr(host, ':') != NULL;

	preview_summary(preview, &line);
	fprintf(stderr,
		"http://%s%s%s:%u/ shows the site, /_portolan/ what is wrong (" STR_FMT
		"); Ctrl-C ends it\n",
		is_six ? "[" : "", host, is_six ? "]" : "", port, STR_ARG(buf_str(&line)));
	buf_release(&line);
}

/* Whoever reaches the address may read everything. */
static void warn_of_host(const char *host)
{
	if (strncmp(host, "127.", 4) != 0 && strcmp(host, "::1") != 0)
		fprintf(stderr,
			"portolan: everyone who reaches %s can read the preview\n"
			"  help: without --host it answers this machine alone\n",
			host);
}

static void say_that_it_looks(const struct watch *folders)
{
	if (watch_polls(folders))
		fprintf(stderr,
			"portolan: inotify's limits are reached: looking for changes every second instead\n"
			"  help: sysctl fs.inotify.max_user_watches=524288 "
			"fs.inotify.max_user_instances=512\n");
}

/* The server's threads inherit the mask: signals come to this one, which waits for changes. */
static struct server *start(const struct server_options *options)
{
	struct sigaction action = {.sa_handler = on_signal};
	struct server *server;
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	server = server_start(options);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
	return server;
}

static enum status serve(
	const struct options *options, struct preview *preview, struct watch *folders, uint16_t port)
{
	struct server_options asked = {
		.host = options->host == NULL ? "127.0.0.1" : options->host,
		.port = port,
		.events = "/_portolan/events",
		.answer = preview_answer,
		.context = preview,
	};
	struct server *server = start(&asked);
	struct arena *arena;

	if (server == NULL) {
		console_error(S("no port could be had to listen on"),
			errno == EINVAL ? S("--host is an address of this machine, such as 127.0.0.1")
							: S("name another one with --port N"));
		return STATUS_FAILED;
	}
	warn_of_host(asked.host);
	say_that_it_looks(folders);
	say_where(preview, asked.host, server_port(server));
	arena = arena_create(256);
	browser_open(options->browser,
		str_format(arena, "http://%s:%u/", options->host == NULL ? "localhost" : options->host,
			server_port(server)));
	arena_destroy(arena);
	watch(preview, folders, server, options->quiet);
	server_stop(server);
	return STATUS_CLEAN;
}

/* Folders are watched before they are read: nothing that is saved meanwhile is missed. */
static enum status run(
	const struct options *options, const struct state_options *wanted, uint16_t port)
{
	struct watch_root roots[PREVIEW_ROOTS];
	struct watch *folders = watch_open(roots, preview_roots(wanted, roots));
	struct buf trouble = BUF_EMPTY;
	struct preview *preview = preview_create(wanted, &trouble);
	enum status status = STATUS_FAILED;

	if (preview != NULL) {
		status = serve(options, preview, folders, port);
		preview_destroy(preview);
	} else {
		console_write(stderr, buf_str(&trouble));
		console_error(S("there is nothing to preview"), S(""));
	}
	buf_release(&trouble);
	watch_close(folders);
	return status;
}

enum status command_serve(const struct options *options)
{
	struct arena *arena = arena_create(1024);
	struct state_options wanted;
	enum status status = STATUS_FAILED;
	uint16_t port;

	if (!read_port(options, &port))
		console_error(S("--port is a number from 1 to 65535"), S(""));
	else if (make_options(options, arena, &wanted))
		status = run(options, &wanted, port);
	arena_destroy(arena);
	return status;
}
