#include "base/budget.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/fatal.h"

struct budget {
	pthread_mutex_t lock;
	pthread_cond_t given;
	uint64_t total, taken;
};

struct budget *budget_create(uint64_t total)
{
	struct budget *budget = calloc(1, sizeof(*budget));

	if (budget == NULL)
		fatal_memory();
	pthread_mutex_init(&budget->lock, NULL);
	pthread_cond_init(&budget->given, NULL);
	budget->total = total;
	return budget;
}

void budget_destroy(struct budget *budget)
{
	pthread_cond_destroy(&budget->given);
	pthread_mutex_destroy(&budget->lock);
	free(budget);
}

void budget_take(struct budget *budget, uint64_t amount)
{
	pthread_mutex_lock(&budget->lock);
	while (budget->taken > 0 && budget->taken + amount > budget->total)
		pthread_cond_wait(&budget->given, &budget->lock);
	budget->taken += amount;
	pthread_mutex_unlock(&budget->lock);
}

void budget_give(struct budget *budget, uint64_t amount)
{
	pthread_mutex_lock(&budget->lock);
	budget->taken -= amount;
	pthread_cond_broadcast(&budget->given);
	pthread_mutex_unlock(&budget->lock);
}
