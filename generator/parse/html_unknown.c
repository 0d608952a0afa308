#include "parse/html_unknown.h"

#include "parse/html_elements.h"

struct str html_unknown_tag(struct str text)
{
	size_t begin, end;
	struct str name;

	if (text.len < 3 || text.ptr[0] != '<')
		return S("");
	if (text.ptr[1] == '?')
		return str_first(text, 2);
	begin = text.ptr[1] == '/' ? 2 : 1;
	if (!ascii_is_alpha(text.ptr[begin]))
		return S("");
	end = begin;
	while (end < text.len &&
		   (ascii_is_alnum(text.ptr[end]) || text.ptr[end] == '-' || text.ptr[end] == '_'))
		end++;
	if (end < text.len && strchr(":@.+", text.ptr[end]) != NULL)
		return S("");
	name = str_range(text.ptr + begin, text.ptr + end);
	return html_element_of(name) != NULL ? S("") : name;
}

void html_unknown_report(struct diagnostics *found, const struct source *source, size_t begin,
	size_t end, struct str name)
{
	struct diagnostic *diagnostic = diagnostics_add(found, RULE_HTML_UNKNOWN, source->path,
		source_place(source, begin, end), "HTML has no tag \"" STR_FMT "\"", STR_ARG(name));

	diagnostic->help = S("it is shown as text; write it as `code` to say so");
}
