#include "site/project.h"

#include <errno.h>

#include "base/parallel.h"
#include "base/path.h"
#include "parse/cmark.h"
#include "parse/parse.h"

#define SITE_BLOCK     ((size_t)1024 * 1024)
#define LARGEST_CONFIG ((size_t)4 * 1024 * 1024)

/* So much of a file is read to see that it is over the limit. */
#define MOST_BYTES ((size_t)64 * 1024 * 1024)

static bool fail(struct project *project, struct str *message, const char *path, int error)
{
	*message = str_format(project->arena, "cannot read %s: %s", path, strerror(error));
	return false;
}

static enum project_result read_config(
	struct project *project, const struct project_options *options, struct str *message)
{
	struct str path = options->config != NULL
						  ? str_of(options->config)
						  : path_join(project->arena, str_of(options->content), S("site.yaml"));
	struct buf text = BUF_EMPTY;
	const char *file = str_cstr(project->arena, path);
	int error = file_read(file, LARGEST_CONFIG, &text);
	bool good = true;

	config_default(project->arena, &project->config);
	if (error == 0)
		good = config_read(project->arena, path, str_copy(project->arena, buf_str(&text)),
			&project->config, &project->found);
	buf_release(&text);
	if (error != 0 && (options->config != NULL || error != ENOENT)) {
		fail(project, message, file, error);
		return PROJECT_UNREADABLE;
	}
	if (options->base_url != NULL)
		project->config.base_url = str_of(options->base_url);
	while (str_ends(project->config.base_url, S("/")))
		project->config.base_url.len--;
	return good ? PROJECT_READY : PROJECT_MISCONFIGURED;
}

/* What is wrong in the images folder lies outside of the content. */
static int read_images(struct project *project, const struct project_options *options)
{
	const char *folder = options->images;
	struct diagnostics found = diagnostics_make(project->arena);
	int error =
		tree_read_with(project->arena, folder, options->images_overlay, &project->images, &found);

	for (const struct diagnostic *at = found.first; at != NULL; at = at->next) {
		struct str path = path_join(project->arena, str_of(folder), at->path);

		diagnostics_add(&project->found, at->rule, path, at->place, STR_FMT, STR_ARG(at->message))
			->rooted = true;
	}
	return error;
}

static bool read_trees(
	struct project *project, const struct project_options *options, struct str *message)
{
	int error = tree_read_with(project->arena, options->content, options->content_overlay,
		&project->content, &project->found);

	if (error != 0)
		return fail(project, message, options->content, error);
	if (options->images == NULL)
		return true;
	error = read_images(project, options);
	project->has_images = error == 0;
	if (error != 0 && error != ENOENT)
		return fail(project, message, options->images, error);
	return true;
}

static bool read_words(
	struct project *project, const struct project_options *options, struct str *message)
{
	struct str failed;

	if (options->ports == NULL)
		return true;
	project->words = port_words_read(project->arena, options->ports, &failed);
	return project->words != NULL || errno == ENOENT ||
		   fail(project, message, str_cstr(project->arena, failed), errno);
}

/* Parsing all files: each worker has a parser and a room for bytes. */
struct parsing {
	struct project *project;
	const struct overlay *overlay;
	struct parser **parsers;
	struct buf *rooms;
	struct document **documents; /* by index of the tree; NULL when unread */
	int *errors;
};

static int read_document(
	const struct overlay *overlay, const struct tree *tree, struct str name, struct buf *into)
{
	const struct overlay_file *file = overlay_find(overlay, name);
	struct buf path = BUF_EMPTY;
	int error;

	if (file != NULL) {
		buf_add(into, file->bytes);
		return 0;
	}
	buf_add(&path, str_of(tree->root));
	buf_add_lit(&path, "/");
	buf_add(&path, name);
	buf_add_char(&path, '\0');
	error = file_read(path.ptr, MOST_BYTES, into);
	buf_release(&path);
	return error;
}

