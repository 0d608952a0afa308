#include "report/report.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"

/* Findings as they come, file by file: files are few, so that little is compared to sort them. */
struct gathering {
	struct arena *arena;
	struct map *known; /* path → its number in `files`, from 1 */
	struct report_file *files;
	size_t file_count, file_size;
	struct diagnostic **items; /* in order of adding */
	size_t *file_of;           /* of each item: the file's number, from 1 */
	size_t count;
};

static size_t file_number(struct gathering *gathering, struct str path)
{
	size_t number = (size_t)(uintptr_t)map_get(gathering->known, path);

	if (number > 0)
		return number;
	gathering->files = arena_grown(gathering->arena, gathering->files, gathering->file_count,
		&gathering->file_size, sizeof(*gathering->files));
	gathering->files[gathering->file_count++] = (struct report_file){.path = path};
	map_set(gathering->known, path, (void *)(uintptr_t)gathering->file_count);
	return gathering->file_count;
}

static bool is_same_text(struct str a, struct str b)
{
	return a.ptr == b.ptr && a.len == b.len;
}

static void count(struct report *report, const struct diagnostic *diagnostic)
{
	report->errors += diagnostic->severity == SEVERITY_ERROR;
	report->warnings += diagnostic->severity == SEVERITY_WARNING;
	report->notes += diagnostic->severity == SEVERITY_NOTE;
}

static void gather(
	struct gathering *gathering, const struct diagnostics *list, struct report *report)
{
	struct str path = S("");
	size_t number = 0;

	for (struct diagnostic *at = list->first; at != NULL; at = at->next) {
		if (at->severity == SEVERITY_OFF)
			continue;
		/* Those of one file mostly name it by the same bytes. */
		if (number == 0 || !is_same_text(path, at->path))
			number = file_number(gathering, at->path);
		path = at->path;
		gathering->files[number - 1].count++;
		gathering->file_of[gathering->count] = number;
		gathering->items[gathering->count++] = at;
		count(report, at);
	}
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

/* Each file's findings into a stretch of the report, in order of adding. */
static void distribute(const struct gathering *gathering, struct report *report)
{
	struct diagnostic ***end_of =
		arena_array(gathering->arena, struct diagnostic **, gathering->file_count);
	struct report_file *sorted =
		arena_array(gathering->arena, struct report_file, gathering->file_count);
	struct diagnostic **room = report->items;

	if (gathering->file_count > 0)
		memcpy(sorted, gathering->files, gathering->file_count * sizeof(*sorted));
	if (gathering->file_count > 0)
		qsort(sorted, gathering->file_count, sizeof(*sorted), compare_files);
	for (size_t i = 0; i < gathering->file_count; i++) {
		sorted[i].items = room;
		end_of[(uintptr_t)map_get(gathering->known, sorted[i].path) - 1] = room;
		room += sorted[i].count;
	}
	for (size_t i = 0; i < gathering->count; i++)
		*end_of[gathering->file_of[i] - 1]++ = gathering->items[i];
	report->by_path = sorted;
	report->files = gathering->file_count;
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

static const struct diagnostics *const *copy_lists(
	struct arena *arena, const struct diagnostics *const *lists, size_t count)
{
	const struct diagnostics **copy = arena_array(arena, const struct diagnostics *, count);

	if (count > 0)
		memcpy(copy, lists, count * sizeof(*lists));
	return copy;
}

struct report report_make(
	struct arena *arena, const struct diagnostics *const *lists, size_t list_count)
{
	struct gathering gathering = {.arena = arena, .known = map_create(arena, list_count)};
	struct report report = {
		.lists = copy_lists(arena, lists, list_count), .list_count = list_count};
	size_t total = 0;

	for (size_t i = 0; i < list_count; i++)
		total += lists[i]->count;
	gathering.items = arena_uncleared(arena, total * sizeof(*gathering.items));
	gathering.file_of = arena_uncleared(arena, total * sizeof(*gathering.file_of));
	for (size_t i = 0; i < list_count; i++)
		gather(&gathering, lists[i], &report);
	report.items = arena_uncleared(arena, gathering.count * sizeof(*report.items));
	report.count = gathering.count;
	distribute(&gathering, &report);
	for (size_t i = 0; i < report.files; i++)
		sort_file(&report.by_path[i]);
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
	struct report gone = report_make(arena, exchange.gone, exchange.gone_count);
	struct report fresh = report_make(arena, exchange.fresh, exchange.fresh_count);
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
