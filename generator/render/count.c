#include "render/count.h"

#include "base/arena.h"
#include "base/buf.h"
#include "render/fragment.h"

/* A rule being read. Once something is wrong, the rest is no more read. */
struct rule_reader {
	struct str rest;
	uint64_t number;
	struct str wrong; /* "" while all is well */
};

static const struct str categories[] = {
	S_INIT("zero"), S_INIT("one"), S_INIT("two"), S_INIT("few"), S_INIT("many")};

static void skip_blanks(struct rule_reader *rule)
{
	while (rule->rest.len > 0 && ascii_is_space(rule->rest.ptr[0]))
		rule->rest = str_from(rule->rest, 1);
}

static bool take(struct rule_reader *rule, struct str token)
{
	skip_blanks(rule);
	if (!str_starts(rule->rest, token))
		return false;
	rule->rest = str_from(rule->rest, token.len);
	return true;
}

static void fail(struct rule_reader *rule, struct str wrong)
{
	if (rule->wrong.len == 0)
		rule->wrong = wrong;
}

static uint64_t read_number(struct rule_reader *rule)
{
	size_t digits = 0;
	uint64_t number = 0;

	skip_blanks(rule);
	while (digits < rule->rest.len && ascii_is_digit(rule->rest.ptr[digits]))
		digits++;
	if (!str_to_number(str_first(rule->rest, digits), UINT32_MAX, &number))
		fail(rule, S("a number is wanted"));
	rule->rest = str_from(rule->rest, digits);
	return number;
}

/* n and i are the number; of a whole number, the digits behind the point are none. */
static uint64_t read_operand(struct rule_reader *rule)
{
	char name;
	uint64_t value = 0, divisor;

	skip_blanks(rule);
	name = rule->rest.len > 0 ? rule->rest.ptr[0] : ' ';
	if (name == 'n' || name == 'i')
		value = rule->number;
	else if (str_find_char(S("vwftec"), name, 0) == STR_NONE)
		fail(rule, S("one of n, i, v, w, f, t, e and c is wanted"));
	rule->rest = str_from(rule->rest, rule->rest.len > 0);
	if (!take(rule, S("%")))
		return value;
	divisor = read_number(rule);
	if (divisor == 0)
		fail(rule, S("nothing can be divided by 0"));
	return divisor == 0 ? value : value % divisor;
}

/* "1,3..5" */
static bool read_ranges(struct rule_reader *rule, uint64_t value)
{
	bool holds = false;

	do {
		uint64_t first = read_number(rule);
		uint64_t last = take(rule, S("..")) ? read_number(rule) : first;

		holds = holds || (value >= first && value <= last);
	} while (take(rule, S(",")));
	return holds;
}

static bool read_relation(struct rule_reader *rule)
{
	uint64_t value = read_operand(rule);

	if (take(rule, S("!=")))
		return !read_ranges(rule, value);
	if (!take(rule, S("=")))
		fail(rule, S("= or != is wanted"));
	return read_ranges(rule, value);
}

static bool read_conjunction(struct rule_reader *rule)
{
	bool holds = read_relation(rule);

	while (rule->wrong.len == 0 && take(rule, S("and")))
		holds = read_relation(rule) && holds;
	return holds;
}

static bool read_condition(struct rule_reader *rule)
{
	bool holds = read_conjunction(rule);

	while (rule->wrong.len == 0 && take(rule, S("or")))
		holds = read_conjunction(rule) || holds;
	skip_blanks(rule);
	if (rule->rest.len > 0)
		fail(rule, S("\"and\", \"or\" or the end is wanted"));
	return holds && rule->wrong.len == 0;
}

bool plural_rule_check(struct str rule, struct str *reason)
{
	struct rule_reader reading = {.rest = rule};

	read_condition(&reading);
	*reason = reading.wrong;
	return reading.wrong.len == 0;
}

struct str plural_category(const struct object *strings, uint64_t number)
{
	const struct value *rules = object_get(strings, S("plural"));

	if (rules == NULL || rules->kind != VALUE_OBJECT)
		return S("other");
	for (size_t i = 0; i < COUNT(categories); i++) {
		const struct value *rule = object_get(rules->object, categories[i]);

		if (rule != NULL && rule->kind == VALUE_TEXT &&
			read_condition(&(struct rule_reader){.rest = rule->text, .number = number}))
			return categories[i];
	}
	return S("other");
}

struct str number_text(struct arena *arena, const struct object *strings, uint64_t number)
{
	struct str digits = str_format(arena, "%llu", (unsigned long long)number), text;
	struct str group = fragment_word(strings, S("number.group"));
	uint64_t from = 0;
	size_t head = digits.len % 3;

	if (!str_to_number(fragment_word(strings, S("number.group_from")), 20, &from) ||
		digits.len < from || digits.len <= 3)
		return digits;
	text = str_first(digits, head);
	for (size_t at = head; at < digits.len; at += 3)
		text =
			str_concat3(arena, text, at == 0 ? S("") : group, str_first(str_from(digits, at), 3));
	return text;
}

struct str count_text(
	struct arena *arena, const struct object *strings, struct str key, uint64_t number)
{
	struct str mark = S("{count}");
	struct str form =
		fragment_word(strings, str_concat3(arena, key, S("."), plural_category(strings, number)));
	size_t at;

	if (form.len == 0)
		form = fragment_word(strings, str_concat(arena, key, S(".other")));
	at = str_find(form, mark, 0);
	if (at == STR_NONE)
		return form;
	return str_concat3(arena, str_first(form, at), number_text(arena, strings, number),
		str_from(form, at + mark.len));
}