static void parse_one(void *context, size_t item, unsigned worker)
{
	struct parsing *parsing = context;
	const struct tree *tree = &parsing->project->content;
	const struct tree_document *found = &tree->documents[item];
	struct buf *room = &parsing->rooms[worker];

	buf_clear(room);
	parsing->errors[item] = read_document(parsing->overlay, tree, found->path, room);
	if (parsing->errors[item] == 0)
		parsing->documents[item] = document_parse(
			parsing->parsers[worker], found->path, found->kind, found->locale, buf_str(room));
}

static void report_unreadable(struct project *project, const struct tree_document *found, int error)
{
	diagnostics_add(&project->found, error == EFBIG ? RULE_LIMIT : RULE_FILE_UNREADABLE,
		found->path, (struct place){1, 1, 1, 1}, "the file cannot be read: %s", strerror(error))
		->help = S("mend the file or its permissions; until then the page is not published");
}

static void keep_documents(struct parsing *parsing)
{
	struct project *project = parsing->project;

	for (size_t i = 0; i < project->content.document_count; i++) {
		if (parsing->documents[i] == NULL)
			report_unreadable(project, &project->content.documents[i], parsing->errors[i]);
		else
			parsing->documents[project->document_count++] = parsing->documents[i];
	}
	project->documents = parsing->documents;
}

static void parse_all(struct project *project, const struct overlay *overlay, unsigned workers)
{
	size_t count = project->content.document_count;
	struct parsing parsing = {
		.project = project,
		.overlay = overlay,
		.parsers = arena_array(project->arena, struct parser *, workers),
		.rooms = arena_array(project->arena, struct buf, workers),
		.documents = arena_array(project->arena, struct document *, count),
		.errors = arena_array(project->arena, int, count),
	};

	cmark_prepare();
	for (unsigned i = 0; i < workers; i++)
		parsing.parsers[i] = parser_create(&project->config, project->words);
	parallel_for(workers, count, parse_one, &parsing);
	for (unsigned i = 0; i < workers; i++) {
		parser_destroy(parsing.parsers[i]);
		buf_release(&parsing.rooms[i]);
	}
	keep_documents(&parsing);
}

enum project_result project_open(
	struct project *project, const struct project_options *options, struct str *message)
{
	unsigned workers = options->workers == 0 ? 1 : options->workers;
	enum project_result result;

	*project = (struct project){.arena = arena_create(SITE_BLOCK)};
	project->found = diagnostics_make(project->arena);
	result = read_config(project, options, message);
	if (result != PROJECT_READY)
		return result;
	if (!read_trees(project, options, message) || !read_words(project, options, message))
		return PROJECT_UNREADABLE;
	parse_all(project, options->content_overlay, workers);
	project->site = site_link(
		project->arena, &(struct link_input){
							.config = &project->config,
							.content = &project->content,
							.images = project->has_images ? &project->images : NULL,
							.documents = (const struct document *const *)project->documents,
							.count = project->document_count,
							.workers = workers,
						});
	return PROJECT_READY;
}

const struct diagnostics *const *project_findings(struct project *project, size_t *count)
{
	const struct diagnostics **lists =
		arena_array(project->arena, const struct diagnostics *, project->document_count + 2);

	*count = 0;
	diagnostics_set_levels(&project->found, project->config.levels);
	lists[(*count)++] = &project->found;
	if (project->site != NULL) {
		diagnostics_set_levels(&project->site->found, project->config.levels);
		lists[(*count)++] = &project->site->found;
	}
	for (size_t i = 0; i < project->document_count; i++) {
		diagnostics_set_levels(&project->documents[i]->found, project->config.levels);
		lists[(*count)++] = &project->documents[i]->found;
	}
	return lists;
}

void project_close(struct project *project)
{
	for (size_t i = 0; i < project->document_count; i++)
		document_destroy(project->documents[i]);
	if (project->site != NULL)
		site_release(project->site);
	arena_destroy(project->arena);
}
