#include "report/report.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/parallel.h"

/* Few enough that they stay in a processor's cache, enough to be worth a thread. */
#define FINDINGS_OF_A_PART 4096
/* As many as a processor fetches from memory at the same time. */
#define LISTS_AT_ONCE 16
/* Of one file; these are merged one by one. */
#define FEW_RUNS 4

/* Some of the lists, the same ones whatever the number of workers. */
struct part {
	const struct diagnostics *const *lists;
	size_t list_count;
	struct diagnostic **items; /* in order of adding */
	size_t count;
	struct report_file *runs; /* of items that name their path by the same bytes */
	size_t run_count;
	size_t errors, warnings, notes;
};

static bool is_same_text(struct str a, struct str b)
{
	return a.ptr == b.ptr && a.len == b.len;
}

static void count(struct part *part, const struct diagnostic *diagnostic)
{
	part->errors += diagnostic->severity == SEVERITY_ERROR;
	part->warnings += diagnostic->severity == SEVERITY_WARNING;
	part->notes += diagnostic->severity == SEVERITY_NOTE;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_in_file(const void *left, const void *right)
{
	const struct diagnostic *a = *(const struct diagnostic *const *)left;
	const struct diagnostic *b = *(const struct diagnostic *const *)right;
	int order = compare_numbers(a->place.line, b->place.line);

	if (order == 0)
		order = compare_numbers(a->place.column, b->place.column);
	if (order == 0)
		order = str_compare(rule_name(a->rule), rule_name(b->rule));
	if (order == 0)
		order = str_compare(a->message, b->message);
	return order;
}

static int compare_files(const void *left, const void *right)
{
	const struct report_file *a = left, *b = right;

	return str_compare(a->path, b->path);
}

/* Runs of one file stay in order of adding: their items are parts of one array. */
static int compare_runs(const void *left, const void *right)
{
	const struct report_file *a = left, *b = right;
	int order = compare_files(a, b);

	return order != 0 ? order : (a->items > b->items) - (a->items < b->items);
}

static bool is_sorted(const struct report_file *file)
{
	for (size_t i = 1; i < file->count; i++) {
		if (compare_in_file(&file->items[i - 1], &file->items[i]) > 0)
			return false;
	}
	return true;
}

/* Findings mostly come in the order of their places. */
static void sort_file(const struct report_file *file)
{
	if (is_sorted(file))
		return;
	qsort(file->items, file->count, sizeof(struct diagnostic *), compare_in_file);
}

/* A list that is walked, and where its next finding goes. */
struct cursor {
	struct diagnostic *at;
	struct diagnostic **room;
};

/*
 * All findings, list after list. Memory says where the next of a list is only when the one
 * before has come from there: so several lists are walked at the same time.
 */
static void copy_findings(const struct part *part)
{
	struct cursor cursors[LISTS_AT_ONCE] = {{NULL, NULL}};
	struct diagnostic **room = part->items;
	size_t left = part->count;

	for (size_t list = 0; left > 0;) {
		for (size_t i = 0; i < LISTS_AT_ONCE; i++) {
			struct cursor *cursor = &cursors[i];

			while (cursor->at == NULL && list < part->list_count) {
				*cursor = (struct cursor){part->lists[list]->first, room};
				room += part->lists[list++]->count;
			}
			if (cursor->at == NULL)
				continue;
			*cursor->room++ = cursor->at;
			cursor->at = cursor->at->next;
			left--;
		}
	}
}

/* Leave out what is off; a list mostly is one run. */
static void make_runs(struct part *part)
{
	struct report_file *run = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < part->count; i++) {
		struct diagnostic *at = part->items[i];

		if (at->severity == SEVERITY_OFF)
			continue;
		if (run == NULL || !is_same_text(run->path, at->path)) {
			run = &part->runs[part->run_count++];
			*run = (struct report_file){.path = at->path, .items = part->items + kept};
		}
		run->count++;
		part->items[kept++] = at;
		count(part, at);
	}
	part->count = kept;
}

static void gather_part(void *context, size_t item, unsigned worker)
{
	struct part *part = &((struct part *)context)[item];

	(void)worker;
	copy_findings(part);
	make_runs(part);
	for (size_t i = 0; i < part->run_count; i++)
		sort_file(&part->runs[i]);
}

static const struct diagnostics *const *copy_lists(
	struct arena *arena, const struct diagnostics *const *lists, size_t count)
{
	const struct diagnostics **copy = arena_array(arena, const struct diagnostics *, count);

