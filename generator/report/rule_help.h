#ifndef PORTOLAN_REPORT_RULE_HELP_H
#define PORTOLAN_REPORT_RULE_HELP_H

/* The page of help that each rule has: what, why, a wrong and a right example, how to be silent. */

#include "base/buf.h"
#include "report/rule.h"

void rule_help_write(enum rule rule, struct buf *out);

/* All rules with their lines, by level. */
void rule_help_list(struct buf *out);

#endif
