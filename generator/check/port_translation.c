#include "check/port_translation.h"

#include <stdlib.h>

#include "check/port_alignment.h"
#include "check/port_slip.h"

#define MOST_LOCALES 32
/* So many that agree outvote one that says the same wrong number as this page. */
#define ENOUGH_AGAINST_ONE 5

/* The facts of one page. */
struct member {
	struct port_page *page;
	struct port_row row;
};

/* What the other locales say in a number's place. */
struct votes {
	uint32_t ports[MOST_LOCALES];
	const struct member *members[MOST_LOCALES];
	size_t facts[MOST_LOCALES]; /* of each member */
	size_t count;
};

/* A guide in all its locales. */
struct family {
	const struct check_input *input;
	struct member members[MOST_LOCALES];
	size_t count;
	double *cells; /* room for one alignment */
	size_t *pairs;
};

static const struct document *document_of(const struct member *member)
{
	return member->page->page->document;
}

static void collect(struct family *family, const struct member *member, struct votes *votes)
{
	for (size_t i = 0; i < family->count; i++) {
		const struct member *sibling = &family->members[i];

		if (sibling == member)
			continue;
		port_align(&member->row, &sibling->row, family->cells, family->pairs);
		if (!port_rows_are_comparable(&member->row, &sibling->row, family->pairs))
			continue;
		for (size_t j = 0; j < member->row.count; j++) {
			struct votes *vote = &votes[j];

			if (family->pairs[j] == STR_NONE)
				continue;
			vote->members[vote->count] = sibling;
			vote->facts[vote->count] = family->pairs[j];
			vote->ports[vote->count++] = sibling->row.facts[family->pairs[j]].port;
		}
	}
}

/* How often a row says a port, in code or else in text, where `like` stands. */
static size_t count_port(const struct port_row *row, uint32_t port, const struct port_fact *like)
{
	bool code = port_class_of(like) == CLASS_CODE;
	size_t count = 0;

	for (size_t i = 0; i < row->count; i++)
		count +=
			row->facts[i].port == port && (port_class_of(&row->facts[i]) == CLASS_CODE) == code;
	return count;
}

