#ifndef PORTOLAN_RENDER_COUNT_H
#define PORTOLAN_RENDER_COUNT_H

/*
 * Whole numbers and how many there are of something, as each locale writes
 * them. How is data in the interface strings:
 *
 * `plural` holds the rules of the categories `zero`, `one`, `two`, `few` and
 * `many` in Unicode's syntax (UTS #35 part 3, "Plural rules syntax"), as CLDR
 * publishes them: "i % 10 = 2..4 and i % 100 != 12..14". The first that holds
 * is the number's; `other` needs no rule.
 *
 * `number` holds `group`, what stands between groups of three digits, and
 * `group_from`, how many digits a number has that is grouped (CLDR's
 * minimumGroupingDigits and three).
 */

#include "render/value.h"

/* "few" and the like; "other" where no rule holds. */
struct str plural_category(const struct object *strings, uint64_t number);

/* True when a rule can be read; else `*reason` says what stands where it should not. */
bool plural_rule_check(struct str rule, struct str *reason);

/* The number in digits: "1,234". */
struct str number_text(struct arena *arena, const struct object *strings, uint64_t number);

/*
 * The form of `key` ("guides.count", an object of categories) that fits the
 * number, with the number for {count}. A category that it lacks is `other`.
 */
struct str count_text(
	struct arena *arena, const struct object *strings, struct str key, uint64_t number);

#endif
