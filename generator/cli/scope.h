#ifndef PORTOLAN_CLI_SCOPE_H
#define PORTOLAN_CLI_SCOPE_H

/*
 * What a command is asked to speak of: the paths that it was given, and
 * --locale. A path is as reached from the working directory, or else as
 * reached from the content folder.
 */

#include "cli/console.h"

/* A file or folder, or one that holds them all (""). */
struct scope_path {
	struct str path; /* relative to the content, or to the images */
	bool in_images;
};

struct scope {
	const struct options *options;
	struct scope_path *paths; /* none: everything */
	size_t count;
};

/* STATUS_FAILED, and a word to people, when a path is not there or is none of the content's. */
enum status scope_open(const struct options *options, struct arena *arena, struct scope *scope);

/* A file of the content, and its locale. */
bool scope_has(const struct scope *scope, struct str path, struct str locale);

/* Where a finding stands: `rooted` as struct diagnostic has it. */
bool scope_has_finding(const struct scope *scope, const struct diagnostic *diagnostic);

#endif
