#define _DEFAULT_SOURCE /* realpath */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/parallel.h"
#include "base/path.h"
#include "cli/assembly.h"
#include "cli/command.h"
#include "cli/default_theme.h"
#include "report/sources.h"
#include "report/text.h"
#include "search/search.h"
#include "serve/client.h"
#include "serve/server.h"
#include "serve/watch.h"
#include "site/url.h"

#define FIRST_PORT    8000
#define SCRATCH_BLOCK ((size_t)256 * 1024)
#define LARGEST_FILE  ((size_t)256 * 1024 * 1024)

/* One state of the site. It is const once it answers. */
struct state {
	struct assembly made;
	bool ready;        /* the theme could be used */
	struct map *pages; /* path below the site's root → render item */
	struct map *texts; /* → listing or asset */
	struct map *files; /* → site_copy */
	/* Made when somebody searches: most changes are looked at without. */
	pthread_mutex_t search_lock;
	struct search search;
	struct map *searched; /* → struct str */
};

struct preview {
	const struct options *options;
	struct server *server;
	pthread_rwlock_t lock;
	struct state *now;
};

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t asked_to_stop;

static void on_signal(int number)
{
	(void)number;
	asked_to_stop = 1;
}

static void state_release(struct state *state)
{
	search_release(&state->search);
	pthread_mutex_destroy(&state->search_lock);
	project_close(&state->made.project);
	free(state);
}

static void make_maps(struct state *state)
{
	struct arena *arena = state->made.project.arena;
	const struct site *site = state->made.project.site;

	state->pages = map_create(arena, state->made.renderer.count);
	for (size_t i = 0; i < state->made.renderer.count; i++)
		map_add(state->pages, state->made.renderer.items[i].path,
			(void *)(uintptr_t)&state->made.renderer.items[i]);
	state->texts = map_create(arena, state->made.listings.count + state->made.theme.assets.count);
	for (size_t i = 0; i < state->made.listings.count; i++)
		map_add(state->texts, state->made.listings.items[i].path,
			(void *)(uintptr_t)&state->made.listings.items[i].content);
	for (size_t i = 0; i < state->made.theme.assets.count; i++)
		map_add(state->texts, state->made.theme.assets.items[i].path,
			(void *)(uintptr_t)&state->made.theme.assets.items[i].content);
	state->files = map_create(arena, site->copy_count);
	for (size_t i = 0; i < site->copy_count; i++)
		map_add(
			state->files, str_from(site->copies[i].url, 1), (void *)(uintptr_t)&site->copies[i]);
}

/* NULL when the content can't be read at all: that was said. */
static struct state *state_make(const struct options *options)
{
	struct state *state = calloc(1, sizeof(*state));

	if (state == NULL)
		return NULL;
	pthread_mutex_init(&state->search_lock, NULL);
	if (console_open(options, &state->made.project) != STATUS_CLEAN) {
		free(state);
		return NULL;
	}
	if (!assembly_load_theme(&state->made, options)) {
		state_release(state);
		return NULL;
	}
	state->ready = assembly_prepare(&state->made, options);
	assembly_report(&state->made, true);
	if (state->ready)
		make_maps(state);
	return state;
}

static const char *type_of(struct str path)
{
	static const struct {
		struct str extension;
		const char *type;
	} rows[] = {
		{S_INIT(".html"), "text/html; charset=utf-8"}, {S_INIT(".css"), "text/css; charset=utf-8"},
		{S_INIT(".js"), "text/javascript; charset=utf-8"},
		{S_INIT(".json"), "application/json; charset=utf-8"},
		{S_INIT(".xml"), "application/xml; charset=utf-8"}, {S_INIT(".svg"), "image/svg+xml"},
		{S_INIT(".png"), "image/png"}, {S_INIT(".jpg"), "image/jpeg"},
		{S_INIT(".jpeg"), "image/jpeg"}, {S_INIT(".gif"), "image/gif"},
		{S_INIT(".webp"), "image/webp"}, {S_INIT(".pdf"), "application/pdf"},
		{S_INIT(".txt"), "text/plain; charset=utf-8"},
		{S_INIT(".md"), "text/markdown; charset=utf-8"}, /* RFC 7763 */
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (str_ends(path, rows[i].extension))
			return rows[i].type;
	}
	return str_find_char(path, '.', 0) == STR_NONE ? "text/plain; charset=utf-8"
												   : "application/octet-stream";
}

