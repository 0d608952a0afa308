#ifndef PORTOLAN_PREVIEW_EDITOR_H
#define PORTOLAN_PREVIEW_EDITOR_H

/* Links that open a file at a line in an editor. */

#include "base/buf.h"
#include "report/diagnostic.h"

/*
 * The pattern of an editor's links: a known editor's name, or a program's as
 * $VISUAL has it ("/usr/bin/code --wait"), gives that editor's own; a text that
 * holds "{path}" is a pattern itself. NULL for any other.
 */
const char *editor_pattern(const char *name);

/* The names that editor_pattern knows, between commas. */
extern const char editor_names[];

/*
 * Append the link: {path} is the file's absolute path, percent-encoded, {line}
 * and {column} its place. `path` is as reached from the working directory.
 */
void editor_link(const char *pattern, struct str path, const struct place *place, struct buf *out);

#endif
