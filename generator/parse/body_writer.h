#ifndef PORTOLAN_PARSE_BODY_WRITER_H
#define PORTOLAN_PARSE_BODY_WRITER_H

/*
 * What the writers of a body share: parse/body.c walks the tree,
 * body_blocks.c, body_inlines.c and body_raw.c write what it meets.
 */

#include "parse/body.h"
#include "parse/html_filter.h"

struct writer {
	struct arena *arena;   /* the document's */
	struct arena *scratch; /* until the document is parsed */
	struct buf *html;
	const struct heading *headings;
	const struct source *source;
	struct diagnostics *found;
	struct html_filter *filter;
	struct html_sink sink;
	const struct config *config;
	const struct node *piece; /* the raw HTML that the filter reads */
	struct buf text;          /* for plain texts */
	struct hole *holes;
	size_t hole_count, hole_size;
	struct reference *references;
	size_t reference_count, reference_size;
	size_t heading; /* the one last seen, or STR_NONE */
	unsigned tables, code_blocks;
};

void body_add_hole(struct writer *writer, enum hole_kind kind, size_t index);
struct reference *body_add_reference(struct writer *writer, enum reference_kind kind);

/* ` name="value"` */
void body_write_attribute(struct writer *writer, struct str name, struct str value);

/* A node is entered, and left when it holds others. */
void body_write_block(struct writer *writer, const struct node *node, bool leaving);
void body_enter_inline(struct writer *writer, const struct node *node);
void body_leave_inline(struct writer *writer, const struct node *node, size_t reference);

/* Code, with what belongs to it: the language's name, colours, a button to copy it. */
void body_write_code_block(struct writer *writer, const struct node *node);
void body_write_code(struct writer *writer, const struct node *node);

/* Raw HTML, a block's or a line's. */
void body_write_raw(struct writer *writer, const struct node *node);

#endif
