#ifndef PORTOLAN_TESTS_FUZZ_H
#define PORTOLAN_TESTS_FUZZ_H

/* What libFuzzer calls, and replay.c with the seeds: a target takes any bytes and returns 0. */

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline struct str fuzz_text(const uint8_t *data, size_t size)
{
	return str_make((const char *)data, size);
}

#endif
