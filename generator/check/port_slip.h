#ifndef PORTOLAN_CHECK_PORT_SLIP_H
#define PORTOLAN_CHECK_PORT_SLIP_H

/* Numbers that hands write for others. */

#include "base/str.h"

/* How a number may have come from another, from the surest. */
enum port_slip {
	SLIP_NONE,
	SLIP_ORDER,   /* 939 for 993: the same digits */
	SLIP_LOST,    /* 44 for 443 */
	SLIP_DOUBLED, /* 4433 for 443 */
	SLIP_DIGIT,   /* 994 for 993 */
};

enum port_slip port_slip_of(uint32_t written, uint32_t meant);

#endif
