#ifndef PORTOLAN_CHECK_PORT_ALIGNMENT_H
#define PORTOLAN_CHECK_PORT_ALIGNMENT_H

/*
 * The ports of two translations side by side: a global alignment (substitution
 * 1, gap 1, a little less than another gap where one stands in a table and the
 * other in text). Measured on real guides; a comparison of sets would cry wolf
 * four times in five.
 */

#include "parse/document.h"

/* More facts of one page are not compared. */
#define PORT_ALIGNED_MOST 300

/* Tables, text and code are compared with their like. */
enum port_class { CLASS_TABLE, CLASS_TEXT, CLASS_CODE };

struct port_row {
	const struct port_fact *facts;
	size_t count; /* at most PORT_ALIGNED_MOST */
};

enum port_class port_class_of(const struct port_fact *fact);

/*
 * Fill pairs[i] with the index in `other` that fact i of `row` is aligned with,
 * or STR_NONE. `cells` has room for (PORT_ALIGNED_MOST + 1)² numbers.
 */
void port_align(
	const struct port_row *row, const struct port_row *other, double *cells, size_t *pairs);

/* Whether two rows are so alike that one says something of the other. */
bool port_rows_are_comparable(
	const struct port_row *row, const struct port_row *other, const size_t *pairs);

#endif
