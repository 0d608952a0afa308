#include "site/project.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/timings.h"
#include "parse/parse.h"
#include "site/documents.h"

#define SITE_BLOCK     ((size_t)1024 * 1024)
#define SETTINGS_BLOCK ((size_t)64 * 1024)
#define TREE_BLOCK     ((size_t)256 * 1024)
#define LARGEST_CONFIG ((size_t)4 * 1024 * 1024)

static bool fail(struct project *project, struct str *message, const char *path, int error)
{
	*message = str_format(project->arena, "cannot read %s: %s", path, strerror(error));
	return false;
}

static bool read_words(
	struct project *project, const struct project_options *options, struct str *message)
{
	struct str failed;

	if (options->ports == NULL)
		return true;
	project->words = port_words_read(project->settings, options->ports, &failed);
	return project->words != NULL || errno == ENOENT ||
		   fail(project, message, str_cstr(project->arena, failed), errno);
}

/* The settings' text; those of a former revision come with its content. */
static int read_config_text(
	const struct project_options *options, const char *path, struct buf *text)
{
	const struct overlay_file *instead =
		options->config == NULL ? overlay_find(options->content_overlay, S("site.yaml")) : NULL;

	if (instead == NULL)
		return file_read(path, LARGEST_CONFIG, text);
	buf_add(text, instead->bytes);
	return instead->absent ? ENOENT : 0;
}

static enum project_result read_config(
	struct project *project, const struct project_options *options, struct str *message)
{
	struct arena *arena = project->settings;
	struct str path = options->config != NULL
						  ? str_of(options->config)
						  : path_join(arena, str_of(options->content), S("site.yaml"));
	struct buf text = BUF_EMPTY;
	const char *file = str_cstr(arena, path);
	int error = read_config_text(options, file, &text);
	bool good = true;

	config_default(arena, &project->config);
	if (error == 0)
		good = config_read(arena, path, str_copy(arena, buf_str(&text)), &project->config,
			&project->found_in_settings);
	buf_release(&text);
	if (error != 0 && (options->config != NULL || error != ENOENT)) {
		fail(project, message, file, error);
		return PROJECT_UNREADABLE;
	}
	if (options->base_url != NULL)
		project->config.base_url = str_of(options->base_url);
	project->config.base_url = path_without_slash(project->config.base_url);
	return good ? PROJECT_READY : PROJECT_MISCONFIGURED;
}

static enum project_result read_settings(
	struct project *project, const struct project_options *options, struct str *message)
{
	enum project_result result;

	project->settings = arena_create(SETTINGS_BLOCK);
	project->found_in_settings = diagnostics_make(project->settings);
	result = read_config(project, options, message);
	if (result == PROJECT_READY && !read_words(project, options, message))
		return PROJECT_UNREADABLE;
	return result;
}

static bool read_content(
	struct project *project, const struct project_options *options, struct str *message)
{
	int error;

	project->content_arena = arena_create(TREE_BLOCK);
	project->found_in_content = diagnostics_make(project->content_arena);
	error = tree_read(project->content_arena, options->content, options->walked_content,
		options->content_overlay, &project->content, &project->found_in_content);
	return error == 0 || fail(project, message, options->content, error);
}

/* What is wrong in the images folder lies outside of the content. */
static bool read_images(
	struct project *project, const struct project_options *options, struct str *message)
{
	const char *folder = options->images;
	int error;

	if (folder == NULL)
		return true;
	project->images_arena = arena_create(TREE_BLOCK);
	project->found_in_images = diagnostics_make(project->images_arena);
	error = tree_read(project->images_arena, folder, options->walked_images,
		options->images_overlay, &project->images, &project->found_in_images);
	for (struct diagnostic *at = project->found_in_images.first; at != NULL; at = at->next) {
		at->path = path_join(project->images_arena, str_of(folder), at->path);
		at->rooted = true;
	}
	project->has_images = error == 0;
	return error == 0 || error == ENOENT || fail(project, message, folder, error);
}

static void link_documents(
	struct project *project, const struct project_options *options, const struct linking *former)
{
	project->site = site_link(
		project->arena, &(struct link_input){
							.config = &project->config,
							.content = &project->content,
							.images = project->has_images ? &project->images : NULL,
							.documents = (const struct document *const *)project->documents,
							.count = project->document_count,
							.former = former,
							.memory = options->memory,
							.workers = options->workers == 0 ? 1 : options->workers,
						});
}

/* What was found in shared parts counts for each project that has them. */
static void take_findings(struct project *project)
{
	const struct diagnostics *const parts[] = {
		&project->found_in_settings, &project->found_in_content, &project->found_in_images};

	for (size_t i = 0; i < COUNT(parts); i++) {
		for (const struct diagnostic *at = parts[i]->first; at != NULL; at = at->next)
			diagnostics_repeat(&project->found, at);
	}
}

