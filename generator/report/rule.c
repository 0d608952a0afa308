#include "report/rule.h"

#include "base/distance.h"

/* Less alike, a name is no suggestion. */
#define ALIKE 0.6

static const struct {
	struct str name;
	struct str line;
	enum severity level;
} rules[] = {
#define RULE_ROW(enumerator, name, level, line) {S_INIT(name), S_INIT(line), SEVERITY_##level},
	RULES(RULE_ROW)
#undef RULE_ROW
};

struct str rule_name(enum rule rule)
{
	return rules[rule].name;
}

enum severity rule_level(enum rule rule)
{
	return rules[rule].level;
}

struct str rule_line(enum rule rule)
{
	return rules[rule].line;
}

bool rule_asks_others(enum rule rule)
{
	return rule == RULE_LINK_DEAD || rule == RULE_LINK_MOVED || rule == RULE_LINK_INSECURE;
}

enum rule rule_by_name(struct str name)
{
	for (size_t i = 0; i < COUNT(rules); i++) {
		if (str_equal(rules[i].name, name))
			return (enum rule)i;
	}
	return RULE_COUNT;
}

enum rule rule_nearest(struct str name)
{
	struct str names[COUNT(rules)];
	size_t nearest;

	for (size_t i = 0; i < COUNT(rules); i++)
		names[i] = rules[i].name;
	nearest = nearest_name(name, names, COUNT(rules), ALIKE);
	return nearest != STR_NONE ? (enum rule)nearest : RULE_COUNT;
}

struct str severity_name(enum severity severity)
{
	switch (severity) {
	case SEVERITY_NOTE: return S("note");
	case SEVERITY_WARNING: return S("warning");
	case SEVERITY_ERROR: return S("error");
	default: return S("off");
	}
}
