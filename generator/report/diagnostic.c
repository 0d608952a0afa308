#include "report/diagnostic.h"

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

static struct diagnostic *add(struct diagnostics *list, enum rule rule, struct str path,
	struct place place, struct str message)
{
	struct diagnostic *diagnostic = arena_new(list->arena, struct diagnostic);

	*diagnostic = (struct diagnostic){
		.rule = rule,
		.severity = rule_level(rule),
		.path = path,
		.place = place,
		.message = message,
	};
	diagnostics_append(list, diagnostic);
	return diagnostic;
}

struct diagnostic *diagnostics_add(struct diagnostics *list, enum rule rule, struct str path,
	struct place place, const char *format, ...)
{
	struct str message;
	va_list args;

	va_start(args, format);
	message = str_format_list(list->arena, format, args);
	va_end(args);
	return add(list, rule, path, place, message);
}

struct diagnostic *diagnostics_add_quoted(struct diagnostics *list, enum rule rule, struct str path,
	struct place place, const char *message, struct str quoted)
{
	struct str head = str_of(message);
	size_t len = head.len + quoted.len + 3;
	char *text = arena_bytes(list->arena, len);

	memcpy(text, head.ptr, head.len);
	text[head.len] = ' ';
	text[head.len + 1] = '"';
	if (quoted.len > 0)
		memcpy(text + head.len + 2, quoted.ptr, quoted.len);
	text[len - 1] = '"';
	return add(list, rule, path, place, str_make(text, len));
}

struct diagnostic *diagnostics_repeat(struct diagnostics *list, const struct diagnostic *diagnostic)
{
	struct diagnostic *copy = arena_new(list->arena, struct diagnostic);

	*copy = *diagnostic;
	diagnostics_append(list, copy);
	return copy;
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

void diagnostic_set_level(struct diagnostic *diagnostic, const enum severity *levels)
{
	if (levels[diagnostic->rule] != rule_level(diagnostic->rule))
		diagnostic->severity = levels[diagnostic->rule];
}

void diagnostics_set_levels(struct diagnostics *list, const enum severity *levels)
{
	for (struct diagnostic *at = list->first; at != NULL; at = at->next)
		diagnostic_set_level(at, levels);
}
