#ifndef PORTOLAN_PARSE_CONTAINER_BLOCKS_H
#define PORTOLAN_PARSE_CONTAINER_BLOCKS_H

/*
 * What each of the dialect's blocks becomes. Adding one is a row in the table
 * of kinds and a function that builds its tree.
 */

#include "parse/lines.h"
#include "parse/markdown.h"

/* A block as it was taken out of the text. */
struct container_text {
	struct str argument;       /* `[!name(argument)]` */
	struct mapped_text title;  /* of details */
	struct mapped_text inside; /* its lines without one level of `>`; the first is the marker */
	size_t marker_begin, marker_end; /* source bytes: for findings about the block itself */
	bool open;                       /* details that begin open */
	bool unclosed;
};

struct container_kind {
	struct str name;

	/* Make `box`, an empty NODE_BOX in its place in the tree, the block. */
	void (*build)(struct markdown *markdown, struct node *box, const struct container_text *text);
};

/* By the name in `[!name]`, any case; NULL for callouts and unknown names. */
const struct container_kind *container_kind_of(struct str name);

extern const struct container_kind details_kind;

#define DETAILS_MOST_SLASHES 15

struct details_head {
	struct str title;
	bool html; /* `<details>`, ended by `</details>` */
	bool open;
	unsigned slashes; /* 3 to DETAILS_MOST_SLASHES */
};

/* True when a line begins details. */
bool details_begin(struct str content, struct details_head *head);

/* For each line that begins details the one that ends them, nested ones seen through; or STR_NONE.
 */
size_t *details_ends(struct arena *arena, const struct line_list *lines);

#endif
