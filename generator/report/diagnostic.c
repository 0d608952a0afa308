#include "report/diagnostic.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

struct diagnostics diagnostics_make(struct arena *arena)
{
	return (struct diagnostics){.arena = arena};
}

void diagnostics_append(struct diagnostics *list, struct diagnostic *diagnostic)
{
	diagnostic->next = NULL;
	if (list->last == NULL)
		list->first = diagnostic;
	else
		list->last->next = diagnostic;
	list->last = diagnostic;
	list->count++;
}

struct diagnostic *diagnostics_add(struct diagnostics *list, enum rule rule, struct str path,
	struct place place, const char *format, ...)
{
	struct diagnostic *diagnostic = arena_new(list->arena, struct diagnostic);
	va_list args;
	int len;
	char *text;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = arena_bytes(list->arena, (size_t)len + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	*diagnostic = (struct diagnostic){
		.rule = rule,
		.severity = rule_level(rule),
		.path = path,
		.place = place,
		.message = str_make(text, (size_t)len),
	};
	diagnostics_append(list, diagnostic);
	return diagnostic;
}

void diagnostics_repeat(struct diagnostics *list, const struct diagnostic *diagnostic)
{
	struct diagnostic *copy = arena_new(list->arena, struct diagnostic);

	*copy = *diagnostic;
	diagnostics_append(list, copy);
}

void diagnostic_relate(struct arena *arena, struct diagnostic *diagnostic, struct str path,
	struct place place, struct str message)
{
	struct related **last = &diagnostic->related;

	while (*last != NULL)
		last = &(*last)->next;
	*last = arena_new(arena, struct related);
	**last = (struct related){path, place, message, NULL};
}

void diagnostics_set_levels(struct diagnostics *list, const enum severity *levels)
{
	for (struct diagnostic *at = list->first; at != NULL; at = at->next) {
		if (levels[at->rule] != rule_level(at->rule))
			at->severity = levels[at->rule];
	}
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare(const void *left, const void *right)
{
	const struct diagnostic *a = *(const struct diagnostic *const *)left;
	const struct diagnostic *b = *(const struct diagnostic *const *)right;
	/* Those of one file mostly name it by the same bytes. */
	int order = a->path.ptr == b->path.ptr && a->path.len == b->path.len
					? 0
					: str_compare(a->path, b->path);

	if (order == 0)
		order = compare_numbers(a->place.line, b->place.line);
	if (order == 0)
		order = compare_numbers(a->place.column, b->place.column);
	if (order == 0)
		order = str_compare(rule_name(a->rule), rule_name(b->rule));
	if (order == 0)
		order = str_compare(a->message, b->message);
	return order;
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
	struct report report = {0};
	size_t total = 0;

	for (size_t i = 0; i < list_count; i++)
		total += lists[i]->count;
	report.items = arena_array(arena, struct diagnostic *, total);
	for (size_t i = 0; i < list_count; i++) {
		for (struct diagnostic *at = lists[i]->first; at != NULL; at = at->next) {
			if (at->severity != SEVERITY_OFF)
				report.items[report.count++] = at;
		}
	}
	if (report.count > 0)
		qsort(report.items, report.count, sizeof(struct diagnostic *), compare);
	for (size_t i = 0; i < report.count; i++) {
		count(&report, report.items[i]);
		if (i == 0 || !str_equal(report.items[i]->path, report.items[i - 1]->path))
			report.files++;
	}
	return report;
}
