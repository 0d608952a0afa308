#include "base/path.h"

#include "base/arena.h"
#include "base/vector.h"

static size_t last_slash(struct str path)
{
	size_t end = path.len;

	for (; end >= sizeof(byte_vector); end -= sizeof(byte_vector)) {
		size_t begin = end - sizeof(byte_vector);
		unsigned slashes = vector_bits((byte_vector)(vector_load(path.ptr + begin) == '/'));

		if (slashes != 0)
			return begin + 31 - (size_t)__builtin_clz(slashes);
	}
	for (; end > 0; end--) {
		if (path.ptr[end - 1] == '/')
			return end - 1;
	}
	return STR_NONE;
}

struct str path_directory(struct str path)
{
	size_t at = last_slash(path);

	return at == STR_NONE ? S("") : str_first(path, at);
}

struct str path_name(struct str path)
{
	size_t at = last_slash(path);

	return at == STR_NONE ? path : str_from(path, at + 1);
}

struct str path_extension(struct str path)
{
	struct str name = path_name(path);

	for (size_t i = name.len; i > 1; i--) {
		if (name.ptr[i - 1] == '.')
			return str_from(name, i);
	}
	return S("");
}

struct str path_without_slash(struct str path)
{
	while (path.len > 0 && path.ptr[path.len - 1] == '/')
		path.len--;
	return path;
}

struct str path_join(struct arena *arena, struct str directory, struct str name)
{
	if (directory.len == 0)
		return name;
	if (name.len == 0)
		return directory;
	return str_concat3(arena, directory, S("/"), name);
}

/* Whether a path is a directory or lies below it. */
static bool is_below(struct str directory, struct str path)
{
	return directory.len == 0 || (str_starts(path, directory) && path.len > directory.len &&
									 path.ptr[directory.len] == '/');
}

struct str path_relative(struct arena *arena, struct str directory, struct str path)
{
	struct str up = S("");

	while (!is_below(directory, path)) {
		directory = path_directory(directory);
		up = str_concat(arena, up, S("../"));
	}
	return str_concat(arena, up, directory.len == 0 ? path : str_from(path, directory.len + 1));
}

/* Take one part of a path onto the resolved one; false when it climbs too far. */
static bool take_part(struct str part, char *out, size_t *len)
{
	if (part.len == 0 || str_equal(part, S(".")))
		return true;
	if (str_equal(part, S(".."))) {
		if (*len == 0)
			return false;
		while (*len > 0 && out[*len - 1] != '/')
			(*len)--;
		if (*len > 0)
			(*len)--;
		return true;
	}
	if (*len > 0)
		out[(*len)++] = '/';
	memcpy(out + *len, part.ptr, part.len);
	*len += part.len;
	return true;
}

/* Whether one of the parts that begin in sixteen bytes, from the second on, is empty or begins
 * with a dot. */
static bool any_is_odd(const char *bytes)
{
	byte_vector here = vector_load(bytes), next = vector_load(bytes + 1);

	return vector_any((word_vector)((here == '/') & ((next == '/') | (next == '.'))));
}

/* False when no part of a path, which ends with none that is empty, is empty, "." or "..": nearly
 * none has such parts. */
static bool may_have_odd_parts(struct str path)
{
	size_t at = 0;

	if (path.len == 0 || path.ptr[0] == '/' || path.ptr[0] == '.')
		return true;
	for (; path.len - at > sizeof(byte_vector); at += sizeof(byte_vector)) {
		if (any_is_odd(path.ptr + at))
			return true;
	}
	for (; at + 1 < path.len; at++) {
		if (path.ptr[at] == '/' && (path.ptr[at + 1] == '/' || path.ptr[at + 1] == '.'))
			return true;
	}
	return false;
}

/* Take a path onto the resolved one; false when it climbs too far. */
static bool take_path(struct str path, char *out, size_t *len)
{
	struct str part;

	path = path_without_slash(path);
	if (!may_have_odd_parts(path))
		return take_part(path, out, len);
	while (str_next_part(&path, '/', &part)) {
		if (!take_part(part, out, len))
			return false;
	}
	return true;
}

bool path_resolve(
	struct arena *arena, struct str directory, struct str relative, struct str *resolved)
{
	char *out = arena_bytes(arena, directory.len + relative.len + 2);
	size_t len = 0;

	if ((relative.len > 0 && relative.ptr[0] == '/') ||
		str_find_char(relative, '\0', 0) != STR_NONE)
		return false;
	if (!take_path(directory, out, &len) || !take_path(relative, out, &len))
		return false;
	out[len] = '\0';
	*resolved = str_make(out, len);
	return true;
}
