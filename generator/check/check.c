#include "check/check.h"

/* What a rule looks at: pages with their translations, the files that pages show and miss, or
 * everything. */
enum scope { SCOPE_PAGES, SCOPE_FILES, SCOPE_SITE };

struct row {
	enum rule rule; /* RULE_COUNT: several, and one may be off where the others aren't */
	enum scope scope;
	check_fn *run;
};

static const struct row rows[] = {
	{RULE_HEADING_ORDER, SCOPE_PAGES, check_heading_order},
	{RULE_HEADING_DUPLICATE, SCOPE_PAGES, check_heading_duplicate},
	{RULE_SLUG_FORM, SCOPE_PAGES, check_slug_form},
	{RULE_DATE_FUTURE, SCOPE_PAGES, check_date_future},
	{RULE_TRANSLATION_STRUCTURE, SCOPE_PAGES, check_translation_structure},
	{RULE_TRANSLATION_STALE, SCOPE_PAGES, check_translation_stale},
	{RULE_COUNT, SCOPE_PAGES, check_ports},
	{RULE_IMAGE_ALT, SCOPE_PAGES, check_image_alt},
	{RULE_COUNT, SCOPE_SITE, check_image_files},
	{RULE_IMAGE_UNUSED, SCOPE_FILES, check_image_unused},
};

static const struct map *incomplete_folders(const struct project *project, struct arena *arena)
{
	struct map *folders = map_create(arena, 16);

	for (size_t i = 0; i < project->document_count; i++) {
		const struct document *document = project->documents[i];

		if (front_flag(&document->front, FRONT_PUBLISHED, true) &&
			map_get(project->site->by_path, document->path) == NULL)
			map_set(folders, document->directory, folders);
	}
	return folders;
}

struct check_input check_input_make(
	struct arena *arena, const struct project *project, struct str today)
{
	return (struct check_input){project, today, incomplete_folders(project, arena)};
}

static void run(const struct check_input *input, enum scope scope, struct diagnostics *found)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum rule rule = rows[i].rule;

		if (rows[i].scope == scope &&
			(rule == RULE_COUNT || input->project->config.levels[rule] != SEVERITY_OFF))
			rows[i].run(input, found);
	}
}

void check_pages(const struct check_input *input, const struct page *const *pages, size_t count,
	struct diagnostics *found)
{
	struct site site = *input->project->site;
	struct project project = *input->project;
	struct check_input narrow = *input;

	site.pages = pages;
	site.page_count = count;
	site.borrowed_count = 0;
	project.site = &site;
	narrow.project = &project;
	run(&narrow, SCOPE_PAGES, found);
}

void check_files(const struct check_input *input, struct diagnostics *found)
{
	run(input, SCOPE_FILES, found);
}

void check_site(const struct check_input *input, struct diagnostics *found)
{
	run(input, SCOPE_SITE, found);
}

void check_run(const struct project *project, struct str today, struct diagnostics *found)
{
	struct check_input input = check_input_make(found->arena, project, today);

	run(&input, SCOPE_PAGES, found);
	run(&input, SCOPE_FILES, found);
	run(&input, SCOPE_SITE, found);
}