static void begin(struct project *project)
{
	*project = (struct project){.arena = arena_create(SITE_BLOCK)};
	project->found = diagnostics_make(project->arena);
}

enum project_result project_open(
	struct project *project, const struct project_options *options, struct str *message)
{
	enum project_result result;

	begin(project);
	result = read_settings(project, options, message);
	if (result == PROJECT_READY &&
		(!read_content(project, options, message) || !read_images(project, options, message)))
		result = PROJECT_UNREADABLE;
	take_findings(project);
	timings_end_stage(options->timings, "load");
	if (result != PROJECT_READY)
		return result;
	documents_read(project, options, NULL, NULL);
	timings_end_stage(options->timings, "parse");
	link_documents(project, options, NULL);
	timings_end_stage(options->timings, "link");
	return PROJECT_READY;
}

static void share_settings(struct project *project, const struct project *former)
{
	project->settings = arena_share(former->settings);
	project->config = former->config;
	project->words = former->words;
	project->found_in_settings = former->found_in_settings;
}

/*
 * True when the changes are in documents that the tree knows and has by their own paths, or in
 * files that came and went again: the tree stands.
 */
static bool stands(
	const struct tree *tree, const struct overlay *overlay, const struct project_paths *paths)
{
	bool good = !paths->all && (paths->count == 0 || !tree->files.has_links);
	struct buf path = BUF_EMPTY;

	for (size_t i = 0; good && i < paths->count; i++) {
		const struct file_entry *entry = map_get(tree->by_path, paths->items[i]);
		const struct overlay_file *instead = overlay_find(overlay, paths->items[i]);
		enum kind kind;
		struct locale locale;
		struct stat status;

		buf_clear(&path);
		buf_add(&path, str_of(tree->root));
		buf_add_lit(&path, "/");
		buf_add(&path, paths->items[i]);
		buf_add_char(&path, '\0');
		if (lstat(path.ptr, &status) != 0)
			good = errno == ENOENT && entry == NULL &&
				   tree_directory_of(tree, paths->items[i]) == NULL;
		else
			good = entry != NULL && S_ISREG(status.st_mode) &&
				   kind_of_file(path_name(paths->items[i]), &kind, &locale);
		if (instead != NULL && (instead->absent || entry == NULL))
			good = false;
	}
	buf_release(&path);
	return good;
}

static bool follow_content(struct project *project, const struct project *former,
	const struct project_options *options, const struct project_changes *changes,
	struct str *message)
{
	if (!stands(&former->content, options->content_overlay, &changes->content))
		return read_content(project, options, message);
	project->content_arena = arena_share(former->content_arena);
	project->content = former->content;
	project->found_in_content = former->found_in_content;
	return true;
}

static bool follow_images(struct project *project, const struct project *former,
	const struct project_options *options, const struct project_changes *changes,
	struct str *message)
{
	if (former->images_arena == NULL || changes->images.all || changes->images.count > 0)
		return read_images(project, options, message);
	project->images_arena = arena_share(former->images_arena);
	project->images = former->images;
	project->has_images = former->has_images;
	project->found_in_images = former->found_in_images;
	return true;
}

enum project_result project_follow(struct project *project, const struct project *former,
	const struct project_options *options, const struct project_changes *changes,
	struct str *message)
{
	if (changes->settings)
		return project_open(project, options, message);
	begin(project);
	share_settings(project, former);
	if (!follow_content(project, former, options, changes, message) ||
		!follow_images(project, former, options, changes, message))
		return PROJECT_UNREADABLE;
	take_findings(project);
	documents_read(project, options, former, &changes->content);
	link_documents(project, options, former->site->linking);
	return PROJECT_READY;
}

const struct diagnostics *const *project_findings(struct project *project, size_t *count)
{
	size_t most = project->document_count + 2;
	const struct diagnostics **lists;

	if (project->site != NULL)
		most += project->site->found_in_count;
	lists = arena_array(project->arena, const struct diagnostics *, most);
	*count = 0;
	diagnostics_set_levels(&project->found, project->config.levels);
	lists[(*count)++] = &project->found;
	if (project->site != NULL) {
		diagnostics_set_levels(&project->site->found, project->config.levels);
		lists[(*count)++] = &project->site->found;
		for (size_t i = 0; i < project->site->found_in_count; i++)
			lists[(*count)++] = project->site->found_in[i];
	}
	for (size_t i = 0; i < project->document_count; i++)
		lists[(*count)++] = &project->documents[i]->found;
	return lists;
}

void project_close(struct project *project)
{
	for (size_t i = 0; i < project->document_count; i++)
		document_destroy(project->documents[i]);
	if (project->site != NULL)
		site_release(project->site);
	arena_destroy(project->content_arena);
	arena_destroy(project->images_arena);
	arena_destroy(project->settings);
	arena_destroy(project->arena);
}
