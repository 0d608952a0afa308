#ifndef PORTOLAN_REPORT_DIAGNOSTIC_H
#define PORTOLAN_REPORT_DIAGNOSTIC_H

/*
 * Diagnostics are what the program tells an author about the content.
 *
 * Every stage adds to a list and goes on: a page with a mistake still yields a
 * page, so one run shows every mistake. Lists are merged and sorted by place
 * before anyone sees them, so the output does not depend on the order of the
 * work. A list belongs to one thread while it is filled.
 */

#include <stdint.h>

#include "base/str.h"
#include "report/rule.h"

/*
 * A stretch of a file. Lines and columns count from 1, columns in code points
 * (a tab is 1, a BOM 0); the end is exclusive. Line 0 means the file as a whole.
 */
struct place {
	uint32_t line, column;
	uint32_t end_line, end_column;
};

struct fix {
	struct place place;
	struct str text; /* what stands there afterwards */
	bool safe;       /* certain enough for --fix */
};

struct related {
	struct str path; /* relative to the content root */
	struct place place;
	struct str message;
	struct related *next;
};

struct diagnostic {
	enum rule rule;
	enum severity severity;
	struct str path; /* relative to the content root; `rooted` says when it is not */
	bool rooted;     /* the path is as reached from the working directory: themes, images */
	struct place place;
	struct str message;
	struct str help;         /* may be empty */
	const struct fix *fix;   /* or NULL */
	struct related *related; /* or NULL */
	struct diagnostic *next;
};

/* In order of adding. Everything lives in the arena that the list was made with. */
struct diagnostics {
	struct arena *arena;
	struct diagnostic *first, *last;
	size_t count;
};

struct diagnostics diagnostics_make(struct arena *arena);

/* The rule's own level; the caller may set help, fix and related on what is returned. */
__attribute__((format(printf, 5, 6))) struct diagnostic *diagnostics_add(struct diagnostics *list,
	enum rule rule, struct str path, struct place place, const char *format, ...);

/* The same with a message of two parts: `message "quoted"`. */
struct diagnostic *diagnostics_add_quoted(struct diagnostics *list, enum rule rule, struct str path,
	struct place place, const char *message, struct str quoted);

/* Add a finding of another list, which is not to be read from there on. */
void diagnostics_append(struct diagnostics *list, struct diagnostic *diagnostic);

/* Add a copy of a finding of another list, which outlives this one. */
struct diagnostic *diagnostics_repeat(
	struct diagnostics *list, const struct diagnostic *diagnostic);

/* Add a further place to a finding, behind those that it has. */
void diagnostic_relate(struct arena *arena, struct diagnostic *diagnostic, struct str path,
	struct place place, struct str message);

/* Levels that a site sets for itself, by rule. Where it leaves a rule's own level, findings keep
 * theirs. */
void diagnostics_set_levels(struct diagnostics *list, const enum severity *levels);

/* The same for one finding. */
void diagnostic_set_level(struct diagnostic *diagnostic, const enum severity *levels);

#endif
