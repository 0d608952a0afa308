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

static void gather(struct gathering *gathering, const struct diagnostics *list)
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

static void count(struct report *report, const struct diagnostic *diagnostic)
{
	report->errors += diagnostic->severity == SEVERITY_ERROR;
	report->warnings += diagnostic->severity == SEVERITY_WARNING;
	report->notes += diagnostic->severity == SEVERITY_NOTE;
}

struct report report_make(
	struct arena *arena, const struct diagnostics *const *lists, size_t list_count)
{
	struct gathering gathering = {.arena = arena, .known = map_create(arena, list_count)};
	struct report report = {0};
	size_t total = 0;

	for (size_t i = 0; i < list_count; i++)
		total += lists[i]->count;
	gathering.items = arena_array(arena, struct diagnostic *, total);
	gathering.file_of = arena_array(arena, size_t, total);
	for (size_t i = 0; i < list_count; i++)
		gather(&gathering, lists[i]);
	report.items = arena_array(arena, struct diagnostic *, gathering.count);
	report.count = gathering.count;
	distribute(&gathering, &report);
	for (size_t i = 0; i < report.files; i++)
		qsort(report.by_path[i].items, report.by_path[i].count, sizeof(struct diagnostic *),
			compare_in_file);
	for (size_t i = 0; i < report.count; i++)
		count(&report, report.items[i]);
	return report;
}

const struct report_file *report_find(const struct report *report, struct str path)
{
	const struct report_file wanted = {.path = path};

	return report->files == 0
			   ? NULL
			   : bsearch(&wanted, report->by_path, report->files, sizeof(wanted), compare_files);
}
