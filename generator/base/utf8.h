#ifndef PORTOLAN_BASE_UTF8_H
#define PORTOLAN_BASE_UTF8_H

/* UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, at most U+10FFFF. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * The code point at `*at` (< s.len), and `*at` moved behind it. A byte that
 * begins no valid sequence gives U+FFFD and is passed over alone.
 */
uint32_t utf8_next(struct str s, size_t *at);

/* Bytes written into `bytes` (room for 4). */
size_t utf8_encode(uint32_t code_point, char *bytes);

/* The offset of the first invalid byte, or s.len. */
size_t utf8_valid_length(struct str s);

/* The first byte at or after `at` that is no ASCII, or the length. */
size_t utf8_skip_ascii(struct str s, size_t at);

/* Code points in valid or invalid text: bytes that continue no sequence count as one each. */
size_t utf8_count(struct str s);

#endif
