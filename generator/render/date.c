#include "render/date.h"

#include "base/buf.h"

struct date_parts {
	struct str day, day2, month, month2, year;
};

static const struct value *date_field(const struct object *strings, struct str name)
{
	const struct value *date = object_get(strings, S("date"));

	return date == NULL || date->kind != VALUE_OBJECT ? NULL : object_get(date->object, name);
}

static bool find_parts(const struct object *strings, struct str iso, struct date_parts *parts)
{
	const struct value *months = date_field(strings, S("months"));
	struct str first_day = text_of_value(date_field(strings, S("first_day")));
	uint64_t month, day;

	if (iso.len != 10)
		return false;
	*parts = (struct date_parts){
		.day2 = str_make(iso.ptr + 8, 2),
		.month2 = str_make(iso.ptr + 5, 2),
		.year = str_first(iso, 4),
	};
	if (!str_to_number(parts->month2, 12, &month) || month == 0 ||
		!str_to_number(parts->day2, 31, &day) || day == 0)
		return false;
	parts->month = parts->month2;
	if (months != NULL && months->kind == VALUE_LIST && months->count == 12)
		parts->month = text_of_value(&months->items[month - 1]);
	parts->day = day < 10 ? str_from(parts->day2, 1) : parts->day2;
	if (day == 1 && first_day.len > 0)
		parts->day = first_day;
	return true;
}

struct str date_text(struct arena *arena, const struct object *strings, struct str iso)
{
	struct str rest = text_of_value(date_field(strings, S("pattern"))), text = S("");
	struct date_parts parts;

	if (rest.len == 0 || !find_parts(strings, iso, &parts))
		return iso;
	while (rest.len > 0) {
		const struct {
			struct str mark, value;
		} marks[] = {
			{S("{day}"), parts.day},
			{S("{day2}"), parts.day2},
			{S("{month}"), parts.month},
			{S("{month2}"), parts.month2},
			{S("{year}"), parts.year},
		};
		size_t at = str_find_char(rest, '{', 0), length = 1;
		struct str value = S("{");

		if (at == STR_NONE)
			return str_concat(arena, text, rest);
		for (size_t i = 0; i < COUNT(marks); i++) {
			if (str_starts(str_from(rest, at), marks[i].mark)) {
				value = marks[i].value;
				length = marks[i].mark.len;
			}
		}
		text = str_concat3(arena, text, str_first(rest, at), value);
		rest = str_from(rest, at + length);
	}
	return text;
}
