#ifndef PORTOLAN_BASE_TRANSLITERATE_TABLE_H
#define PORTOLAN_BASE_TRANSLITERATE_TABLE_H

/* The frequent part of base/transliterate.h as a table, for code points that need no context. */

#include <stdint.h>

/* The code point in ASCII (maybe ""), or NULL when the table doesn't know it. */
const char *transliterate_table(uint32_t code_point);

#endif
