#ifndef PORTOLAN_REPORT_RULE_PAGES_H
#define PORTOLAN_REPORT_RULE_PAGES_H

/* What people read about each rule: a row for each of RULES, with nothing left out. */

#include "report/rule.h"

/* Where a comment that silences the rule can stand. */
enum rule_silence {
	SILENCE_BODY,  /* above a line of the text */
	SILENCE_FRONT, /* above a line of the front matter */
	SILENCE_NONE,  /* nowhere: the finding is about a file as a whole, or about none */
};

struct rule_page {
	const char *what; /* exactly what is reported, and what is not */
	const char *why;  /* what it does to readers */
	const char *wrong;
	const char *right;
	enum rule_silence silence;
};

extern const struct rule_page rule_pages[RULE_COUNT];

#endif
