#include <errno.h>

#include "check/check.h"
#include "check/findings.h"
#include "cli/command.h"
#include "report/format.h"
#include "report/text.h"

/* Whether a path is one of those named, or below it. */
static bool is_below(struct str path, struct str folder)
{
	while (str_starts(folder, S("./")))
		folder = str_from(folder, 2);
	while (str_starts(path, S("./")))
		path = str_from(path, 2);
	while (str_ends(folder, S("/")))
		folder.len--;
	return folder.len == 0 || str_equal(folder, S(".")) ||
		   (str_starts(path, folder) && (path.len == folder.len || path.ptr[folder.len] == '/'));
}

static bool is_wanted(const struct options *options, const struct diagnostic *diagnostic)
{
	struct buf path = BUF_EMPTY;
	enum kind kind;
	struct locale locale;
	bool wanted = options->path_count == 0;
	struct str name = diagnostic->path;

	while (name.len > 0 && str_find_char(name, '/', 0) != STR_NONE)
		name = str_from(name, str_find_char(name, '/', 0) + 1);
	if (kind_of_file(name, &kind, &locale) && !options_has_locale(options, locale.code))
		return false;
	text_write_path(options->content, diagnostic->rooted, diagnostic->path, &path);
	for (size_t i = 0; i < options->path_count && !wanted; i++)
		wanted = is_below(buf_str(&path), str_of(options->paths[i]));
	buf_release(&path);
	return wanted;
}

/* What the paths and locales of the command line leave. */
static struct report narrow(
	const struct options *options, struct arena *arena, const struct report *all)
{
	struct diagnostics kept = diagnostics_make(arena);
	const struct diagnostics *list = &kept;

	for (size_t i = 0; i < all->count; i++) {
		if (!is_wanted(options, all->items[i]))
			continue;
		all->items[i]->next = NULL;
		if (kept.last == NULL)
			kept.first = all->items[i];
		else
			kept.last->next = all->items[i];
		kept.last = all->items[i];
		kept.count++;
	}
	return report_make(arena, &list, 1);
}

static bool show(const struct options *options, format_fn *format, const struct report *report)
{
	FILE *stream = options->output == NULL ? stdout : fopen(options->output, "we");
	struct sources sources = {.content = options->content};
	struct buf out = BUF_EMPTY;
	bool good;

	if (stream == NULL)
		return false;
	format(
		&(struct format_input){
			.content = options->content,
			.report = report,
			.sources = &sources,
			.color = console_has_color(options, stream),
			.quiet = options->quiet,
		},
		&out);
	good = console_write(stream, buf_str(&out));
	if (stream != stdout)
		good = fclose(stream) == 0 && good;
	sources_release(&sources);
	buf_release(&out);
	return good;
}

/* A line that tells a person how it went; scripts read the other formats. */
static void tell(const struct options *options, const struct report *report)
{
	if (options->quiet)
		return;
	if (report->errors + report->warnings + report->notes == 0)
		fprintf(stderr, "nothing is wrong\n");
	else
		fprintf(stderr, "%zu errors, %zu warnings, %zu notes in %zu files\n", report->errors,
			report->warnings, report->notes, report->files);
}

static struct report run_rules(struct project *project)
{
	struct diagnostics found = diagnostics_make(project->arena);
	const struct diagnostics *more = &found;

	check_run(&(struct check_input){project, console_today(project->arena)}, &found);
	diagnostics_set_levels(&found, project->config.levels);
	return findings_report(
		&(struct findings){.project = project, .more = &more, .more_count = 1, .complete = true});
}

enum status command_check(const struct options *options)
{
	format_fn *format =
		format_by_name(options->format == NULL ? S("text") : str_of(options->format));
	struct project project;
	struct report report;
	enum status status;

	if (format == NULL) {
		console_error(S("there is no such format"),
			S("the formats are text, json, sarif, github, gitlab and rdjson"));
		return STATUS_FAILED;
	}
	status = console_open(options, &project);
	if (status != STATUS_CLEAN)
		return status;
	report = run_rules(&project);
	report = narrow(options, project.arena, &report);
	if (!show(options, format, &report)) {
		console_error(
			str_format(project.arena, "cannot write the findings: %s", strerror(errno)), S(""));
		status = STATUS_FAILED;
	} else {
		if (format == format_text)
			tell(options, &report);
		if (report.errors > 0 || (options->strict && report.warnings > 0))
			status = STATUS_FINDINGS;
	}
	project_close(&project);
	return status;
}
