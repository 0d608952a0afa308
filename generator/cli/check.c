#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "check/baseline.h"
#include "check/check.h"
#include "check/findings.h"
#include "check/fix.h"
#include "cli/check_external.h"
#include "cli/check_scope.h"
#include "cli/command.h"
#include "output/replace.h"
#include "report/format.h"

#define LARGEST_BASELINE ((size_t)256 * 1024 * 1024)

/* One look at the content. */
struct look {
	const struct options *options;
	struct project project;
	struct report report;
};

static enum status fail(const struct look *look, const char *what, const char *path)
{
	console_error(
		str_format(look->project.arena, "cannot %s %s: %s", what, path, strerror(errno)), S(""));
	return STATUS_FAILED;
}

/* All that a baseline leaves; what it lists in vain is reported. */
static enum status use_baseline(struct look *look, struct diagnostics *found)
{
	const char *path = look->options->baseline;
	struct buf text = BUF_EMPTY;
	bool good;

	if (path == NULL)
		return STATUS_CLEAN;
	errno = file_read(path, LARGEST_BASELINE, &text);
	if (errno != 0) {
		buf_release(&text);
		return fail(look, "read", path);
	}
	good = baseline_apply(&(struct baseline){str_of(path), buf_str(&text), look->options->external},
		look->options->content, &look->report, found);
	buf_release(&text);
	if (good)
		return STATUS_CLEAN;
	console_error(str_format(look->project.arena, "%s is no baseline", path),
		S("--write-baseline FILE makes one"));
	return STATUS_FAILED;
}

/* Run every rule, and leave out what was not asked for. */
static enum status look_through(struct look *look)
{
	struct project *project = &look->project;
	struct diagnostics unused = diagnostics_make(project->arena);
	struct diagnostics external = diagnostics_make(project->arena);
	bool asks = look->options->external;
	struct check_scope scope;

	if (check_scope_open(look->options, project->arena, &scope) != STATUS_CLEAN ||
		(asks && check_external(&scope, project, &external) != STATUS_CLEAN))
		return STATUS_FAILED;
	look->report = check_scope_run_rules(&scope, project, asks ? &external : NULL);
	timings_end_stage(look->options->timings, "rules");
	if (check_scope_subtract(&scope, project, &look->report) != STATUS_CLEAN ||
		use_baseline(look, &unused) != STATUS_CLEAN)
		return STATUS_FAILED;
	diagnostics_set_levels(&unused, project->config.levels);
	look->report = check_scope_narrow(&scope, project->arena, &look->report, &unused);
	return STATUS_CLEAN;
}

static enum status look_at(
	struct look *look, const struct options *options, const struct overlay *content)
{
	enum status status = console_open_with(options, content, NULL, &look->project);

	look->options = options;
	if (status != STATUS_CLEAN)
		return status;
	status = look_through(look);
	if (status != STATUS_CLEAN)
		project_close(&look->project);
	return status;
}

static bool write_report(const struct look *look, format_fn *format, FILE *stream)
{
	struct sources sources = {.content = look->options->content};
	struct buf out = BUF_EMPTY;
	bool good;

	format(
		&(struct format_input){
			.content = look->options->content,
			.report = &look->report,
			.sources = &sources,
			.color = console_has_color(look->options, stream),
			.workers = look->options->jobs,
		},
		&out);
	good = console_write(stream, buf_str(&out));
	sources_release(&sources);
	buf_release(&out);
	return good;
}

static bool show(const struct look *look, format_fn *format)
{
	const char *path = look->options->output;
	FILE *stream = path == NULL ? stdout : fopen(path, "we");
	bool good;

	if (stream == NULL)
		return false;
	good = write_report(look, format, stream);
	return stream == stdout ? good : fclose(stream) == 0 && good;
}

/* A line that tells a person how it went; scripts read the other formats. */
static void tell(const struct look *look)
{
	const struct report *report = &look->report;

	if (look->options->quiet)
		return;
	if (report->errors + report->warnings + report->notes == 0)
		fprintf(stderr, "nothing is wrong\n");
	else
		fprintf(stderr, "%zu errors, %zu warnings, %zu notes in %zu files\n", report->errors,
			report->warnings, report->notes, report->files);
}

static enum status verdict(const struct look *look)
{
	if (look->report.errors > 0 || (look->options->strict && look->report.warnings > 0))
		return STATUS_FINDINGS;
	return STATUS_CLEAN;
}

static enum status keep_baseline(const struct look *look)
{
	const char *path = look->options->write_baseline;
	struct buf text = BUF_EMPTY;

