#include "parse/code_info.h"

/* The value of `hl_lines=…`, in quotes or not. */
static struct str marked_lines(struct str info)
{
	size_t at = str_find(info, S("hl_lines="), 0), end;

	if (at == STR_NONE)
		return S("");
	info = str_from(info, at + sizeof("hl_lines=") - 1);
	if (info.len > 0 && (info.ptr[0] == '"' || info.ptr[0] == '\'')) {
		end = str_find_char(info, info.ptr[0], 1);
		return str_range(info.ptr + 1, info.ptr + (end == STR_NONE ? info.len : end));
	}
	for (end = 0; end < info.len && !ascii_is_space(info.ptr[end]) && info.ptr[end] != '}'; end++)
		;
	return str_first(info, end);
}

static struct str language_name(struct str info)
{
	size_t end = 0;

	while (info.len > 0 && strchr("{.: ", info.ptr[0]) != NULL)
		info = str_from(info, 1);
	while (end < info.len && !ascii_is_space(info.ptr[end]) && strchr("{},", info.ptr[end]) == NULL)
		end++;
	info = str_first(info, end);
	/* A fence may mark lines of no language. */
	return str_starts(info, S("hl_lines=")) ? S("") : info;
}

struct code_info code_info_read(struct arena *arena, struct str info)
{
	struct code_info read = {0};
	struct str marked = marked_lines(info);

	info = str_trim(info);
	read.name = language_name(info);
	read.language = language_of(read.name);
	if (marked.len > 0)
		read.marked = line_ranges_read(arena, marked);
	return read;
}
