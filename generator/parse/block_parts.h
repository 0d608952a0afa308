#ifndef PORTOLAN_PARSE_BLOCK_PARTS_H
#define PORTOLAN_PARSE_BLOCK_PARTS_H

/* What the builders of the dialect's blocks share (parse/container_blocks.h). */

#include "parse/container_blocks.h"

/* A new element at the end of `parent`. */
struct node *block_box(
	struct markdown *markdown, struct node *parent, struct str tag, struct str classes);

void block_set_attribute(
	struct markdown *markdown, struct node *box, struct str name, struct str value);

/* A `block-malformed` finding, at a stretch of the source or at the block's marker. */
void block_report(
	struct markdown *markdown, size_t begin, size_t end, const char *message, struct str help);
void block_report_whole(struct markdown *markdown, const struct container_text *text,
	const char *message, struct str help);

/* The block's text without its first line, the marker. */
struct mapped_text block_without_marker(
	struct markdown *markdown, const struct mapped_text *inside);

/* Lines of a text, the last inclusive, with one `>` less where `unquote`. */
struct mapped_text block_lines(struct markdown *markdown, const struct mapped_text *text,
	const struct line_list *lines, size_t first, size_t last, bool unquote);

/* Parse a text, and put its blocks at the end of `parent`. */
void block_append(struct markdown *markdown, struct node *parent, const struct mapped_text *text);

/* The same for a title: one line of text, even where `1. ` or `- ` begins it. */
void block_append_title(
	struct markdown *markdown, struct node *parent, const struct mapped_text *text);

void build_faq(struct markdown *markdown, struct node *box, const struct container_text *text);
void build_tabs(struct markdown *markdown, struct node *box, const struct container_text *text);
void build_api(struct markdown *markdown, struct node *box, const struct container_text *text);

#endif
