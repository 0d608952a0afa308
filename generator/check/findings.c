#include "check/findings.h"

struct silencer {
	struct arena *arena;
	struct map *documents; /* path → document with disables */
	struct map *used;      /* "path:index" of disables that silenced something */
};

static struct str key_of(struct arena *arena, struct str path, size_t index)
{
	return str_format(arena, STR_FMT ":%zu", STR_ARG(path), index);
}

static void silence(struct silencer *silencer, struct diagnostic *diagnostic)
{
	const struct document *document =
		diagnostic->rooted ? NULL : map_get(silencer->documents, diagnostic->path);

	for (size_t i = 0; document != NULL && i < document->disable_count; i++) {
		if (document->disables[i].rule != diagnostic->rule ||
			document->disables[i].line != diagnostic->place.line)
			continue;
		/* What is kept for the next report was turned off when it was made, and is const. */
		if (diagnostic->severity != SEVERITY_OFF)
			diagnostic->severity = SEVERITY_OFF;
		map_set(silencer->used, key_of(silencer->arena, document->path, i), silencer);
	}
}

static void report_unused(
	struct silencer *silencer, const struct findings *findings, struct diagnostics *found)
{
	const struct project *project = findings->project;

	for (size_t i = 0; i < project->document_count; i++) {
		const struct document *document = project->documents[i];

		for (size_t j = 0; j < document->disable_count; j++) {
			const struct disable *disable = &document->disables[j];

			if (map_get(silencer->used, key_of(silencer->arena, document->path, j)) != NULL ||
				project->config.levels[disable->rule] == SEVERITY_OFF ||
				(!findings->asked_others && rule_asks_others(disable->rule)))
				continue;
			diagnostics_add(found, RULE_DISABLE_UNUSED, document->path, disable->place,
				"nothing on the next line has to be silenced: \"" STR_FMT "\"",
				STR_ARG(rule_name(disable->rule)))
				->help = S("remove it from the comment");
		}
	}
}

struct report findings_report(const struct findings *findings)
{
	struct project *project = findings->project;
	struct silencer silencer = {
		.arena = project->arena,
		.documents = map_create(project->arena, 16),
		.used = map_create(project->arena, 16),
	};
	size_t own_count, count = 0;
	const struct diagnostics *const *own = project_findings(project, &own_count);
	struct diagnostics *unused = arena_new(project->arena, struct diagnostics);
	const struct diagnostics **lists = arena_array(
		project->arena, const struct diagnostics *, own_count + findings->more_count + 1);

	*unused = diagnostics_make(project->arena);
	for (size_t i = 0; i < own_count; i++)
		lists[count++] = own[i];
	for (size_t i = 0; i < findings->more_count; i++)
		lists[count++] = findings->more[i];
	for (size_t i = 0; i < project->document_count; i++) {
		if (project->documents[i]->disable_count > 0)
			map_set(silencer.documents, project->documents[i]->path, project->documents[i]);
	}
	if (map_count(silencer.documents) > 0) {
		for (size_t i = 0; i < count; i++) {
			for (struct diagnostic *at = lists[i]->first; at != NULL; at = at->next)
				silence(&silencer, at);
		}
		if (findings->complete)
			report_unused(&silencer, findings, unused);
		diagnostics_set_levels(unused, project->config.levels);
		lists[count++] = unused;
	}
	return findings->former == NULL ? report_make(project->arena, lists, count, findings->workers)
									: report_follow(project->arena, findings->former, lists, count);
}
