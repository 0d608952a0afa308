#define _DEFAULT_SOURCE /* realpath */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/command.h"
#include "cli/default_theme.h"
#include "output/folder.h"
#include "parse/parse.h"
#include "render/fragment.h"
#include "render/strings.h"
#include "site/documents.h"
#include "site/locales.h"

#define LARGEST ((size_t)64 * 1024 * 1024)

/* The bodies of some files, or of all. */
struct rendering {
	const struct options *options;
	struct project project;
	struct fragment_words *words; /* by index of the site's locales */
	struct fragment_words no_words;
	struct folder folder; /* with --out */
	struct buf out;
	bool incomplete; /* some file could not be rendered */
};

/* The words that stand in bodies, in each locale, if there is a theme. */
static void load_words(struct rendering *rendering)
{
	struct arena *arena = rendering->project.arena;
	const struct site *site = rendering->project.site;
	const char *folder = default_theme_find(arena);
	struct locale *locales = arena_array(arena, struct locale, site->locale_count);
	struct diagnostics found = diagnostics_make(arena);
	const struct object *const *strings;
	struct theme_files files;
	struct str failed;

	if (folder == NULL || !theme_files_read(arena, &folder, 1, &files, &failed))
		return;
	for (size_t i = 0; i < site->locale_count; i++)
		locales[i] = site->locales[i].locale;
	strings = strings_load(arena, &files, locales, site->locale_count, &found);
	rendering->words = arena_array(arena, struct fragment_words, site->locale_count);
	for (size_t i = 0; i < site->locale_count; i++)
		rendering->words[i] = fragment_words_of(strings[i]);
}

static const struct fragment_words *words_of(
	const struct rendering *rendering, const struct document *document)
{
	const struct site *site = rendering->project.site;
	const struct site_locale *locale = locales_find(site, document->locale.code);

	return locale == NULL || rendering->words == NULL ? &rendering->no_words
													  : &rendering->words[locale - site->locales];
}

static bool write_file(struct rendering *rendering, struct str path)
{
	struct arena *arena = rendering->project.arena;
	const char *name = str_cstr(arena, str_concat(arena, path, S(".html")));
	const char *temporary = str_cstr(arena, str_concat(arena, path, S(".html.new")));
	int error = 0;

	if (path_directory(path).len > 0)
		error = folder_make_directories(&rendering->folder, path_directory(path));
	if (error == 0)
		error = folder_write(&rendering->folder, temporary, buf_str(&rendering->out), NULL);
	if (error == 0)
		error = folder_rename(&rendering->folder, temporary, name);
	if (error != 0)
		console_error(str_format(arena, "cannot write %s/%s: %s", rendering->options->out, name,
						  strerror(error)),
			S(""));
	return error == 0;
}

static bool render_document(struct rendering *rendering, const struct document *document)
{
	buf_clear(&rendering->out);
	fragment_render_as_written(
		words_of(rendering, document), &rendering->project.config, document, &rendering->out);
	if (rendering->options->out != NULL)
		return write_file(rendering, document->path);
	return console_write(stdout, buf_str(&rendering->out));
}

static void show_findings(struct rendering *rendering, const struct diagnostics *found)
{
	struct report report = report_make(rendering->project.arena, &found, 1, 1);

	console_findings(rendering->options, &report, rendering->options->quiet, stderr, NULL);
}

static const struct document *find(const struct project *project, struct str path)
{
	for (size_t i = 0; i < project->document_count; i++) {
		if (str_equal(project->documents[i]->path, path))
			return project->documents[i];
	}
	return NULL;
}

/* A file that is no page of the content is rendered like a guide all the same. */
static bool render_other(struct rendering *rendering, struct str path, const char *file)
{
	const struct document_files files = {&rendering->project.content, NULL};
	const struct includer includer = documents_includer(&files);
	struct parser *parser = parser_create(&rendering->project.config, NULL, &includer);
	struct document *document = NULL;
	struct buf bytes = BUF_EMPTY;
	struct locale locale;
	bool good = true;

	locale_parse(S("en-gb"), &locale);
	if (file_read(file, LARGEST, &bytes) == 0)
		document = document_parse(parser, path, KIND_GUIDE, locale, buf_str(&bytes));
	if (document != NULL) {
		show_findings(rendering, &document->found);
		good = render_document(rendering, document);
		document_destroy(document);
	} else {
		rendering->incomplete = true;
	}
	buf_release(&bytes);
	parser_destroy(parser);
	return good;
}

/* One of the files that were named. */
static bool render_named(struct rendering *rendering, const char *file)
{
	struct arena *arena = rendering->project.arena;
	char content[PATH_MAX], resolved[PATH_MAX];
	const struct document *document;
	struct str path, root;

	if (realpath(rendering->options->content, content) == NULL ||
		realpath(file, resolved) == NULL) {
		console_error(str_format(arena, "cannot read %s: %s", file, strerror(errno)), S(""));
		return false;
	}
	root = str_concat(arena, str_of(content), S("/"));
	path = str_copy(arena, str_of(resolved));
	if (!str_starts(path, root)) {
		console_error(str_format(arena, "%s lies outside of %s", file, rendering->options->content),
			S("name the content's folder with --content"));
		return false;
	}
	path = str_from(path, root.len);
	document = find(&rendering->project, path);
	if (document == NULL)
		return render_other(rendering, path, resolved);
	show_findings(rendering, &document->found);
	return render_document(rendering, document);
}

static bool render_all(struct rendering *rendering)
{
	const struct project *project = &rendering->project;

	for (size_t i = 0; i < project->document_count; i++) {
		if (!options_has_locale(rendering->options, project->documents[i]->locale.code))
			continue;
		show_findings(rendering, &project->documents[i]->found);
		if (!render_document(rendering, project->documents[i]))
			return false;
	}
	show_findings(rendering, &project->found);
	rendering->incomplete = project->document_count < project->content.document_count;
	return true;
}

static bool run(struct rendering *rendering)
{
	const struct options *options = rendering->options;

	if (options->out != NULL) {
		int error = folder_open(&rendering->folder, options->out, true);

		if (error != 0) {
			console_error(str_format(rendering->project.arena, "cannot open %s: %s", options->out,
							  strerror(error)),
				S(""));
			return false;
		}
	}
	load_words(rendering);
	if (options->path_count == 0)
		return render_all(rendering);
	for (size_t i = 0; i < options->path_count; i++) {
		if (!render_named(rendering, options->paths[i]))
			return false;
	}
	return true;
}

enum status command_render(const struct options *options)
{
	struct rendering rendering = {.options = options, .folder = {NULL, -1, -1}};
	enum status status = console_open(options, &rendering.project);

	if (status != STATUS_CLEAN)
		return status;
	if (!run(&rendering))
		status = STATUS_FAILED;
	else if (rendering.incomplete)
		status = STATUS_FINDINGS;
	folder_close(&rendering.folder);
	buf_release(&rendering.out);
	project_close(&rendering.project);
	return status;
}
