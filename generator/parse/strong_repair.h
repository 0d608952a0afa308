#ifndef PORTOLAN_PARSE_STRONG_REPAIR_H
#define PORTOLAN_PARSE_STRONG_REPAIR_H

/*
 * `** x **`, `**x:**y`, `x**(y)`: CommonMark's flanking rules (section 6.4)
 * leave these asterisks as text, their authors meant strong. What is left
 * over in a paragraph's own texts after parsing is paired in order.
 */

#include "content/source.h"
#include "parse/tree.h"

void strong_repair(struct arena *arena, struct node *root, const struct source *source);

#endif
