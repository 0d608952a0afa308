#include <stdlib.h>

#include "check/ports.h"

/*
 * Each guide and locale is a list of ports; two locales' lists are aligned
 * (substitution 1, gap 1, a little less than another gap where one stands in a
 * table and the other in prose), and each number is compared with those that
 * the other locales have in its place. Measured on the real guides; a
 * comparison of sets would cry wolf four times in five.
 */
#define OTHER_CLASS  0.9
#define COMPARABLE   0.7
#define MOST_LOCALES 32
#define MOST_FACTS   300

/* The facts of one page that are compared. */
struct row {
	struct port_page *page;
	size_t facts[MOST_FACTS]; /* indices into the document's */
	size_t count;
};

/* What the other locales say in a number's place. */
struct votes {
	uint16_t ports[MOST_LOCALES];
	const struct page *pages[MOST_LOCALES];
	const struct port_fact *facts[MOST_LOCALES];
	size_t count;
};

struct family {
	struct row *rows;
	size_t count;
	double *cells; /* room for one alignment */
	size_t *pairs; /* of the row that is looked at: fact of the other, or STR_NONE */
};

static const struct port_fact *fact_of(const struct row *row, size_t index)
{
	return &row->page->page->document->facts[row->facts[index]];
}

/* Tables, text and code are compared with their like. */
static int class_of(const struct port_fact *fact)
{
	if (fact->source == PORT_IN_CODE || fact->source == PORT_IN_URL)
		return 2;
	return fact->table > 0 ? 0 : 1;
}

static double cost(const struct port_fact *a, const struct port_fact *b)
{
	return (a->port == b->port ? 0 : 1) + (class_of(a) == class_of(b) ? 0 : OTHER_CLASS);
}

/* Fill pairs[i] with the index in `other` that fact i of `row` is aligned with. */
static void align(struct family *family, const struct row *row, const struct row *other)
{
	size_t width = other->count + 1;
	double *cells = family->cells;

	for (size_t j = 0; j < width; j++)
		cells[j] = (double)j;
	for (size_t i = 1; i <= row->count; i++) {
		cells[i * width] = (double)i;
		for (size_t j = 1; j < width; j++) {
			double best =
				cells[(i - 1) * width + j - 1] + cost(fact_of(row, i - 1), fact_of(other, j - 1));
			double up = cells[(i - 1) * width + j] + 1, left = cells[i * width + j - 1] + 1;

			best = up < best ? up : best;
			cells[i * width + j] = left < best ? left : best;
		}
	}
	for (size_t i = 0; i < row->count; i++)
		family->pairs[i] = STR_NONE;
	for (size_t i = row->count, j = other->count; i > 0 && j > 0;) {
		double here = cells[i * width + j];
		double diagonal =
			cells[(i - 1) * width + j - 1] + cost(fact_of(row, i - 1), fact_of(other, j - 1));

		if (diagonal <= here + 1e-9) {
			family->pairs[--i] = --j;
		} else if (cells[(i - 1) * width + j] + 1 <= here + 1e-9) {
			i--;
		} else {
			j--;
		}
	}
}

static bool is_comparable(
	const struct family *family, const struct row *row, const struct row *other)
{
	size_t equal = 0, substituted = 0;
	size_t longer = row->count > other->count ? row->count : other->count;

	for (size_t i = 0; i < row->count; i++) {
		if (family->pairs[i] == STR_NONE)
			continue;
		if (fact_of(row, i)->port == fact_of(other, family->pairs[i])->port)
			equal++;
		else
			substituted++;
	}
	if (substituted > 2)
		substituted = 2;
	return (double)(equal + substituted) / (double)longer >= COMPARABLE;
}

static void collect(struct family *family, size_t index, struct votes *votes)
{
	const struct row *row = &family->rows[index];

	for (size_t other = 0; other < family->count; other++) {
		const struct row *sibling = &family->rows[other];

		if (other == index)
			continue;
		align(family, row, sibling);
		if (!is_comparable(family, row, sibling))
			continue;
		for (size_t i = 0; i < row->count; i++) {
			struct votes *vote = &votes[i];
			const struct port_fact *fact;

			if (family->pairs[i] == STR_NONE || vote->count == MOST_LOCALES)
				continue;
			fact = fact_of(sibling, family->pairs[i]);
			vote->pages[vote->count] = sibling->page->page;
			vote->facts[vote->count] = fact;
			vote->ports[vote->count++] = fact->port;
		}
	}
}

/* How often a row says a port, in code or else in text, where `like` stands. */
static size_t count_port(const struct row *row, uint16_t port, const struct port_fact *like)
{
	size_t count = 0;

	for (size_t i = 0; i < row->count; i++) {
		const struct port_fact *fact = fact_of(row, i);

		count += fact->port == port && (class_of(fact) == 2) == (class_of(like) == 2);
	}
	return count;
}

