#include "serve/request.h"

#define LONGEST_PATH 4096

/* The name before the port: "localhost:8000", "[::1]:8000". */
static struct str host_name(struct str host)
{
	for (size_t i = host.len; i > 0; i--) {
		if (host.ptr[i - 1] == ':')
			return str_first(host, i - 1);
		if (!ascii_is_digit(host.ptr[i - 1]))
			break;
	}
	return host;
}

/* Four numbers with dots between, of IPv4. */
static bool is_address(struct str host)
{
	size_t dots = 0;

	for (size_t i = 0; i < host.len; i++) {
		dots += host.ptr[i] == '.';
		if (host.ptr[i] != '.' && !ascii_is_digit(host.ptr[i]))
			return false;
	}
	return dots == 3;
}

/* 127.0.0.0/8 is this machine (RFC 1122, 3.2.1.3). */
static bool is_loopback(struct str host)
{
	return str_starts(host, S("127.")) && is_address(host);
}

/* On every address of the machine; no name can be made to be one of them. */
static bool is_any_address(struct str host, struct str listening)
{
	bool everywhere = str_equal(listening, S("0.0.0.0")) || str_equal(listening, S("::"));

	return everywhere && (is_address(host) || str_starts(host, S("[")));
}

/* "fe80::1" is written "[fe80::1]" (RFC 3986, 3.2.2). */
static bool is_listening(struct str host, struct str listening)
{
	if (str_starts(host, S("[")) && str_ends(host, S("]")))
		host = str_range(host.ptr + 1, host.ptr + host.len - 1);
	return host.len > 0 && str_equal(host, listening);
}

bool request_is_own_host(const char *header, struct str listening)
{
	struct str host;

	if (header == NULL)
		return false;
	host = host_name(str_of(header));
	return str_equal_nocase(host, S("localhost")) || is_loopback(host) ||
		   str_equal(host, S("[::1]")) || is_listening(host, listening) ||
		   is_any_address(host, listening);
}

struct str request_decode(struct arena *arena, struct str target)
{
	char *out = arena_bytes(arena, target.len + 1);
	size_t length = 0;

	for (size_t i = 0; i < target.len; i++) {
		int high =
			target.ptr[i] == '%' && i + 2 < target.len ? ascii_hex_value(target.ptr[i + 1]) : -1;
		int low = high < 0 ? -1 : ascii_hex_value(target.ptr[i + 2]);

		out[length++] = low < 0 ? target.ptr[i] : (char)(high * 16 + low);
		i += low < 0 ? 0 : 2;
	}
	return str_make(out, length);
}

static bool is_dots(struct str part)
{
	return str_equal(part, S(".")) || str_equal(part, S(".."));
}

bool request_path(struct arena *arena, struct str target, struct str *path)
{
	struct str rest, part;

	*path = request_decode(arena, target);
	if (path->len == 0 || path->ptr[0] != '/' || path->len > LONGEST_PATH)
		return false;
	for (size_t i = 0; i < path->len; i++) {
		if ((unsigned char)path->ptr[i] < 0x20 || path->ptr[i] == 0x7f || path->ptr[i] == '\\')
			return false;
	}
	for (rest = *path; str_next_part(&rest, '/', &part);) {
		if (is_dots(part))
			return false;
	}
	return true;
}

/* The number before `end`; false without digits or beyond any file. */
static bool read_number(struct str text, size_t *number)
{
	uint64_t value;

	if (!str_to_number(text, INT64_MAX, &value))
		return false;
	*number = (size_t)value;
	return true;
}

enum request_range request_range(const char *header, size_t size, size_t *first, size_t *last)
{
	struct str range = header == NULL ? S("") : str_of(header), begin, end;
	size_t count;

	if (!str_starts_nocase(range, S("bytes=")) ||
		!str_cut(str_trim(str_from(range, S("bytes=").len)), '-', &begin, &end))
		return RANGE_NONE;
	*last = size - 1;
	if (begin.len == 0) {
		if (!read_number(end, &count))
			return RANGE_NONE;
		*first = count < size ? size - count : 0;
		return size == 0 || count == 0 ? RANGE_OUTSIDE : RANGE_PART;
	}
	if (!read_number(begin, first))
		return RANGE_NONE;
	if (end.len > 0) {
		if (!read_number(end, &count) || count < *first)
			return RANGE_NONE;
		*last = count < *last ? count : *last;
	}
	return *first >= size ? RANGE_OUTSIDE : RANGE_PART;
}

bool request_has_tag(const char *header, struct str tag)
{
	struct str rest = header == NULL ? S("") : str_of(header), one;

	while (str_next_part(&rest, ',', &one)) {
		one = str_trim(one);
		if (str_starts(one, S("W/")))
			one = str_from(one, 2);
		if (str_equal(one, S("*")) || str_equal(one, tag))
			return true;
	}
	return false;
}
