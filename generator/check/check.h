#ifndef PORTOLAN_CHECK_CHECK_H
#define PORTOLAN_CHECK_CHECK_H

/*
 * The rules that look at the whole, linked content. What is wrong in one file
 * or one link was found while it was parsed and linked; here stands what needs
 * more: other pages, other locales, today's date.
 *
 * To add a rule: a row in report/rule.h, a page in report/rule_pages.c, a
 * function here in a file of its theme, a row in check.c's table, and a golden
 * case in tests/golden.
 */

#include "site/project.h"

struct check_input {
	const struct project *project;
	struct str today; /* YYYY-MM-DD */
	/*
	 * Folders with a document that isn't published because another page has its
	 * URL. That is one mistake: their translations and pictures are not held
	 * against what is published. Folder → anything.
	 */
	const struct map *incomplete;
};

/* For any number of checks of one project; made in the arena. */
struct check_input check_input_make(
	struct arena *arena, const struct project *project, struct str today);

/* Adds what it finds. Findings' texts are made in the list's arena. */
typedef void check_fn(const struct check_input *input, struct diagnostics *found);

/* check/headings.c: heading-order, heading-duplicate */
check_fn check_heading_order;
check_fn check_heading_duplicate;

/* check/pages.c: slug-form, date-future */
check_fn check_slug_form;
check_fn check_date_future;

/* check/translations.c: translation-structure, translation-stale */
check_fn check_translation_structure;
check_fn check_translation_stale;

/* check/images.c: image-corrupt, image-type, image-large; image-alt; image-unused */
check_fn check_image_files;
check_fn check_image_alt;
check_fn check_image_unused;

/* check/ports.c: all port-… rules but port-range, in their order */
check_fn check_ports;

/*
 * Run the rules of one scope (check.c's table) whose level is not off: those
 * that see pages and their translations alone, for some pages with all their
 * translations; those that see which files there are and which of them pages show
 * and miss; and those that see everything. What the first find in a page
 * changes only when a document of its translations does, so it may be kept, as may what the
 * second find while pages show the same (site/page_links.h).
 */
void check_pages(const struct check_input *input, const struct page *const *pages, size_t count,
	struct diagnostics *found);
void check_files(const struct check_input *input, struct diagnostics *found);
void check_site(const struct check_input *input, struct diagnostics *found);

/* Run every rule whose level is not off; `today`: YYYY-MM-DD. */
void check_run(const struct project *project, struct str today, struct diagnostics *found);

#endif
