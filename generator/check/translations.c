#include "check/check.h"
#include "site/locales.h"

/* What translations of one document have in common. */
enum part { PART_HEADINGS, PART_IMAGES, PART_TABLES, PART_CODE_BLOCKS, PART_COUNT };

static const char *const part_names[PART_COUNT] = {"headings", "images", "tables", "code blocks"};

/* Fewer translations make no majority. */
#define FEWEST 3
#define MOST   32

struct shape {
	size_t counts[PART_COUNT];
};

/* Tables without their row of hyphens are tables all the same: what they lack was said there. */
static size_t count_broken_tables(const struct document *document)
{
	size_t count = 0;

	for (const struct diagnostic *at = document->found.first; at != NULL; at = at->next)
		count += at->rule == RULE_TABLE_DELIMITER;
	return count;
}

static struct shape shape_of(const struct document *document)
{
	struct shape shape = {{0}};

	for (size_t i = 0; i < document->heading_count; i++)
		shape.counts[PART_HEADINGS] += !document->headings[i].empty;
	for (size_t i = 0; i < document->reference_count; i++)
		shape.counts[PART_IMAGES] += document->references[i].kind == REFERENCE_IMAGE ||
									 document->references[i].kind == REFERENCE_HTML_IMAGE;
	shape.counts[PART_TABLES] = document->tables + count_broken_tables(document);
	shape.counts[PART_CODE_BLOCKS] = document->code_blocks;
	return shape;
}

/* The count that more than half of them have; false without one. */
static bool majority(const struct shape *shapes, size_t count, enum part part, size_t *common)
{
	for (size_t i = 0; i < count; i++) {
		size_t votes = 0;

		for (size_t j = 0; j < count; j++)
			votes += shapes[j].counts[part] == shapes[i].counts[part];
		if (votes * 2 > count) {
			*common = shapes[i].counts[part];
			return true;
		}
	}
	return false;
}

static void compare(const struct page *page, const struct shape *shape, const struct shape *common,
	const bool *has_common, struct diagnostics *found)
{
	struct str differences = S("");

	for (size_t part = 0; part < PART_COUNT; part++) {
		if (!has_common[part] || shape->counts[part] == common->counts[part])
			continue;
		differences = str_format(found->arena, STR_FMT "%s%zu %s where most have %zu",
			STR_ARG(differences), differences.len > 0 ? ", " : "", shape->counts[part],
			part_names[part], common->counts[part]);
	}
	if (differences.len == 0)
		return;
	diagnostics_add(found, RULE_TRANSLATION_STRUCTURE, page->document->path,
		(struct place){1, 1, 1, 1},
		"the translation is built otherwise than most of its kind (" STR_FMT ")",
		STR_ARG(differences));
}

static void check_family(const struct page *first, struct diagnostics *found)
{
	struct shape shapes[MOST], common = {{0}};
	bool has_common[PART_COUNT];
	size_t count = first->translation_count;

	if (count < FEWEST || count > MOST)
		return;
	for (size_t i = 0; i < count; i++)
		shapes[i] = shape_of(first->translations[i]->document);
	for (size_t part = 0; part < PART_COUNT; part++)
		has_common[part] = majority(shapes, count, (enum part)part, &common.counts[part]);
	for (size_t i = 0; i < count; i++)
		compare(first->translations[i], &shapes[i], &common, has_common, found);
}

void check_translation_structure(const struct check_input *input, struct diagnostics *found)
{
	const struct site *site = input->project->site;

	for (size_t i = 0; i < site->page_count; i++) {
		if (site->pages[i]->translations[0] == site->pages[i] &&
			map_get(input->incomplete, site->pages[i]->document->directory) == NULL)
			check_family(site->pages[i], found);
	}
}

/* Guides are written in French first; a site without French, in its default locale. */
static const struct page *source_of(const struct page *page, struct str default_locale)
{
	const struct page *french = page_translation(page, S("fr-fr"));

	return french != NULL ? french : page_translation(page, default_locale);
}

void check_translation_stale(const struct check_input *input, struct diagnostics *found)
{
	const struct site *site = input->project->site;

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];
		const struct page *source = source_of(page, site->config->default_locale);

		if (source == NULL || source == page ||
			map_get(input->incomplete, page->document->directory) != NULL ||
			page->document->updated.len == 0 ||
			str_compare(page->document->updated, source->document->updated) >= 0)
			continue;
		diagnostics_add(found, RULE_TRANSLATION_STALE, page->document->path,
			page->document->updated_place,
			"the translation is of " STR_FMT ", the " STR_FMT " guide of " STR_FMT,
			STR_ARG(page->document->updated), STR_ARG(source->document->locale.code),
			STR_ARG(source->document->updated));
	}
}
