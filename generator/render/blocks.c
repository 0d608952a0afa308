#include "render/blocks.h"

/* The block of a name among the children of a parent tag, or STR_NONE. */
static size_t block_within(const struct template *owner, size_t parent, struct str name)
{
	const struct template_node *nodes = owner->nodes;

	for (size_t i = parent + 1; i < nodes[parent].end; i = nodes[i].end) {
		if (nodes[i].kind == TEMPLATE_BLOCK && str_equal(nodes[i].name, name))
			return i;
	}
	return STR_NONE;
}

struct block block_shown(
	const struct template *template, size_t node, const struct overrides *overrides)
{
	struct block shown = {template, node};

	/* The list goes from the nearest parent outwards: the last that has the block wins. */
	for (const struct overrides *at = overrides; at != NULL; at = at->inner) {
		size_t found = block_within(at->owner, at->parent, template->nodes[node].name);

		if (found != STR_NONE)
			shown = (struct block){at->owner, found};
	}
	return shown;
}
