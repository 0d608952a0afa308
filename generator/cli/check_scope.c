#include "cli/check_scope.h"

#include <sys/stat.h>

#include "check/baseline.h"
#include "check/check.h"
#include "check/findings.h"
#include "content/revision.h"

/* What changed, and in which folder. */
struct change {
	struct revision content, images;
	bool has_images;
};

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

enum status check_scope_open(
	const struct options *options, struct arena *arena, struct check_scope *scope)
{
	struct str message;

	*scope = (struct check_scope){.change = NULL};
	if (scope_open(options, arena, &scope->named) != STATUS_CLEAN)
		return STATUS_FAILED;
	if (options->since == NULL)
		return STATUS_CLEAN;
	scope->change = arena_new(arena, struct change);
	if (read_change(options, arena, scope->change, &message))
		return STATUS_CLEAN;
	console_error(message, S(""));
	return STATUS_FAILED;
}

bool check_scope_has(
	const struct check_scope *scope, const struct document *document, const struct place *place)
{
	return scope_has(&scope->named, document->path, document->locale.code) &&
		   (scope->change == NULL || revision_has_line(&scope->change->content, document->path,
										 place->line, place->end_line));
}

struct report check_scope_run_rules(
	const struct check_scope *scope, struct project *project, const struct diagnostics *external)
{
	/* The report points to the lists, which live as long as the project. */
	struct diagnostics *found = arena_new(project->arena, struct diagnostics);
	const struct diagnostics **more = arena_array(project->arena, const struct diagnostics *, 2);

	*found = diagnostics_make(project->arena);
	check_run(project, console_today(project->arena), found);
	diagnostics_set_levels(found, project->config.levels);
	more[0] = found;
	more[1] = external;
	return findings_report(&(struct findings){
		.project = project,
		.more = more,
		.more_count = external != NULL ? 2 : 1,
		.complete = true,
		.asked_others = external != NULL,
		.workers = scope->named.options->jobs,
	});
}

static bool on_changed_line(void *context, const struct diagnostic *diagnostic)
{
	const struct change *change = context;

	return !diagnostic->rooted && revision_has_line(&change->content, diagnostic->path,
									  diagnostic->place.line, diagnostic->place.end_line);
}

enum status check_scope_subtract(
	const struct check_scope *scope, const struct project *project, struct report *report)
{
	struct change *change = scope->change;
	struct project before;
	struct report earlier;
	enum status status;

	if (change == NULL)
		return STATUS_CLEAN;
	status = console_open_beside(scope->named.options, &change->content.before,
		change->has_images ? &change->images.before : NULL, project, &before);
	if (status != STATUS_CLEAN)
		return status;
	earlier = check_scope_run_rules(scope, &before, NULL);
	baseline_subtract(&earlier, change->content.moved, report, on_changed_line, change);
	project_close(&before);
	return STATUS_CLEAN;
}

/* -q leaves what the exit status is made of. */
static bool is_loud(const struct options *options, const struct diagnostic *diagnostic)
{
	return !options->quiet || diagnostic->severity == SEVERITY_ERROR ||
		   (options->strict && diagnostic->severity == SEVERITY_WARNING);
}

static void add_wanted(
	const struct check_scope *scope, struct diagnostic *diagnostic, struct diagnostics *kept)
{
	if (scope_has_finding(&scope->named, diagnostic) && is_loud(scope->named.options, diagnostic))
		diagnostics_append(kept, diagnostic);
}

struct report check_scope_narrow(const struct check_scope *scope, struct arena *arena,
	const struct report *all, const struct diagnostics *more)
{
	struct diagnostics kept = diagnostics_make(arena);
	const struct diagnostics *lists[] = {&kept};

	for (size_t i = 0; i < all->count; i++)
		add_wanted(scope, all->items[i], &kept);
	for (struct diagnostic *at = more->first, *next; at != NULL; at = next) {
		next = at->next;
		if (is_loud(scope->named.options, at))
			diagnostics_append(&kept, at);
	}
	return report_make(arena, lists, COUNT(lists), scope->named.options->jobs);
}
