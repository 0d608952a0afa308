#include "cli/check_scope.h"

#include <sys/stat.h>

#include "base/path.h"
#include "check/baseline.h"
#include "check/check.h"
#include "check/findings.h"
#include "content/revision.h"
#include "report/text.h"

struct report check_scope_run_rules(struct project *project)
{
	/* The report points to the list, which lives as long as the project. */
	struct diagnostics *found = arena_new(project->arena, struct diagnostics);
	const struct diagnostics *more = found;

	*found = diagnostics_make(project->arena);
	check_run(&(struct check_input){project, console_today(project->arena)}, found);
	diagnostics_set_levels(found, project->config.levels);
	return findings_report(
		&(struct findings){.project = project, .more = &more, .more_count = 1, .complete = true});
}

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

static bool is_named(const struct options *options, bool rooted, struct str path)
{
	struct buf whole = BUF_EMPTY;
	bool named = options->path_count == 0;

	text_write_path(options->content, rooted, path, &whole);
	for (size_t i = 0; i < options->path_count && !named; i++)
		named = is_below(buf_str(&whole), str_of(options->paths[i]));
	buf_release(&whole);
	return named;
}

bool check_scope_has(const struct options *options, struct str path, struct str locale)
{
	return options_has_locale(options, locale) && is_named(options, false, path);
}

static bool is_wanted(const struct options *options, const struct diagnostic *diagnostic)
{
	enum kind kind;
	struct locale locale;

	if (kind_of_file(path_name(diagnostic->path), &kind, &locale) &&
		!options_has_locale(options, locale.code))
		return false;
	return is_named(options, diagnostic->rooted, diagnostic->path);
}

static void add(struct diagnostics *list, struct diagnostic *diagnostic)
{
	diagnostic->next = NULL;
	if (list->last == NULL)
		list->first = diagnostic;
	else
		list->last->next = diagnostic;
	list->last = diagnostic;
	list->count++;
}

struct report check_scope_narrow(const struct options *options, struct arena *arena,
	const struct report *all, const struct diagnostics *more)
{
	struct diagnostics kept = diagnostics_make(arena);
	const struct diagnostics *lists[] = {&kept, more};

	for (size_t i = 0; i < all->count; i++) {
		if (is_wanted(options, all->items[i]))
			add(&kept, all->items[i]);
	}
	return report_make(arena, lists, COUNT(lists));
}

/* What changed, and in which folder. */
struct change {
	struct revision content, images;
	bool has_images;
};

static bool on_changed_line(void *context, const struct diagnostic *diagnostic)
{
	const struct change *change = context;

	if (diagnostic->rooted)
		return false;
	return revision_has_line(
		&change->content, diagnostic->path, diagnostic->place.line, diagnostic->place.end_line);
}

static bool is_folder(const char *path)
{
	struct stat found;

	return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

static bool read_change(
	const struct options *options, struct arena *arena, struct change *change, struct str *message)
{
	*change = (struct change){.has_images = is_folder(options->images)};
	return revision_read(
			   arena, options->content, options->since, true, &change->content, message) &&
		   (!change->has_images || revision_read(arena, options->images, options->since, false,
									   &change->images, message));
}

enum status check_scope_since(
	const struct options *options, struct project *project, struct report *report)
{
	struct change change;
	struct project before;
	struct report earlier;
	struct str message;
	enum status status;

	if (!read_change(options, project->arena, &change, &message)) {
		console_error(message, S(""));
		return STATUS_FAILED;
	}
	status = console_open_with(
		options, &change.content.before, change.has_images ? &change.images.before : NULL, &before);
	if (status != STATUS_CLEAN)
		return status;
	earlier = check_scope_run_rules(&before);
	baseline_subtract(&earlier, report, on_changed_line, &change);
	project_close(&before);
	return STATUS_CLEAN;
}
