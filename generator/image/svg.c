#include "image/svg.h"

/* What may stand before the root: a declaration, comments, a document type. */
#define HEAD      4096
#define MOST_SIDE 1000000

size_t svg_find(struct str bytes)
{
	struct str head = str_first(bytes, HEAD);
	size_t at = str_find(head, S("<svg"), 0);

	return at != STR_NONE && at + 4 < bytes.len && !ascii_is_alnum(bytes.ptr[at + 4]) ? at
																					  : STR_NONE;
}

/* The value of an attribute of a tag, or an empty one. */
static struct str attribute(struct str tag, struct str name)
{
	for (size_t at = str_find(tag, name, 0); at != STR_NONE; at = str_find(tag, name, at + 1)) {
		size_t begin = at + name.len, end;

		if (at == 0 || !ascii_is_space(tag.ptr[at - 1]))
			continue;
		while (begin < tag.len && ascii_is_space(tag.ptr[begin]))
			begin++;
		if (begin >= tag.len || tag.ptr[begin] != '=')
			continue;
		begin++;
		while (begin < tag.len && ascii_is_space(tag.ptr[begin]))
			begin++;
		if (begin >= tag.len || (tag.ptr[begin] != '"' && tag.ptr[begin] != '\''))
			return S("");
		end = str_find_char(tag, tag.ptr[begin], begin + 1);
		return end == STR_NONE ? S("") : str_range(tag.ptr + begin + 1, tag.ptr + end);
	}
	return S("");
}

/* "120", "120.5", "120px": rounded; what else there is says nothing of pixels. */
static uint32_t pixels(struct str value)
{
	double number = 0, place = 1;
	size_t at = 0;

	value = str_trim(value);
	while (at < value.len && ascii_is_digit(value.ptr[at]) && number < MOST_SIDE)
		number = number * 10 + (value.ptr[at++] - '0');
	if (at == 0)
		return 0;
	if (at < value.len && value.ptr[at] == '.') {
		for (at++; at < value.len && ascii_is_digit(value.ptr[at]); at++) {
			place /= 10;
			number += place * (value.ptr[at] - '0');
		}
	}
	value = str_from(value, at);
	return number < MOST_SIDE && (value.len == 0 || str_equal(value, S("px")))
			   ? (uint32_t)(number + 0.5)
			   : 0;
}

/* "min-x min-y width height", between spaces or commas. */
static void view_box(struct str value, uint32_t *width, uint32_t *height)
{
	struct str numbers[4] = {0};
	size_t count = 0, at = 0;

	while (at < value.len && count < 4) {
		size_t begin;

		while (at < value.len && (ascii_is_space(value.ptr[at]) || value.ptr[at] == ','))
			at++;
		begin = at;
		while (at < value.len && !ascii_is_space(value.ptr[at]) && value.ptr[at] != ',')
			at++;
		if (at > begin)
			numbers[count++] = str_range(value.ptr + begin, value.ptr + at);
	}
	*width = pixels(numbers[2]);
	*height = pixels(numbers[3]);
}

/* ` onload =`: a name that begins with "on", and a value. */
static bool is_handler(struct str rest)
{
	size_t at = 2;

	if (!str_starts_nocase(rest, S("on")))
		return false;
	while (at < rest.len && ascii_is_alpha(rest.ptr[at]))
		at++;
	if (at == 2)
		return false;
	while (at < rest.len && ascii_is_space(rest.ptr[at]))
		at++;
	return at < rest.len && rest.ptr[at] == '=';
}

/* An element of this name, whatever its prefix. */
static bool is_element(struct str rest, struct str name)
{
	size_t at = 1;

	for (size_t i = 1; i < rest.len && i < 64; i++) {
		if (rest.ptr[i] == ':')
			at = i + 1;
		if (!ascii_is_alnum(rest.ptr[i]) && rest.ptr[i] != '-' && rest.ptr[i] != ':')
			break;
	}
	return str_starts_nocase(str_from(rest, at), name);
}

static unsigned digit_value(char c)
{
	if (ascii_is_digit(c))
		return (unsigned)(c - '0');
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 99;
}

/* The byte at `*at`, or the character that is written as a number there; `*at` moves behind it. */
static uint32_t next_character(struct str s, size_t *at)
{
	size_t i = *at + 2;
	uint32_t base = 10, value = 0;

	if (s.ptr[*at] != '&' || i >= s.len || s.ptr[*at + 1] != '#')
		return (unsigned char)s.ptr[(*at)++];
	if (ascii_lower(s.ptr[i]) == 'x') {
		base = 16;
		i++;
	}
	for (; i < s.len && digit_value(s.ptr[i]) < base && value <= 0x10FFFF; i++)
		value = value * base + digit_value(s.ptr[i]);
	*at = i < s.len && s.ptr[i] == ';' ? i + 1 : i;
	return value;
}

/* "javascript:", maybe in numbers, and with the tabs and line ends that a URL's reader leaves out.
 */
static bool is_script_url(struct str rest)
{
	static const struct str scheme = S_INIT("javascript:");
	size_t at = 0, matched = 0;

	while (at < rest.len && matched < scheme.len) {
		uint32_t c = next_character(rest, &at);

		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (c >= 0x80 || ascii_lower((char)c) != scheme.ptr[matched])
			return false;
		matched++;
	}
	return matched == scheme.len;
}

/* Entities could spell anything: a document that declares some is taken for active. */
static bool is_active(struct str bytes)
{
	for (size_t i = 0; i + 1 < bytes.len; i++) {
		struct str rest = str_from(bytes, i);

		switch (bytes.ptr[i]) {
		case '<':
			if (is_element(rest, S("script")) || is_element(rest, S("foreignObject")) ||
				is_element(rest, S("iframe")) || is_element(rest, S("handler")) ||
				str_starts_nocase(rest, S("<!ENTITY")))
				return true;
			break;
		case 'j':
		case 'J':
		case '&':
			if (is_script_url(rest))
				return true;
			break;
		case ' ':
		case '\t':
		case '\r':
		case '\n':
		case '/':
		case '"':
		case '\'':
			if (is_handler(str_from(rest, 1)))
				return true;
			break;
		default: break;
		}
	}
	return false;
}

struct svg_head svg_look(struct str bytes, size_t root)
{
	size_t end = str_find_char(bytes, '>', root);
	struct str tag = str_range(bytes.ptr + root, bytes.ptr + (end == STR_NONE ? bytes.len : end));
	struct svg_head head = {.active = is_active(bytes)};
	struct str width = attribute(tag, S("width")), height = attribute(tag, S("height"));
	uint32_t box_width, box_height;

	head.width = pixels(width);
	head.height = pixels(height);
	if (width.len == 0 && height.len == 0) {
		view_box(attribute(tag, S("viewBox")), &box_width, &box_height);
		head.width = box_width;
		head.height = box_height;
	}
	if (!str_has(bytes, S("</svg>")) && !str_ends(tag, S("/")))
		head.fault = "it ends before its end";
	return head;
}
