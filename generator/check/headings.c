#include "base/map.h"
#include "check/check.h"
#include "content/source.h"

static void check_order(const struct document *document, struct diagnostics *found)
{
	unsigned above = 0;

	for (size_t i = 0; i < document->heading_count; i++) {
		const struct heading *heading = &document->headings[i];

		if (heading->empty)
			continue;
		if (above > 0 && heading->level > above + 1)
			diagnostics_add(found, RULE_HEADING_ORDER, document->path, heading->place,
				"the heading \"" STR_FMT "\" is of level %u, the one above it of level %u",
				STR_ARG(source_quote(heading->text)), heading->level, above)
				->help = str_format(found->arena, "begin it with %.*s", (int)above + 1, "######");
		above = heading->level;
	}
}

void check_heading_order(const struct check_input *input, struct diagnostics *found)
{
	const struct site *site = input->project->site;

	for (size_t i = 0; i < site->page_count; i++)
		check_order(site->pages[i]->document, found);
}

static void check_duplicates(
	struct arena *scratch, const struct document *document, struct diagnostics *found)
{
	struct map *first = map_create(scratch, document->heading_count);

	for (size_t i = 0; i < document->heading_count; i++) {
		const struct heading *heading = &document->headings[i], *earlier;
		struct diagnostic *diagnostic;

		if (heading->empty || heading->explicit_id || heading->text.len == 0)
			continue;
		/* The table gives its values back const. */
		earlier = map_add(first, heading->text, (void *)(uintptr_t)heading);
		if (earlier == heading)
			continue;
		diagnostic = diagnostics_add(found, RULE_HEADING_DUPLICATE, document->path, heading->place,
			"an earlier heading has the text \"" STR_FMT "\" too (its anchor is #" STR_FMT ")",
			STR_ARG(source_quote(heading->text)), STR_ARG(heading->id));
		diagnostic->help = S("give it an id of its own: {#name} behind its text");
		diagnostic_relate(
			found->arena, diagnostic, document->path, earlier->place, S("the earlier heading"));
	}
}

void check_heading_duplicate(const struct check_input *input, struct diagnostics *found)
{
	const struct site *site = input->project->site;
	struct arena *scratch = arena_create(4096);

	for (size_t i = 0; i < site->page_count; i++) {
		arena_reset(scratch);
		check_duplicates(scratch, site->pages[i]->document, found);
	}
	arena_destroy(scratch);
}