static int compare_counts(const void *left, const void *right)
{
	const size_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static bool has_voted(const struct votes *votes, const struct page *page)
{
	for (size_t i = 0; i < votes->count; i++) {
		if (votes->pages[i] == page)
			return true;
	}
	return false;
}

/* How often the median of the translations that have voted says a port. */
static size_t median_count(const struct family *family, const struct votes *votes, uint16_t port,
	const struct port_fact *like)
{
	size_t counts[MOST_LOCALES], count = 0;

	for (size_t i = 0; i < family->count; i++) {
		if (has_voted(votes, family->rows[i].page->page))
			counts[count++] = count_port(&family->rows[i], port, like);
	}
	if (count == 0)
		return 0;
	qsort(counts, count, sizeof(*counts), compare_counts);
	return counts[count / 2];
}

static size_t supporters(const struct votes *votes, uint16_t port)
{
	size_t count = 0;

	for (size_t i = 0; i < votes->count; i++)
		count += votes->ports[i] == port;
	return count;
}

/*
 * The number that at least two thirds, and two, say; 0 when nobody agrees, or when this one has
 * a friend: but one friend against five is mistaken, too.
 */
static uint16_t expected_port(const struct votes *votes, uint16_t own, size_t *agreeing)
{
	size_t friends = supporters(votes, own);
	uint16_t best = 0;

	*agreeing = 0;
	for (size_t i = 0; i < votes->count; i++) {
		size_t same = supporters(votes, votes->ports[i]);

		if (same > *agreeing && votes->ports[i] != own) {
			*agreeing = same;
			best = votes->ports[i];
		}
	}
	if (friends > 1 || (friends == 1 && *agreeing < 5))
		return 0;
	return *agreeing >= 2 && *agreeing * 3 >= votes->count * 2 ? best : 0;
}

static void report(struct row *row, size_t index, const struct votes *votes, uint16_t expected,
	size_t agreeing, struct diagnostics *found)
{
	const struct port_fact *fact = fact_of(row, index);
	struct diagnostic *diagnostic = port_report(row->page, row->facts[index], RULE_PORT_TRANSLATION,
		found, "%u stands here where the translations say %u (%zu of %zu)", fact->port, expected,
		agreeing, votes->count);
	struct fix *fix = arena_new(found->arena, struct fix);
	size_t shown = 0;

	*fix = (struct fix){fact->place, str_format(found->arena, "%u", expected), false};
	diagnostic->fix = fix;
	diagnostic->help = str_format(found->arena, "did you mean %u?", expected);
	for (size_t i = 0; i < votes->count && shown < 3; i++) {
		struct related *related;

		if (votes->ports[i] != expected)
			continue;
		related = arena_new(found->arena, struct related);
		*related = (struct related){votes->pages[i]->document->path, votes->facts[i]->place,
			str_format(found->arena, "%u in " STR_FMT, expected,
				STR_ARG(votes->pages[i]->document->locale.code)),
			diagnostic->related};
		diagnostic->related = related;
		shown++;
	}
}

static void judge(
	struct family *family, size_t index, struct votes *votes, struct diagnostics *found)
{
	struct row *row = &family->rows[index];

	for (size_t i = 0; i < row->count; i++) {
		const struct port_fact *fact = fact_of(row, i);
		uint16_t own = fact->port, expected;
		size_t agreeing;

		if (votes[i].count < 2 || row->page->reported[row->facts[i]])
			continue;
		expected = expected_port(&votes[i], own, &agreeing);
		/* A section that stands elsewhere has the same numbers in another order. */
		if (expected == 0 ||
			count_port(row, expected, fact) >= median_count(family, &votes[i], expected, fact) ||
			count_port(row, own, fact) <= median_count(family, &votes[i], own, fact))
			continue;
		report(row, i, &votes[i], expected, agreeing, found);
	}
}

/* Whether a service may have both numbers: 465 here and 587 there are no disagreement. */
static bool may_have_both(
	const struct check_input *input, const struct port_fact *a, const struct port_fact *b)
{
	const struct port_service *service = port_service_of(input->project->words, a->protocol);

	return service != NULL && port_numbers_have(&service->any, a->port) &&
		   port_numbers_have(&service->any, b->port);
}

/* A number that stands for the other in one translation, and isn't only in another order. */
static bool stands_instead(
	const struct row *row, const struct row *other, const struct port_fact *own, uint16_t theirs)
{
	return count_port(row, own->port, own) > count_port(other, own->port, own) &&
		   count_port(row, theirs, own) < count_port(other, theirs, own);
}

static bool is_reported(const struct family *family, const struct votes *votes, size_t vote)
{
	for (size_t i = 0; i < family->count; i++) {
		const struct row *row = &family->rows[i];

		if (row->page->page == votes->pages[vote])
			return row->page->reported[votes->facts[vote] - row->page->page->document->facts];
	}
	return false;
}

static void report_disagreement(
	struct row *row, size_t index, const struct votes *votes, struct diagnostics *found)
{
	const struct port_fact *fact = fact_of(row, index);
	struct diagnostic *diagnostic;
	struct str all = str_format(found->arena, "%u in " STR_FMT, fact->port,
		STR_ARG(row->page->page->document->locale.code));
	struct related **last;

	diagnostic = port_report(row->page, row->facts[index], RULE_PORT_TRANSLATION, found,
		"%u stands here, and translations disagree", fact->port);
	diagnostic->severity = SEVERITY_WARNING;
	last = &diagnostic->related;
	for (size_t i = 0; i < votes->count; i++) {
		struct str here = str_format(found->arena, "%u in " STR_FMT, votes->ports[i],
			STR_ARG(votes->pages[i]->document->locale.code));

		all = str_format(found->arena, STR_FMT ", " STR_FMT, STR_ARG(all), STR_ARG(here));
		*last = arena_new(found->arena, struct related);
		**last =
			(struct related){votes->pages[i]->document->path, votes->facts[i]->place, here, NULL};
		last = &(*last)->next;
	}
	diagnostic->help = all;
}

/* No majority, and they differ: said once, at the first translation. */
static void judge_disagreement(const struct check_input *input, struct family *family,
	const struct votes *votes, struct diagnostics *found)
{
	struct row *row = &family->rows[0];

	for (size_t i = 0; i < row->count; i++) {
		const struct port_fact *own = fact_of(row, i);
		size_t most = supporters(&votes[i], own->port) + 1;
		bool differ = false, known = row->page->reported[row->facts[i]];

		for (size_t j = 0; j < votes[i].count; j++) {
			const struct row *sibling = &family->rows[1];
			size_t same = supporters(&votes[i], votes[i].ports[j]);

			for (size_t k = 1; k < family->count; k++) {
				if (family->rows[k].page->page == votes[i].pages[j])
					sibling = &family->rows[k];
			}
			most = same > most ? same : most;
			known = known || is_reported(family, &votes[i], j);
			differ =
				differ ||
				(votes[i].ports[j] != own->port && class_of(own) == class_of(votes[i].facts[j]) &&
					class_of(own) != 2 && !may_have_both(input, own, votes[i].facts[j]) &&
					stands_instead(row, sibling, own, votes[i].ports[j]));
		}
		if (differ && !known && most * 3 < (votes[i].count + 1) * 2)
			report_disagreement(row, i, &votes[i], found);
	}
}

static struct port_page *page_of(struct port_pages *pages, const struct page *page)
{
	size_t low = 0, high = pages->count;

	/* Pages are by source path. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(pages->items[middle].page->document->path, page->document->path);

		if (order == 0)
			return &pages->items[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void take_row(struct family *family, struct port_page *page)
{
	struct row *row = &family->rows[family->count];
	const struct document *document = page->page->document;

	row->page = page;
	row->count = 0;
	for (size_t i = 0; i < document->fact_count && row->count < MOST_FACTS; i++)
		row->facts[row->count++] = i;
	family->count += row->count > 0;
}

static void check_family(const struct check_input *input, struct port_pages *pages,
	const struct page *first, struct arena *scratch, struct diagnostics *found)
{
	size_t members =
		first->translation_count < MOST_LOCALES ? first->translation_count : MOST_LOCALES;
	struct family family = {
		.rows = arena_array(scratch, struct row, members + 1),
		.cells = arena_array(scratch, double, (MOST_FACTS + 1) * (MOST_FACTS + 1)),
		.pairs = arena_array(scratch, size_t, MOST_FACTS),
	};

	for (size_t i = 0; i < members; i++) {
		struct port_page *page = page_of(pages, first->translations[i]);

		if (page != NULL)
			take_row(&family, page);
	}
	for (size_t i = 0; i < family.count && family.count > 2; i++) {
		struct votes *votes = arena_array(scratch, struct votes, family.rows[i].count);

		collect(&family, i, votes);
		judge(&family, i, votes, found);
	}
	if (family.count > 1) {
		struct votes *votes = arena_array(scratch, struct votes, family.rows[0].count);

		collect(&family, 0, votes);
		judge_disagreement(input, &family, votes, found);
	}
}

static bool has_facts(const struct page *page)
{
	size_t members = 0;

	for (size_t i = 0; i < page->translation_count; i++)
		members += page->translations[i]->document->fact_count > 0;
	return members > 1;
}

void ports_check_translations(
	const struct check_input *input, struct port_pages *pages, struct diagnostics *found)
{
	const struct site *site = input->project->site;
	struct arena *scratch = arena_create((size_t)1024 * 1024);

	for (size_t i = 0; i < site->page_count; i++) {
		const struct page *page = site->pages[i];

		if (page->translations[0] != page || !has_facts(page))
			continue;
		arena_reset(scratch);
		check_family(input, pages, page, scratch, found);
	}
	arena_destroy(scratch);
}
