#include "check/check.h"

struct row {
	enum rule rule;
	check_fn *run;
};

static const struct row rows[] = {
	{RULE_HEADING_ORDER, check_heading_order},
	{RULE_HEADING_DUPLICATE, check_heading_duplicate},
	{RULE_SLUG_FORM, check_slug_form},
	{RULE_DATE_FUTURE, check_date_future},
	{RULE_TRANSLATION_STRUCTURE, check_translation_structure},
	{RULE_TRANSLATION_STALE, check_translation_stale},
	{RULE_PORT_ROLE, check_ports},
	{RULE_IMAGE_CORRUPT, check_image_files},
	{RULE_IMAGE_ALT, check_image_alt},
	{RULE_IMAGE_UNUSED, check_image_unused},
};

void check_run(const struct check_input *input, struct diagnostics *found)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].run == check_ports || rows[i].run == check_image_files ||
			input->project->config.levels[rows[i].rule] != SEVERITY_OFF)
			rows[i].run(input, found);
	}
}
