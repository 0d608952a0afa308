#ifndef PORTOLAN_PARSE_CONTAINER_H
#define PORTOLAN_PARSE_CONTAINER_H

/*
 * The dialect's blocks whose inside has a grammar of its own: `> [!faq]`,
 * `> [!api]`, `> [!tabs]`, `> [!carousel]`, `> [!product-section]`,
 * `/// details | Title`, `<details>`. CommonMark would run their lines
 * together, so they are taken out of the text, each leaving a comment in its
 * place, and put back as trees. A guide that writes such a comment itself is
 * not fooled: a comment counts only at the place where one was left.
 */

#include "parse/markdown.h"

struct container;

struct containers {
	struct container **items;
	size_t count, size;
};

struct mapped_text containers_take_out(
	struct markdown *markdown, const struct mapped_text *text, struct containers *containers);

void containers_put_back(
	struct markdown *markdown, struct node *root, const struct containers *containers);

#endif
