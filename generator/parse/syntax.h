#ifndef PORTOLAN_PARSE_SYNTAX_H
#define PORTOLAN_PARSE_SYNTAX_H

/*
 * Colours code by its language (parse/languages.h), in one pass and without
 * looking back: a megabyte of quotes costs no more than a megabyte of words.
 * It knows tokens, not grammars, and what it doesn't know stays plain.
 */

#include "parse/code_lines.h"
#include "parse/languages.h"

/* `language` may be NULL. */
void syntax_write(struct code_lines *lines, const struct language *language, struct str code);

#endif
