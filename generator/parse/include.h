#ifndef PORTOLAN_PARSE_INCLUDE_H
#define PORTOLAN_PARSE_INCLUDE_H

/*
 * `{!> file !}`, alone on its line and outside of code: the file's text stands
 * there, without its front matter. The name is relative to the file that
 * holds the line, or to the content root behind a `/`; what the content doesn't
 * hold (a path that climbs out of it, a link that leads out of it) can't be
 * included. Included files may include others.
 */

#include "base/buf.h"
#include "content/config.h"
#include "content/source.h"

/* How files are read: by whoever knows the content. */
struct includer {
	const void *context;

	/*
	 * Append a file of the content, `path` relative to its root and without
	 * `..`. Returns errno: ENOENT when the content has no such file, EFBIG over
	 * `limit` bytes.
	 */
	int (*read)(const void *context, struct str path, size_t limit, struct buf *into);
};

/* Paths relative to the content root, whether there is such a file or not. */
struct includes {
	struct str *items;
	size_t count;
};

/*
 * Put included texts into the source, behind the front matter that ends at
 * `body`. What can't be included stays as it is written and is a finding.
 * Texts are in `scratch`, the paths in `arena`.
 */
struct includes includes_expand(struct arena *arena, struct arena *scratch,
	const struct includer *includer, const struct config_limits *limits, struct source *source,
	size_t body, struct diagnostics *found);

#endif
