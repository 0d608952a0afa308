#ifndef PORTOLAN_CHECK_TRANSFER_H
#define PORTOLAN_CHECK_TRANSFER_H

/*
 * HTTP requests, many at once, through libcurl. Nothing is decided here: who
 * is asked when, and what an answer means, is fetch's.
 *
 * libcurl is loaded when it is first needed (dlopen), not with the program:
 * its thirty libraries would cost every command some ten milliseconds.
 */

#include "base/str.h"

struct transfers;

enum transfer_method { TRANSFER_HEAD, TRANSFER_GET };

enum transfer_fault {
	TRANSFER_ANSWERED, /* with a status, whichever */
	TRANSFER_NO_HOST,
	TRANSFER_REFUSED,
	TRANSFER_TIMEOUT,
	TRANSFER_BAD_CERTIFICATE,
	TRANSFER_BAD_URL,
	TRANSFER_BROKEN, /* anything else */
};

struct transfer_result {
	void *job; /* as given to transfers_start */
	enum transfer_fault fault;
	unsigned status;      /* RFC 9110, section 15 */
	unsigned retry_after; /* seconds that the host asks for, or 0 */
	struct str redirect;  /* absolute URL that a 3xx leads to, or "" */
};

/*
 * `at_once` requests run at one time at most, each for `patience` milliseconds.
 * NULL when libcurl can't be loaded: `message`, in the arena, says so.
 */
struct transfers *transfers_open(
	struct arena *arena, unsigned at_once, unsigned patience, struct str *message);
void transfers_close(struct transfers *transfers);

/*
 * Begin a request; less than `at_once` are running. Redirects aren't followed. A body is left
 * off at its first byte.
 */
void transfers_start(
	struct transfers *transfers, void *job, struct str url, enum transfer_method method);

/* Sleep until something happens, `milliseconds` at most. */
void transfers_wait(struct transfers *transfers, unsigned milliseconds);

/* Take a request that has ended; false when there is none. Its texts last until the next call. */
bool transfers_next(struct transfers *transfers, struct transfer_result *result);

#endif