/* The page as it is published, and the preview's own two lines. */
static void answer_page(const struct state *state, const struct render_item *item,
	struct arena *scratch, struct server_answer *answer)
{
	static const struct str added =
		S_INIT("<link rel=\"stylesheet\" href=\"/_portolan/preview.css\"><script type=\"module\" "
			   "src=\"/_portolan/preview.js\"></script>\n");
	struct buf page = BUF_EMPTY;
	size_t end = STR_NONE;

	renderer_render(&state->made.renderer, item, scratch, &page);
	for (size_t i = page.len; i > 0 && end == STR_NONE; i--) {
		if (str_starts(str_from(buf_str(&page), i - 1), S("</head>")))
			end = i - 1;
	}
	if (end == STR_NONE)
		end = page.len;
	buf_add(&answer->body, str_first(buf_str(&page), end));
	buf_add(&answer->body, added);
	buf_add(&answer->body, str_from(buf_str(&page), end));
	buf_release(&page);
	answer->type = "text/html; charset=utf-8";
}

/* The 404 of the locale that the path begins with, else the root's. */
static void answer_not_found(
	const struct state *state, struct str path, struct arena *scratch, struct server_answer *answer)
{
	const struct render_item *found = NULL;

	for (size_t i = path.len; i > 0 && found == NULL; i--) {
		if (path.ptr[i - 1] == '/')
			found = map_get(state->pages, str_concat(scratch, str_first(path, i), S("404.html")));
	}
	if (found == NULL)
		found = map_get(state->pages, S("404.html"));
	answer->status = 404;
	if (found != NULL)
		answer_page(state, found, scratch, answer);
}

static void write_frame(const struct options *options, const struct diagnostic *finding,
	struct sources *sources, struct buf *out)
{
	struct buf text = BUF_EMPTY;
	size_t begin, end;

	text_write(&(struct text_style){options->content, false}, finding,
		sources_text(sources, finding), &(struct text_cursor){0}, &text);
	begin = str_find_char(buf_str(&text), '\n', 0);
	begin = begin == STR_NONE ? text.len : begin + 1;
	end = str_find(buf_str(&text), S("\n  help: "), begin > 0 ? begin - 1 : 0);
	if (end == STR_NONE)
		end = text.len;
	buf_add_json(out, end > begin ? str_range(text.ptr + begin, text.ptr + end) : S(""));
	buf_release(&text);
}

/* "vscode://file/{path}:{line}:{column}", filled in. */
static void write_editor(const struct options *options, struct arena *arena, struct str path,
	const struct place *place, struct buf *out)
{
	struct str pattern = options->editor == NULL ? S("vscode://file{path}:{line}:{column}")
												 : str_of(options->editor);
	char *absolute = realpath(str_cstr(arena, path), NULL);
	struct str filled = S("");

	while (pattern.len > 0) {
		struct str value = str_first(pattern, 1);
		size_t length = 1;

		if (str_starts(pattern, S("{path}"))) {
			value = absolute == NULL ? path : url_encode(arena, str_of(absolute));
			length = 6;
		} else if (str_starts(pattern, S("{line}"))) {
			value = str_format(arena, "%u", place->line);
			length = 6;
		} else if (str_starts(pattern, S("{column}"))) {
			value = str_format(arena, "%u", place->column);
			length = 8;
		}
		filled = str_concat(arena, filled, value);
		pattern = str_from(pattern, length);
	}
	buf_add_json(out, filled);
	free(absolute);
}

static const char *severity_word(enum severity severity)
{
	return severity == SEVERITY_ERROR ? "error" : severity == SEVERITY_WARNING ? "warning" : "note";
}

/* The findings of the page at a URL, as JSON for the overlay. */
static void answer_findings(const struct preview *preview, struct str url, struct arena *scratch,
	struct server_answer *answer)
{
	const struct state *state = preview->now;
	struct str path = render_path(scratch, url_decode(scratch, url));
	const struct render_item *item = map_get(state->pages, path);
	struct sources sources = {.content = preview->options->content};
	size_t shown = 0;

