#include "check/port_slip.h"

#define MOST_DIGITS 10

struct digits {
	char digits[MOST_DIGITS];
	size_t count;
};

static struct digits digits_of(uint32_t number)
{
	struct digits found = {.count = 0};
	char back[MOST_DIGITS];
	size_t count = 0;

	for (; number > 0; number /= 10)
		back[count++] = (char)(number % 10);
	while (count > 0)
		found.digits[found.count++] = back[--count];
	return found;
}

static bool has_same_digits(const struct digits *a, const struct digits *b)
{
	int seen[10] = {0};

	for (size_t i = 0; i < a->count; i++) {
		seen[(size_t)a->digits[i]]++;
		seen[(size_t)b->digits[i]]--;
	}
	for (size_t i = 0; i < 10; i++) {
		if (seen[i] != 0)
			return false;
	}
	return true;
}

static size_t differences(const struct digits *a, const struct digits *b)
{
	size_t count = 0;

	for (size_t i = 0; i < a->count; i++)
		count += a->digits[i] != b->digits[i];
	return count;
}

/* Whether `longer` without its digit at `skipped` is `shorter`. */
static bool equal_without(const struct digits *longer, const struct digits *shorter, size_t skipped)
{
	for (size_t i = 0; i < shorter->count; i++) {
		if (shorter->digits[i] != longer->digits[i + (i >= skipped)])
			return false;
	}
	return true;
}

static bool lost_one(const struct digits *written, const struct digits *meant)
{
	for (size_t i = 0; i < meant->count; i++) {
		if (equal_without(meant, written, i))
			return true;
	}
	return false;
}

static bool doubled_one(const struct digits *written, const struct digits *meant)
{
	for (size_t i = 1; i < written->count; i++) {
		if (written->digits[i] == written->digits[i - 1] && equal_without(written, meant, i))
			return true;
	}
	return false;
}

enum port_slip port_slip_of(uint32_t written, uint32_t meant)
{
	struct digits a = digits_of(written), b = digits_of(meant);

	if (written == meant)
		return SLIP_NONE;
	if (a.count == b.count && has_same_digits(&a, &b))
		return SLIP_ORDER;
	if (a.count + 1 == b.count && lost_one(&a, &b))
		return SLIP_LOST;
	if (a.count == b.count + 1 && doubled_one(&a, &b))
		return SLIP_DOUBLED;
	return a.count == b.count && differences(&a, &b) == 1 ? SLIP_DIGIT : SLIP_NONE;
}
