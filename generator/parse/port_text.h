#ifndef PORTOLAN_PARSE_PORT_TEXT_H
#define PORTOLAN_PARSE_PORT_TEXT_H

/*
 * A line as words are looked for in it: in small letters, byte for byte where
 * those have one length; link destinations, tags, attribute lists, emphasis,
 * quotes and other punctuation beyond ASCII are blanks.
 */

#include "base/arena.h"
#include "base/str.h"

/* As long as the line, one more byte behind it; in the arena. */
const char *port_text_make(struct arena *arena, struct str line);

#endif
