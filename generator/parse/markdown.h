#ifndef PORTOLAN_PARSE_MARKDOWN_H
#define PORTOLAN_PARSE_MARKDOWN_H

/*
 * The dialect, from text to tree: the blocks that are not CommonMark's are
 * taken out first (parse/container.h), the rest is repaired, parsed, located,
 * and gets the dialect's callouts and attribute lists. The inside of a block
 * that was taken out goes the same way.
 */

#include "content/source.h"
#include "parse/lines.h"
#include "parse/mapped_text.h"
#include "parse/tree.h"

struct markdown {
	struct arena *arena; /* scratch: the tree lives until the file is parsed */
	const struct source *source;
	struct diagnostics *found;
	unsigned depth;         /* of texts within texts */
	struct line_list lines; /* of the text that was asked for last */
};

/* Texts within texts at most: deeper ones are plain quotes. */
#define MARKDOWN_DEEPEST 12

struct node *markdown_tree(struct markdown *markdown, const struct mapped_text *text);

/* The lines of a text; those of the same one are not made again. Valid until the next call. */
const struct line_list *markdown_lines(struct markdown *markdown, struct str text);

#endif