	if (path == NULL)
		return STATUS_CLEAN;
	baseline_write(look->options->content, &look->report, &text);
	errno = replace_file(path, buf_str(&text));
	buf_release(&text);
	return errno == 0 ? STATUS_CLEAN : fail(look, "write", path);
}

/* Print the findings, and write what was asked for besides. */
static enum status conclude(const struct look *look, format_fn *format)
{
	if (!show(look, format))
		return fail(
			look, "write", look->options->output == NULL ? "the findings" : look->options->output);
	if (format == format_text)
		tell(look);
	if (keep_baseline(look) != STATUS_CLEAN)
		return STATUS_FAILED;
	return verdict(look);
}

/* What an earlier --fix left beside guides when it was killed. */
static void sweep(const struct look *look)
{
	const struct tree *tree = &look->project.content;

	for (size_t i = 0; i < tree->files.count; i++) {
		struct str path = tree->files.entries[i].path, whole = replace_leftover_of(path);

		if (whole.len > 0 && map_get(tree->by_path, whole) != NULL)
			replace_forget(str_cstr(look->project.arena,
				str_concat3(look->project.arena, str_of(look->options->content), S("/"), path)));
	}
}

static enum status write_fixes(const struct look *look, const struct fixed_files *files)
{
	sweep(look);
	for (size_t i = 0; i < files->count; i++) {
		errno = replace_file(files->items[i].path, files->items[i].after);
		if (errno != 0)
			return fail(look, "write", files->items[i].path);
	}
	if (!look->options->quiet && files->count > 0)
		fprintf(stderr, "mended %zu files\n", files->count);
	return STATUS_CLEAN;
}

/* What would remain is found by looking again, with the mended texts in place of the files. */
static enum status show_fixes(const struct look *look, const struct fixed_files *files)
{
	struct arena *arena = look->project.arena;
	struct overlay_file *mended = arena_array(arena, struct overlay_file, files->count);
	size_t head = strlen(look->options->content);
	struct overlay overlay;
	struct look after;
	struct buf out = BUF_EMPTY;
	enum status status;

	for (size_t i = 0; i < files->count; i++) {
		struct str path = str_from(str_of(files->items[i].path), head);

		while (str_starts(path, S("/")))
			path = str_from(path, 1);
		mended[i] = (struct overlay_file){.path = path, .bytes = files->items[i].after};
		fix_diff(&files->items[i], &out);
	}
	if (!console_write(stdout, buf_str(&out))) {
		buf_release(&out);
		return fail(look, "write", "the diff");
	}
	buf_release(&out);
	overlay = overlay_make(arena, mended, files->count);
	status = look_at(&after, look->options, &overlay);
	if (status == STATUS_CLEAN) {
		status = verdict(&after);
		project_close(&after.project);
	}
	return status;
}

/* After --fix, the content is looked at once more: what remains counts. */
static enum status fix(struct look *look, format_fn *format)
{
	const struct options *options = look->options;
	struct fixed_files files = fix_make(look->project.arena, options->content, &look->report);
	enum status status;

	if (options->fixing == FIXING_DRY_RUN)
		return show_fixes(look, &files);
	status = write_fixes(look, &files);
	if (status != STATUS_CLEAN || files.count == 0)
		return status != STATUS_CLEAN ? status : conclude(look, format);
	project_close(&look->project);
	*look = (struct look){.options = options};
	status = look_at(look, options, NULL);
	return status == STATUS_CLEAN ? conclude(look, format) : STATUS_FAILED;
}

static enum status refuse_format(const char *name)
{
	struct arena *arena = arena_create(256);
	struct buf known = BUF_EMPTY;

	format_list(&known);
	console_error(str_format(arena, "there is no format \"%s\"", name),
		str_format(arena, "the formats are " STR_FMT, STR_ARG(buf_str(&known))));
	buf_release(&known);
	arena_destroy(arena);
	return STATUS_FAILED;
}

enum status command_check(const struct options *options)
{
	format_fn *format =
		format_by_name(options->format == NULL ? S("text") : str_of(options->format));
	struct look look;
	enum status status;

	if (format == NULL)
		return refuse_format(options->format);
	memory_keep();
	status = look_at(&look, options, NULL);
	if (status != STATUS_CLEAN)
		return status;
	status = options->fixing == FIXING_OFF ? conclude(&look, format) : fix(&look, format);
	if (look.project.arena != NULL && memory_is_freed_at_end())
		project_close(&look.project);
	return status;
}
