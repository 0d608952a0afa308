#ifndef PORTOLAN_BASE_BUDGET_H
#define PORTOLAN_BASE_BUDGET_H

/*
 * An amount that threads share: who wants more than is left waits until others
 * give back. One that wants more than there is in all gets it alone.
 */

#include <stdint.h>

struct budget;

struct budget *budget_create(uint64_t total);
void budget_destroy(struct budget *budget);

void budget_take(struct budget *budget, uint64_t amount);
void budget_give(struct budget *budget, uint64_t amount);

#endif