	if (count > 0)
		memcpy(copy, lists, count * sizeof(*lists));
	return copy;
}

/* Parts of the lists with room for what they hold; the last one may be empty. */
static struct part *make_parts(
	struct arena *arena, const struct report *report, size_t total, size_t *count)
{
	struct part *parts = arena_array(arena, struct part, total / FINDINGS_OF_A_PART + 1);
	struct part *part = parts;

	*part = (struct part){
		.lists = report->lists,
		.items = arena_uncleared(arena, total * sizeof(*part->items)),
		.runs = arena_uncleared(arena, total * sizeof(*part->runs)),
	};
	for (size_t i = 0; i < report->list_count; i++) {
		part->list_count++;
		part->count += report->lists[i]->count;
		if (part->count < FINDINGS_OF_A_PART)
			continue;
		part[1] = (struct part){
			.lists = part->lists + part->list_count,
			.items = part->items + part->count,
			.runs = part->runs + part->count,
		};
		part++;
	}
	*count = (size_t)(part - parts) + 1;
	return parts;
}

/* The runs of all parts, one behind the other, by path. */
static struct report_file *sort_runs(struct part *parts, size_t count, size_t *run_count)
{
	struct report_file *runs = parts[0].runs;

	*run_count = 0;
	for (size_t i = 0; i < count; i++) {
		memmove(runs + *run_count, parts[i].runs, parts[i].run_count * sizeof(*runs));
		*run_count += parts[i].run_count;
	}
	qsort(runs, *run_count, sizeof(*runs), compare_runs);
	return runs;
}

/* Put a run among what a file has, whose equals come first: both are in order. */
static void merge_run(struct report_file *file, const struct report_file *run)
{
	size_t had = file->count, left = run->count;

	file->count += run->count;
	while (left > 0) {
		if (had > 0 && compare_in_file(&file->items[had - 1], &run->items[left - 1]) > 0) {
			had--;
			file->items[had + left] = file->items[had];
		} else {
			left--;
			file->items[had + left] = run->items[left];
		}
	}
}

/* The findings of all runs of a path. Of many runs they would be moved again and again. */
static void join_runs(struct report_file *file, const struct report_file *runs, size_t count)
{
	if (count <= FEW_RUNS) {
		for (size_t i = 0; i < count; i++)
			merge_run(file, &runs[i]);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		memcpy(file->items + file->count, runs[i].items, runs[i].count * sizeof(*file->items));
		file->count += runs[i].count;
	}
	sort_file(file);
}

static void make_files(
	struct arena *arena, const struct report_file *runs, size_t count, struct report *report)
{
	struct report_file *files = arena_array(arena, struct report_file, count);

	for (size_t begin = 0, end = 0; begin < count; begin = end) {
		struct report_file *file = &files[report->files++];

		*file =
			(struct report_file){.path = runs[begin].path, .items = report->items + report->count};
		while (end < count && str_equal(runs[end].path, file->path))
			end++;
		join_runs(file, &runs[begin], end - begin);
		report->count += file->count;
	}
	report->by_path = files;
}

struct report report_make(struct arena *arena, const struct diagnostics *const *lists,
	size_t list_count, unsigned workers)
{
	struct report report = {
		.lists = copy_lists(arena, lists, list_count), .list_count = list_count};
	size_t total = 0, part_count, run_count;
	struct part *parts;
	struct report_file *runs;

	for (size_t i = 0; i < list_count; i++)
		total += lists[i]->count;
	parts = make_parts(arena, &report, total, &part_count);
	parallel_for_long(workers, part_count, gather_part, parts);
	for (size_t i = 0; i < part_count; i++) {
		report.errors += parts[i].errors;
		report.warnings += parts[i].warnings;
		report.notes += parts[i].notes;
	}
	report.items = arena_uncleared(arena, total * sizeof(*report.items));
	runs = sort_runs(parts, part_count, &run_count);
	make_files(arena, runs, run_count, &report);
	return report;
}

const struct report_file *report_find(const struct report *report, struct str path)
{
	const struct report_file wanted = {.path = path};

	return report->files == 0
			   ? NULL
			   : bsearch(&wanted, report->by_path, report->files, sizeof(wanted), compare_files);
}

/* How far lists may have moved to be known again. */
#define WINDOW 64

/* Lists that one of two reports has alone. Where the two are aligned badly, both may have the same:
 * it is taken out and put in again. */
struct exchange {
	const struct diagnostics **gone, **fresh;
	size_t gone_count, fresh_count;
};