	answer->status = 200;
	answer->type = "application/json; charset=utf-8";
	buf_add_char(&answer->body, '[');
	for (size_t i = 0; i < state->made.report.count; i++) {
		const struct diagnostic *finding = state->made.report.items[i];
		struct buf place = BUF_EMPTY;

		if (finding->severity == SEVERITY_NOTE || item == NULL || item->page == NULL ||
			finding->rooted || !str_equal(finding->path, item->page->document->path))
			continue;
		text_write_path(preview->options->content, finding->rooted, finding->path, &place);
		buf_add(&answer->body, shown++ > 0 ? S(",\n{\"rule\":") : S("{\"rule\":"));
		buf_add_json(&answer->body, rule_name(finding->rule));
		buf_add_format(&answer->body, ",\"severity\":\"%s\",\"line\":%u,\"column\":%u,\"path\":",
			severity_word(finding->severity), finding->place.line, finding->place.column);
		buf_add_json(&answer->body, buf_str(&place));
		buf_add_lit(&answer->body, ",\"message\":");
		buf_add_json(&answer->body, finding->message);
		buf_add_lit(&answer->body, ",\"help\":");
		buf_add_json(&answer->body, finding->help);
		buf_add_lit(&answer->body, ",\"frame\":");
		write_frame(preview->options, finding, &sources, &answer->body);
		buf_add_lit(&answer->body, ",\"editor\":");
		write_editor(preview->options, scratch, buf_str(&place), &finding->place, &answer->body);
		buf_add_char(&answer->body, '}');
		buf_release(&place);
	}
	buf_add_lit(&answer->body, "]\n");
	sources_release(&sources);
}

/* Every locale: how many pages it has, and those of the default locale that it lacks. */
static void write_locales(const struct state *state, struct buf *out)
{
	const struct site *site = state->made.project.site;
	size_t most = 0;

	for (size_t i = 0; i < site->locale_count; i++)
		most = site->locales[i].page_count > most ? site->locales[i].page_count : most;
	buf_add_lit(out, "<h2>Locales</h2>\n<table><tr><th>Locale</th><th>Pages</th><th>Fewer than the "
					 "fullest</th></tr>\n");
	for (size_t i = 0; i < site->locale_count; i++) {
		const struct site_locale *locale = &site->locales[i];

		buf_add_lit(out, "<tr><td>");
		if (locale->home != NULL) {
			buf_add_lit(out, "<a href=\"");
			buf_add_html(out, locale->home->href);
			buf_add_lit(out, "\">");
		}
		buf_add_html(out, locale->locale.code);
		buf_add(out, locale->home != NULL ? S("</a>") : S(""));
		buf_add_format(out, "</td><td>%zu</td><td>%zu</td></tr>\n", locale->page_count,
			most - locale->page_count);
	}
	buf_add_lit(out, "</table>\n");
}

static void write_ports_links(const struct state *state, struct buf *out)
{
	const struct views *views = state->made.renderer.views;

	buf_add_lit(out, "<h2>Ports</h2>\n<ul>\n");
	for (size_t i = 0; i < views->locale_count; i++) {
		if (views->locales[i].ports.len == 0)
			continue;
		buf_add_lit(out, "<li><a href=\"");
		buf_add_html(out, views->locales[i].ports);
		buf_add_lit(out, "\">");
		buf_add_html(out, views->locales[i].name);
		buf_add_lit(out, "</a></li>\n");
	}
	buf_add_lit(out, "</ul>\n");
}

