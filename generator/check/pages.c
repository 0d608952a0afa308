#include "check/check.h"
#include "content/source.h"

static bool is_plain(char c)
{
	return ascii_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == '/';
}

/* A slug that had to be mended was reported when the site was linked. */
static void check_slug(const struct page *page, struct diagnostics *found)
{
	struct str slug = front_text(&page->document->front, FRONT_SLUG);
	bool plain = true;

	for (size_t i = 0; i < slug.len; i++)
		plain = plain && is_plain(slug.ptr[i]);
	if (plain || !str_equal(slug, page->slug))
		return;
	diagnostics_add(found, RULE_SLUG_FORM, page->document->path,
		front_place(&page->document->front, FRONT_SLUG),
		"the slug has characters that URLs encode: \"" STR_FMT "\"", STR_ARG(source_quote(slug)))
		->help = S("write it in letters from a to z, digits and hyphens; the old slug becomes an "
				   "alias: aliases: [old-slug]");
}

void check_slug_form(const struct check_input *input, struct diagnostics *found)
{
	const struct site *site = input->project->site;

	for (size_t i = 0; i < site->page_count; i++)
		check_slug(site->pages[i], found);
}

void check_date_future(const struct check_input *input, struct diagnostics *found)
{
	const struct site *site = input->project->site;

	for (size_t i = 0; i < site->page_count; i++) {
		const struct document *document = site->pages[i]->document;

		if (document->updated.len == 0 || str_compare(document->updated, input->today) <= 0)
			continue;
		diagnostics_add(found, RULE_DATE_FUTURE, document->path, document->updated_place,
			"the last update is in the future: \"" STR_FMT "\"", STR_ARG(document->updated));
	}
}
