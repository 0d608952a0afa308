#ifndef PORTOLAN_RENDER_BLOCKS_H
#define PORTOLAN_RENDER_BLOCKS_H

/* Inheritance between templates: whose content a block shows. */

#include "render/template.h"

/* The blocks that a child template sets; the outermost child's win. */
struct overrides {
	const struct overrides *inner; /* of the parent that was entered before */
	const struct template *owner;
	size_t parent; /* the owner's node */
};

/* A node of a template. */
struct block {
	const struct template *owner;
	size_t node;
};

/* The block to be shown in place of the one at `node`, or that itself. */
struct block block_shown(
	const struct template *template, size_t node, const struct overrides *overrides);

#endif
