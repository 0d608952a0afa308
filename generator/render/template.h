#ifndef PORTOLAN_RENDER_TEMPLATE_H
#define PORTOLAN_RENDER_TEMPLATE_H

/*
 * Mustache templates, parsed once (https://github.com/mustache/spec 1.4, with
 * its optional modules for inheritance and dynamic names; no lambdas).
 *
 * A template is a flat array of nodes; a section's children follow it up to
 * its `end`. Parsed templates are const and shared between threads.
 */

#include "base/arena.h"
#include "base/str.h"

enum template_kind {
	TEMPLATE_TEXT,
	TEMPLATE_VARIABLE, /* {{name}}: escaped for HTML */
	TEMPLATE_RAW,      /* {{{name}}} and {{&name}} */
	TEMPLATE_SECTION,  /* {{#name}} */
	TEMPLATE_INVERTED, /* {{^name}} */
	TEMPLATE_PARTIAL,  /* {{>name}}, {{>*name}} */
	TEMPLATE_PARENT,   /* {{<name}}, {{<*name}} */
	TEMPLATE_BLOCK,    /* {{$name}} */
};

struct template_node {
	enum template_kind kind;
	bool dynamic;            /* partial, parent: `name` is looked up first */
	bool line_begin;         /* text: begins a line */
	struct str text;         /* text: literal */
	struct str name;         /* as written, e.g. "page.title" or "." */
	const struct str *parts; /* the name between its dots */
	size_t part_count;
	struct str indent; /* partial, parent, block: of its lines */
	size_t end;        /* index behind its last child */
	size_t place;      /* offset of its tag */
};

struct template
{
	struct str path; /* for messages */
	struct str source;
	const struct template_node *nodes;
	size_t count;
};

struct template_error {
	size_t begin, end; /* bytes of the source */
	struct str message;
};

/* Parse a template; texts are views of `source`. False with `error` set when its tags don't fit. */
bool template_parse(struct arena *arena, struct str path, struct str source,
	struct template *result, struct template_error *error);

#endif
