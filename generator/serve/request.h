#ifndef PORTOLAN_SERVE_REQUEST_H
#define PORTOLAN_SERVE_REQUEST_H

/* What a request may ask for: the judgements that keep strangers out, and ranges. */

#include "base/arena.h"
#include "base/str.h"

/*
 * Whether a Host header names this machine: localhost, a loopback address, or
 * the address that is listened on; any address where all are listened on. A page of a stranger
 * whose name leads here (DNS rebinding) sends the stranger's name. NULL when there is no header.
 */
bool request_is_own_host(const char *header, struct str listening);

/* Percent-decoded (RFC 3986, 2.1), once and wholly; a "%" without two digits is itself. */
struct str request_decode(struct arena *arena, struct str text);

/*
 * The path of a request's target, decoded once. False for what no page can be
 * at: no path, a NUL or another control character, a backslash, "." or ".."
 * as a part, more than 4,096 bytes.
 */
bool request_path(struct arena *arena, struct str target, struct str *path);

enum request_range { RANGE_NONE, RANGE_PART, RANGE_OUTSIDE };

/*
 * One range of bytes (RFC 9110, 14.1.2): "bytes=a-b", "bytes=a-", "bytes=-n";
 * `*first` and `*last` are inclusive. Anything else, more ranges among it, is
 * RANGE_NONE: the whole is sent. RANGE_OUTSIDE begins behind the end.
 */
enum request_range request_range(const char *header, size_t size, size_t *first, size_t *last);

/* Whether an If-None-Match header names the tag, which has its quotes. */
bool request_has_tag(const char *header, struct str tag);

#endif