/* `/_portolan/`: all findings, the ledger, the locales. */
static void answer_overview(const struct preview *preview, struct server_answer *answer)
{
	const struct state *state = preview->now;
	struct buf text = BUF_EMPTY;

	console_text(preview->options, &state->made.report, false, false, &text);
	answer->status = 200;
	answer->type = "text/html; charset=utf-8";
	buf_add_lit(&answer->body,
		"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
		"content=\"width=device-width\"><title>Preview</title><link rel=\"stylesheet\" "
		"href=\"/_portolan/preview.css\"><script type=\"module\" "
		"src=\"/_portolan/preview.js\"></script></head>\n<body class=\"preview\"><h1>Preview</h1>\n"
		"<p><a href=\"/\">The site</a></p>\n");
	buf_add_format(&answer->body,
		"<h2>Findings</h2>\n<p>%zu errors, %zu warnings, %zu notes</p>\n<pre>",
		state->made.report.errors, state->made.report.warnings, state->made.report.notes);
	buf_add_html(&answer->body, buf_str(&text));
	buf_add_lit(&answer->body, "</pre>\n");
	if (state->ready) {
		write_ports_links(state, &answer->body);
		write_locales(state, &answer->body);
	}
	buf_add_lit(&answer->body, "</body></html>\n");
	buf_release(&text);
}

static bool answer_own(const struct preview *preview, struct str path, struct str query,
	struct arena *scratch, struct server_answer *answer)
{
	if (str_equal(path, S("/_portolan/preview.js"))) {
		buf_add(&answer->body, client_script());
		answer->type = "text/javascript; charset=utf-8";
	} else if (str_equal(path, S("/_portolan/preview.css"))) {
		buf_add(&answer->body, client_style());
		answer->type = "text/css; charset=utf-8";
	} else if (str_equal(path, S("/_portolan/findings")) && preview->now->ready) {
		answer_findings(preview, query, scratch, answer);
	} else if (str_equal(path, S("/_portolan/")) || !preview->now->ready) {
		answer_overview(preview, answer);
	} else {
		return false;
	}
	answer->status = 200;
	return true;
}

static void answer_file(const struct site_copy *file, struct str path, struct arena *scratch,
	struct server_answer *answer)
{
	answer->status =
		file_read(str_cstr(scratch, file->source), LARGEST_FILE, &answer->body) == 0 ? 200 : 404;
	answer->type = type_of(path);
}

/* A file of the index, or NULL. */
static const struct str *search_file(struct state *state, struct str path)
{
	if (!str_starts(path, S("search/")))
		return NULL;
	pthread_mutex_lock(&state->search_lock);
	if (state->searched == NULL) {
		state->search = search_make(state->made.project.site, parallel_processors(), NULL, NULL);
		state->searched = map_create(state->search.arenas[0], state->search.count);
		for (size_t i = 0; i < state->search.count; i++)
			map_add(state->searched, state->search.files[i].path,
				(void *)(uintptr_t)&state->search.files[i].content);
	}
	pthread_mutex_unlock(&state->search_lock);
	return map_get(state->searched, path);
}

/* What is published at a path, which has no slash at its head. */
static void answer_published(
	struct state *state, struct str path, struct arena *scratch, struct server_answer *answer)
{
	struct str wanted = render_path(scratch, path);
	const struct render_item *item = map_get(state->pages, wanted);
	const struct str *text = map_get(state->texts, wanted);
	const struct site_copy *file = map_get(state->files, wanted);

	if (item == NULL && text == NULL)
		text = search_file(state, wanted);
	if (item != NULL) {
		answer->status = str_ends(wanted, S("404.html")) ? 404 : 200;
		if (item->kind == RENDER_MARKDOWN) {
			answer->type = type_of(wanted);
			renderer_render(&state->made.renderer, item, scratch, &answer->body);
		} else {
			answer_page(state, item, scratch, answer);
		}
	} else if (text != NULL) {
		answer->status = 200;
		answer->type = type_of(wanted);
		buf_add(&answer->body, *text);
	} else if (file != NULL) {
		answer_file(file, wanted, scratch, answer);
	} else if (map_get(state->pages, str_concat(scratch, path, S("/index.html"))) != NULL) {
		answer->status = 301;
		buf_add_char(&answer->location, '/');
		buf_add(&answer->location, url_encode(scratch, path));
		buf_add_char(&answer->location, '/');
	} else {
		answer_not_found(state, path, scratch, answer);
	}
}

