#include "preview/answers.h"

#include "base/file.h"
#include "preview/media_type.h"
#include "site/url.h"

#define SCRATCH_BLOCK ((size_t)256 * 1024)
#define LARGEST_FILE  ((size_t)256 * 1024 * 1024)

static const struct str added =
	S_INIT("<link rel=\"stylesheet\" href=\"/_portolan/preview.css\"><script type=\"module\" "
		   "src=\"/_portolan/preview.js\"></script>\n");

/* The offset of the head's end, or the end of a page that has none. */
static size_t end_of_head(struct str page)
{
	size_t end = str_find(page, S("</head>"), 0);

	return end == STR_NONE ? page.len : end;
}

static void answer_item(const struct state *state, const struct render_item *item,
	struct arena *scratch, struct server_answer *answer)
{
	struct buf page = BUF_EMPTY;
	size_t end;

	renderer_render(&state->renderer, item, scratch, &page);
	if (item->kind == RENDER_MARKDOWN) {
		buf_add(&answer->body, buf_str(&page));
	} else {
		end = end_of_head(buf_str(&page));
		buf_add(&answer->body, str_first(buf_str(&page), end));
		buf_add(&answer->body, added);
		buf_add(&answer->body, str_from(buf_str(&page), end));
	}
	buf_release(&page);
	answer->type = media_type(item->path);
}

/* The 404 of the locale that the path begins with, else the root's. */
static void answer_not_found(
	const struct state *state, struct str path, struct arena *scratch, struct server_answer *answer)
{
	const struct render_item *found = NULL;

	for (size_t i = path.len; i > 0 && found == NULL; i--) {
		if (path.ptr[i - 1] == '/')
			found = renderer_find(
				&state->renderer, scratch, str_concat(scratch, str_first(path, i), S("404.html")));
	}
	if (found == NULL)
		found = renderer_find(&state->renderer, scratch, S("404.html"));
	answer->status = 404;
	if (found != NULL)
		answer_item(state, found, scratch, answer);
}

static void redirect(struct server_answer *answer, struct str location)
{
	answer->status = 301;
	buf_add(&answer->location, location);
}

static void answer_page(const struct state *state, const struct render_item *item,
	struct arena *scratch, struct server_answer *answer)
{
	answer->status = str_ends(item->path, S("404.html")) ? 404 : 200;
	answer_item(state, item, scratch, answer);
	if (item->kind == RENDER_REDIRECT)
		redirect(answer, item->page->href);
}

static void answer_file(
	const struct site_copy *file, struct arena *scratch, struct server_answer *answer)
{
	answer->status =
		file_read(str_cstr(scratch, file->source), LARGEST_FILE, &answer->body) == 0 ? 200 : 404;
	answer->type = media_type(file->url);
}

static void answer_text(struct str path, struct str text, struct server_answer *answer)
{
	answer->status = 200;
	answer->type = media_type(path);
	buf_add(&answer->body, text);
}

/* The URL of a folder without its slash. */
static bool answer_folder(
	const struct state *state, struct str path, struct arena *scratch, struct server_answer *answer)
{
	struct str base = state->project.site->base_path;

	if (renderer_find(&state->renderer, scratch, str_concat(scratch, path, S("/index.html"))) ==
		NULL)
		return false;
	redirect(answer,
		url_encode(scratch, str_concat3(scratch, base, S("/"), str_concat(scratch, path, S("/")))));
	return true;
}

/* Where the site stands below a base path, that is left out; without it, it works as well. */
static struct str below_base(const struct state *state, struct str path)
{
	struct str base = state->project.site->base_path;

	if (base.len > 0 && str_starts(path, base) &&
		(path.len == base.len || path.ptr[base.len] == '/'))
		path = str_from(path, base.len);
	return str_from(path, str_starts(path, S("/")) ? 1 : 0);
}

void answer_published(struct state *state, const struct state_options *options, struct str path,
	struct server_answer *answer)
{
	struct arena *scratch = arena_create(SCRATCH_BLOCK);
	struct str below = below_base(state, path), wanted = render_path(scratch, below);
	const struct render_item *item = renderer_find(&state->renderer, scratch, wanted);
	const struct site_copy *file = map_get(state->files, wanted);
	const struct str *text = map_get(state->assets, wanted);

	if (item == NULL && file == NULL && text == NULL)
		text = state_list(state, wanted, options->project.workers);
	if (item != NULL)
		answer_page(state, item, scratch, answer);
	else if (file != NULL)
		answer_file(file, scratch, answer);
	else if (text != NULL)
		answer_text(wanted, *text, answer);
	else if (!answer_folder(state, below, scratch, answer))
		answer_not_found(state, below, scratch, answer);
	arena_destroy(scratch);
}

const struct render_item *answers_find_page(
	const struct state *state, struct arena *scratch, struct str path)
{
	return renderer_find(&state->renderer, scratch, render_path(scratch, below_base(state, path)));
}
