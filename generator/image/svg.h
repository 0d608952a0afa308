#ifndef PORTOLAN_IMAGE_SVG_H
#define PORTOLAN_IMAGE_SVG_H

/*
 * What can be said of an SVG (W3C, SVG 2) without drawing it: its size, and
 * whether it would run something. It is looked at, not parsed: a finding more
 * than needed is better than a script on the site's own host.
 */

#include "base/str.h"

struct svg_head {
	uint32_t width, height; /* by its attributes, else its viewBox; 0: not said */
	bool active;            /* a script, a handler, a foreign object, a javascript: URL */
	const char *fault;
};

/* Where the root element begins, or STR_NONE: then it is no SVG. */
size_t svg_find(struct str bytes);

struct svg_head svg_look(struct str bytes, size_t root);

#endif