static void answer(void *context, struct str path, struct str query, struct server_answer *answer)
{
	struct preview *preview = context;
	struct arena *scratch = arena_create(SCRATCH_BLOCK);
	struct str base;

	pthread_rwlock_rdlock(&preview->lock);
	if (!answer_own(preview, path, query, scratch, answer)) {
		base = preview->now->made.project.site->base_path;
		if (base.len > 0 && str_starts(path, base))
			path = str_from(path, base.len);
		answer_published(
			preview->now, str_starts(path, S("/")) ? str_from(path, 1) : path, scratch, answer);
	}
	pthread_rwlock_unlock(&preview->lock);
	arena_destroy(scratch);
}

/* One line for each change: what, how long, findings gained and lost. */
static void rebuild(struct preview *preview, const char *name)
{
	double began = console_seconds();
	struct state *fresh = state_make(preview->options), *old = preview->now;
	size_t before = old->made.report.errors + old->made.report.warnings, now;

	if (fresh == NULL)
		return;
	pthread_rwlock_wrlock(&preview->lock);
	preview->now = fresh;
	pthread_rwlock_unlock(&preview->lock);
	server_notify(preview->server);
	now = fresh->made.report.errors + fresh->made.report.warnings;
	if (!preview->options->quiet)
		fprintf(stderr, "%s: %.0f ms, %zu finding%s (%+ld)\n", name[0] == '\0' ? "changed" : name,
			(console_seconds() - began) * 1000, now, now == 1 ? "" : "s", (long)now - (long)before);
	state_release(old);
}

static size_t add_folders(const struct options *options, struct arena *arena, const char **folders)
{
	const char *fallback = default_theme_find(arena);
	size_t count = 0;

	folders[count++] = options->content;
	if (options->images != NULL)
		folders[count++] = options->images;
	if (options->theme != NULL)
		folders[count++] = options->theme;
	if (fallback != NULL)
		folders[count++] = fallback;
	return count;
}

static void run(struct preview *preview)
{
	struct arena *arena = arena_create(1024);
	const char *folders[4];
	struct watch *watch = watch_open(folders, add_folders(preview->options, arena, folders));

	if (watch_polls(watch))
		fprintf(stderr, "portolan: too many folders to watch, looking every second instead\n"
						"  help: raise the limit: sysctl fs.inotify.max_user_watches=524288\n");
	while (!asked_to_stop) {
		if (watch_wait(watch) == WATCH_CHANGED && !asked_to_stop)
			rebuild(preview, watch_name(watch));
	}
	watch_close(watch);
	arena_destroy(arena);
}

static enum status serve(struct preview *preview, const struct server_options *asked)
{
	struct sigaction action = {.sa_handler = on_signal};
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	/* The server's threads inherit this: signals come to this thread, which waits for changes. */
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	preview->server = server_start(asked);
	if (preview->server == NULL) {
		console_error(S("no port could be had to listen on"), S("name one with --port N"));
		return STATUS_FAILED;
	}
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
	fprintf(stderr, "http://%s:%u/ (findings: http://%s:%u/_portolan/, end: Ctrl-C)\n", asked->host,
		server_port(preview->server), asked->host, server_port(preview->server));
	run(preview);
	server_stop(preview->server);
	return STATUS_CLEAN;
}

enum status command_serve(const struct options *options)
{
	struct preview preview = {.options = options};
	struct server_options asked = {
		.host = options->host == NULL ? "127.0.0.1" : options->host,
		.port = FIRST_PORT,
		.events = "/_portolan/events",
		.answer = answer,
		.context = &preview,
	};
	uint64_t port;
	enum status status;

	if (options->port != NULL) {
		if (!str_to_number(str_of(options->port), UINT16_MAX, &port) || port == 0) {
			console_error(S("--port is a number from 1 to 65535"), S(""));
			return STATUS_FAILED;
		}
		asked.port = (uint16_t)port;
	}
	if (strncmp(asked.host, "127.", 4) != 0)
		fprintf(stderr, "portolan: everyone who reaches %s can read the preview\n", asked.host);
	preview.now = state_make(options);
	if (preview.now == NULL)
		return STATUS_FAILED;
	pthread_rwlock_init(&preview.lock, NULL);
	status = serve(&preview, &asked);
	state_release(preview.now);
	pthread_rwlock_destroy(&preview.lock);
	return status;
}
