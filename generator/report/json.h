#ifndef PORTOLAN_REPORT_JSON_H
#define PORTOLAN_REPORT_JSON_H

/* Findings as one JSON object, for scripts: its form is fixed by README's chapter on formats. */

#include "base/buf.h"
#include "report/diagnostic.h"

/* `content` stands before paths that are not rooted. */
void json_write(const char *content, const struct report *report, struct buf *out);

#endif