static int compare_counts(const void *left, const void *right)
{
	const size_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* How often the median of the translations that have voted says a port. */
static size_t median_count(const struct votes *votes, uint32_t port, const struct port_fact *like)
{
	size_t counts[MOST_LOCALES];

	for (size_t i = 0; i < votes->count; i++)
		counts[i] = count_port(&votes->members[i]->row, port, like);
	qsort(counts, votes->count, sizeof(*counts), compare_counts);
	return counts[votes->count / 2];
}

static size_t supporters(const struct votes *votes, uint32_t port)
{
	size_t count = 0;

	for (size_t i = 0; i < votes->count; i++)
		count += votes->ports[i] == port;
	return count;
}

/* A number that no service has, and nobody else in this guide says: perhaps no port at all. */
static bool is_odd(const struct family *family, const struct member *member, size_t index)
{
	uint32_t port = member->row.facts[index].port;

	if (port_is_known(family->input->project->words, port))
		return false;
	for (size_t i = 0; i < family->count; i++) {
		const struct port_row *row = &family->members[i].row;

		for (size_t j = 0; j < row->count; j++) {
			if (row->facts[j].port == port && !(&family->members[i] == member && j == index))
				return false;
		}
	}
	return true;
}

/*
 * The number that at least two thirds, and two, say; 0 when nobody agrees, or when this one has
 * a friend: but one friend against five is mistaken, too. Against an odd number that looks like
 * a slip for a known one, that one is enough.
 */
static uint32_t expected_port(const struct family *family, const struct votes *votes, uint32_t own,
	bool odd, size_t *agreeing)
{
	size_t friends = supporters(votes, own);
	uint32_t best = 0;

	*agreeing = 0;
	for (size_t i = 0; i < votes->count; i++) {
		size_t same = supporters(votes, votes->ports[i]);

		if (same > *agreeing && votes->ports[i] != own) {
			*agreeing = same;
			best = votes->ports[i];
		}
	}
	if (friends > 1 || (friends == 1 && *agreeing < ENOUGH_AGAINST_ONE) ||
		*agreeing * 3 < votes->count * 2)
		return 0;
	if (*agreeing < 2 && !(odd && port_is_known(family->input->project->words, best) &&
							 (own > UINT16_MAX || port_slip_of(own, best) != SLIP_NONE)))
		return 0;
	return best;
}

static void report(struct member *member, size_t index, const struct votes *votes,
	uint32_t expected, size_t agreeing, struct diagnostics *found)
{
	const struct port_fact *fact = &member->row.facts[index];
	struct diagnostic *diagnostic = port_report(member->page, index, RULE_PORT_TRANSLATION, found,
		"%u stands here where the translations say %u (%zu of %zu)", fact->port, expected, agreeing,
		votes->count);
	struct fix *fix = arena_new(found->arena, struct fix);
	size_t shown = 0;

	*fix = (struct fix){fact->place, str_format(found->arena, "%u", expected), false};
	diagnostic->fix = fix;
	diagnostic->help = str_format(found->arena, "did you mean %u?", expected);
	for (size_t i = 0; i < votes->count && shown < 3; i++) {
		const struct document *other = document_of(votes->members[i]);

		if (votes->ports[i] != expected)
			continue;
		port_relate(found, diagnostic, other, &other->facts[votes->facts[i]],
			str_format(found->arena, "%u in " STR_FMT, expected, STR_ARG(other->locale.code)));
		shown++;
	}
}

static void judge(const struct family *family, struct member *member, const struct votes *votes,
	struct diagnostics *found)
{
	for (size_t i = 0; i < member->row.count; i++) {
		const struct port_fact *fact = &member->row.facts[i];
		uint32_t expected;
		size_t agreeing;

		if (votes[i].count == 0 || member->page->reported[i])
			continue;
		expected =
			expected_port(family, &votes[i], fact->port, is_odd(family, member, i), &agreeing);
		/* A section that stands elsewhere has the same numbers in another order. */
		if (expected == 0 ||
			count_port(&member->row, expected, fact) >= median_count(&votes[i], expected, fact) ||
			count_port(&member->row, fact->port, fact) <= median_count(&votes[i], fact->port, fact))
			continue;
		report(member, i, &votes[i], expected, agreeing, found);
	}
}

/* Whether a service may have both numbers: 465 here and 587 there are no disagreement. */
static bool may_have_both(
	const struct family *family, const struct port_fact *a, const struct port_fact *b)
{
	const struct port_service *service =
		port_service_of(family->input->project->words, a->protocol);

	return service != NULL && port_numbers_have(&service->any, a->port) &&
		   port_numbers_have(&service->any, b->port);
}

/* A number that stands for the other in one translation, and isn't only in another order. */
static bool stands_instead(const struct port_row *row, const struct port_row *other,
	const struct port_fact *own, uint32_t theirs)
{
	return count_port(row, own->port, own) > count_port(other, own->port, own) &&
		   count_port(row, theirs, own) < count_port(other, theirs, own);
}

static bool disagrees(const struct family *family, const struct member *member, size_t index,
	const struct votes *votes, size_t vote)
{
	const struct port_fact *own = &member->row.facts[index];
	const struct member *other = votes->members[vote];
	const struct port_fact *theirs = &other->row.facts[votes->facts[vote]];

	return theirs->port != own->port && port_class_of(own) == port_class_of(theirs) &&
		   port_class_of(own) != CLASS_CODE && !may_have_both(family, own, theirs) &&
		   stands_instead(&member->row, &other->row, own, theirs->port);
}

static void report_disagreement(
	struct member *member, size_t index, const struct votes *votes, struct diagnostics *found)
{
	const struct port_fact *fact = &member->row.facts[index];
	struct str all = str_format(
		found->arena, "%u in " STR_FMT, fact->port, STR_ARG(document_of(member)->locale.code));
	struct diagnostic *diagnostic = port_report(member->page, index, RULE_PORT_TRANSLATION, found,
		"%u stands here, and translations disagree", fact->port);

	diagnostic->severity = SEVERITY_WARNING;
	for (size_t i = 0; i < votes->count; i++) {
		const struct document *other = document_of(votes->members[i]);
		struct str here = str_format(
			found->arena, "%u in " STR_FMT, votes->ports[i], STR_ARG(other->locale.code));

		all = str_format(found->arena, STR_FMT ", " STR_FMT, STR_ARG(all), STR_ARG(here));
		port_relate(found, diagnostic, other, &other->facts[votes->facts[i]], here);
	}
	diagnostic->help = all;
}

/* A page of the family of which a finding speaks already: where its numbers stand is not known. */
static bool has_spoken(const struct member *member)
{
	for (size_t i = 0; i < member->row.count; i++) {
		if (member->page->reported[i])
			return true;
	}
	return false;
}

/* No majority, and they differ: said once, at the first translation. */
static void judge_disagreement(
	struct family *family, const struct votes *votes, struct diagnostics *found)
{
	struct member *member = &family->members[0];

	for (size_t i = 0; i < member->row.count; i++) {
		size_t most = supporters(&votes[i], member->row.facts[i].port) + 1;
		bool differ = false, known = has_spoken(member);

		for (size_t j = 0; j < votes[i].count; j++) {
			size_t same = supporters(&votes[i], votes[i].ports[j]);

			most = same > most ? same : most;
			if (!disagrees(family, member, i, &votes[i], j))
				continue;
			differ = true;
			known = known || has_spoken(votes[i].members[j]);
		}
		if (differ && !known && most * 3 < (votes[i].count + 1) * 2)
			report_disagreement(member, i, &votes[i], found);
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

static void add_member(struct family *family, struct port_page *page)
{
	const struct document *document = page->page->document;
	size_t count = document->fact_count;

	if (count == 0 || family->count == MOST_LOCALES)
		return;
	family->members[family->count++] = (struct member){
		page, {document->facts, count < PORT_ALIGNED_MOST ? count : PORT_ALIGNED_MOST}};
}

static void check_family(const struct check_input *input, struct port_pages *pages,
	const struct page *first, struct arena *scratch, struct diagnostics *found)
{
	struct family *family = arena_new(scratch, struct family);

	family->input = input;
	family->cells =
		arena_array(scratch, double, (size_t)(PORT_ALIGNED_MOST + 1) * (PORT_ALIGNED_MOST + 1));
	family->pairs = arena_array(scratch, size_t, PORT_ALIGNED_MOST);
	for (size_t i = 0; i < first->translation_count; i++) {
		struct port_page *page = page_of(pages, first->translations[i]);

		if (page != NULL)
			add_member(family, page);
	}
	for (size_t i = 0; i < family->count; i++) {
		struct member *member = &family->members[i];
		struct votes *votes = arena_array(scratch, struct votes, member->row.count);

		collect(family, member, votes);
		judge(family, member, votes, found);
	}
	if (family->count > 1) {
		struct member *member = &family->members[0];
		struct votes *votes = arena_array(scratch, struct votes, member->row.count);

		collect(family, member, votes);
		judge_disagreement(family, votes, found);
	}
}

static bool has_facts(const struct page *page)
{
	size_t members = 0;

	for (size_t i = 0; i < page->translation_count; i++)
		members += page->translations[i]->document->fact_count > 0;
	return members > 1;
}

void port_translation_check(
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