/* How many lists come before the wanted one, or WINDOW. */
static size_t distance_to(
	const struct diagnostics *const *lists, size_t count, const struct diagnostics *wanted)
{
	for (size_t i = 0; i < count && i < WINDOW; i++) {
		if (lists[i] == wanted)
			return i;
	}
	return WINDOW;
}

static struct exchange compare_lists(struct arena *arena, const struct report *former,
	const struct diagnostics *const *lists, size_t count)
{
	struct exchange exchange = {
		.gone = arena_array(arena, const struct diagnostics *, former->list_count),
		.fresh = arena_array(arena, const struct diagnostics *, count),
	};
	size_t i = 0, j = 0;

	while (i < former->list_count && j < count) {
		size_t fewer, more;

		if (former->lists[i] == lists[j]) {
			i++;
			j++;
			continue;
		}
		fewer = distance_to(&former->lists[i], former->list_count - i, lists[j]);
		more = distance_to(&lists[j], count - j, former->lists[i]);
		if (fewer <= more)
			exchange.gone[exchange.gone_count++] = former->lists[i++];
		if (more <= fewer)
			exchange.fresh[exchange.fresh_count++] = lists[j++];
	}
	while (i < former->list_count)
		exchange.gone[exchange.gone_count++] = former->lists[i++];
	while (j < count)
		exchange.fresh[exchange.fresh_count++] = lists[j++];
	return exchange;
}

static int compare_addresses(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t) * (struct diagnostic *const *)left;
	uintptr_t b = (uintptr_t) * (struct diagnostic *const *)right;

	return (a > b) - (a < b);
}

/* What a report had of a file, without what is gone. */
static void add_rest(const struct report_file *file, const struct report *gone,
	struct diagnostic *const *addresses, struct report_file *rest)
{
	if (report_find(gone, file->path) == NULL) {
		memcpy(rest->items, file->items, file->count * sizeof(*file->items));
		rest->count = file->count;
		return;
	}
	for (size_t i = 0; i < file->count; i++) {
		if (bsearch(&file->items[i], addresses, gone->count, sizeof(*addresses),
				compare_addresses) == NULL)
			rest->items[rest->count++] = file->items[i];
	}
}

static void add_fresh(const struct report_file *file, struct report_file *rest)
{
	memcpy(rest->items + rest->count, file->items, file->count * sizeof(*file->items));
	rest->count += file->count;
	sort_file(rest);
}

/* The files of two reports, one after the other. */
static void merge(struct arena *arena, const struct report *former, const struct report *gone,
	const struct report *fresh, struct report *report)
{
	struct diagnostic **addresses = arena_array(arena, struct diagnostic *, gone->count);
	struct report_file *files =
		arena_array(arena, struct report_file, former->files + fresh->files);
	size_t i = 0, j = 0;

	if (gone->count > 0) {
		memcpy(addresses, gone->items, gone->count * sizeof(*addresses));
		qsort(addresses, gone->count, sizeof(*addresses), compare_addresses);
	}
	while (i < former->files || j < fresh->files) {
		const struct report_file *was = &former->by_path[i], *is = &fresh->by_path[j];
		int order = i == former->files  ? 1
					: j == fresh->files ? -1
										: str_compare(was->path, is->path);
		struct report_file *file = &files[report->files];

		*file = (struct report_file){
			.path = order < 0 ? was->path : is->path, .items = report->items + report->count};
		if (order <= 0)
			add_rest(was, gone, addresses, file);
		if (order >= 0)
			add_fresh(is, file);
		i += order <= 0;
		j += order >= 0;
		report->count += file->count;
		report->files += file->count > 0;
	}
	report->by_path = files;
}

struct report report_follow(struct arena *arena, const struct report *former,
	const struct diagnostics *const *lists, size_t count)
{
	struct exchange exchange = compare_lists(arena, former, lists, count);
	struct report gone = report_make(arena, exchange.gone, exchange.gone_count, 1);
	struct report fresh = report_make(arena, exchange.fresh, exchange.fresh_count, 1);
	struct report report = {
		.items = arena_array(arena, struct diagnostic *, former->count + fresh.count),
		.errors = former->errors - gone.errors + fresh.errors,
		.warnings = former->warnings - gone.warnings + fresh.warnings,
		.notes = former->notes - gone.notes + fresh.notes,
		.lists = copy_lists(arena, lists, count),
		.list_count = count,
	};

	merge(arena, former, &gone, &fresh, &report);
	return report;
}
