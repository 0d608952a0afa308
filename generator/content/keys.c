#include "content/keys.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/distance.h"

static const struct str key_names[] = {
#define FRONT_NAME(enumerator, key, type) S_INIT(key),
	FRONT_KEYS(FRONT_NAME)
#undef FRONT_NAME
};

static const enum front_type key_types[] = {
#define FRONT_TYPE(enumerator, key, type) FRONT_TYPE_##type,
	FRONT_KEYS(FRONT_TYPE)
#undef FRONT_TYPE
};

/* A key as alike as this to a known one is a slip of the pen. */
#define ALIKE 0.6

/* The longest entity that is decoded, `&#x10FFFF;`, without & and ;. */
#define LONGEST_ENTITY 8

enum front_key front_key_by_name(struct str name)
{
	for (size_t i = 0; i < COUNT(key_names); i++) {
		if (str_equal_nocase(key_names[i], name))
			return (enum front_key)i;
	}
	return FRONT_KEY_COUNT;
}

struct str front_key_name(enum front_key key)
{
	return key_names[key];
}

enum front_type front_key_type(enum front_key key)
{
	return key_types[key];
}

struct str front_key_nearest(struct arena *arena, struct str name)
{
	size_t nearest = nearest_name(str_lower(arena, name), key_names, COUNT(key_names), ALIKE);

	return nearest == STR_NONE ? S("") : key_names[nearest];
}

/* "58" or "x3A", as behind `&#`. */
static bool read_number(struct str digits, uint32_t *code_point)
{
	uint32_t number = 0, base = 10;

	if (digits.len > 0 && ascii_lower(digits.ptr[0]) == 'x') {
		base = 16;
		digits = str_from(digits, 1);
	}
	for (size_t i = 0; i < digits.len; i++) {
		int digit = ascii_hex_value(digits.ptr[i]);

		if (digit < 0 || (uint32_t)digit >= base || number > 0x10FFFF)
			return false;
		number = number * base + (uint32_t)digit;
	}
	*code_point = number;
	return number >= 0x20 && number <= 0x10FFFF && (number < 0x7F || number > 0x9F);
}

/* The entities that authors of plain texts use; the others are for bodies. */
static bool read_entity(struct str name, uint32_t *code_point)
{
	static const struct {
		struct str name;
		uint32_t code_point;
	} rows[] = {
		{S_INIT("amp"), '&'},
		{S_INIT("lt"), '<'},
		{S_INIT("gt"), '>'},
		{S_INIT("quot"), '"'},
		{S_INIT("apos"), '\''},
		{S_INIT("nbsp"), 0xA0},
	};

	if (str_starts(name, S("#")))
		return name.len > 1 && read_number(str_from(name, 1), code_point);
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (str_equal(name, rows[i].name)) {
			*code_point = rows[i].code_point;
			return true;
		}
	}
	return false;
}

/* Decode the entity at the head of `text`; its length, or 0. */
static size_t take_entity(struct str text, uint32_t *code_point)
{
	size_t end = str_find_char(str_first(text, LONGEST_ENTITY + 2), ';', 1);

	if (end == STR_NONE || !read_entity(str_make(text.ptr + 1, end - 1), code_point))
		return 0;
	return end + 1;
}

/* Nothing stands in a text without blanks around that would be left out or read otherwise. */
static bool is_clean(enum front_type type, struct str text)
{
	char before = '\0';

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if ((unsigned char)c < 0x20 || c == 0x7F || (c == ' ' && before == ' ') ||
			(c == '&' && type == FRONT_TYPE_PROSE))
			return false;
		before = c;
	}
	return true;
}

struct str front_type_clean(struct arena *arena, enum front_type type, struct str text)
{
	struct buf clean = BUF_EMPTY;
	struct str copy;

	text = str_trim(text);
	if (is_clean(type, text))
		return text;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		uint32_t code_point = 0;
		size_t length =
			c == '&' && type == FRONT_TYPE_PROSE ? take_entity(str_from(text, i), &code_point) : 0;

		if (length > 0) {
			buf_add_code_point(&clean, code_point);
			i += length - 1;
		} else if (ascii_is_space(c)) {
			if (clean.len > 0 && clean.ptr[clean.len - 1] != ' ')
				buf_add_char(&clean, ' ');
		} else if ((unsigned char)c >= 0x20 && c != 0x7F) {
			buf_add_char(&clean, c);
		}
	}
	copy = str_copy(arena, str_trim(buf_str(&clean)));
	buf_release(&clean);
	return copy;
}

static bool is_flag(struct str text, bool *flag)
{
	static const struct str yes[] = {S_INIT("true"), S_INIT("yes"), S_INIT("on"), S_INIT("1")};
	static const struct str no[] = {S_INIT("false"), S_INIT("no"), S_INIT("off"), S_INIT("0")};

	for (size_t i = 0; i < COUNT(yes); i++) {
		if (str_equal_nocase(text, yes[i]) || str_equal_nocase(text, no[i])) {
			*flag = str_equal_nocase(text, yes[i]);
			return true;
		}
	}
	return false;
}

static bool is_date(struct str text)
{
	static const unsigned char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	uint64_t year, month, day;

	return text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-' &&
		   str_to_number(str_first(text, 4), 9999, &year) &&
		   str_to_number(str_make(text.ptr + 5, 2), 12, &month) &&
		   str_to_number(str_make(text.ptr + 8, 2), 31, &day) && year > 0 && month > 0 && day > 0 &&
		   day <= days[month - 1] &&
		   (month != 2 || day < 29 || (year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
}

bool front_type_fits(enum front_type type, struct str text, bool *flag)
{
	switch (type) {
	case FRONT_TYPE_DATE: return is_date(text);
	case FRONT_TYPE_FLAG: return is_flag(text, flag);
	default: return true;
	}
}
