#ifndef PORTOLAN_PARSE_SYNTAX_LEXERS_H
#define PORTOLAN_PARSE_SYNTAX_LEXERS_H

/* The larger lexers, for parse/syntax.c. Each writes all of `code`. */

#include "parse/syntax.h"

void lex_words(struct code_lines *lines, const struct language *language, struct str code);

/* Tags; `php` may be NULL: then <?php … ?> is an instruction like any other. */
void lex_markup(struct code_lines *lines, const struct language *php, struct str code);

#endif
