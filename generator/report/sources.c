#include "report/sources.h"

#include "base/file.h"
#include "base/utf8.h"
#include "report/text.h"

/* A file whose findings are shown is never near this. */
#define LARGEST ((size_t)64 * 1024 * 1024)

static void read_source(struct sources *sources, const struct diagnostic *diagnostic)
{
	buf_clear(&sources->path);
	text_write_path(sources->content, diagnostic->rooted, diagnostic->path, &sources->path);
	buf_add_char(&sources->path, '\0');
	buf_clear(&sources->text);
	if (file_read(sources->path.ptr, LARGEST, &sources->text) != 0)
		buf_clear(&sources->text);
	buf_clear(&sources->named);
	buf_add(&sources->named, diagnostic->path);
	sources->rooted = diagnostic->rooted;
}

struct str sources_text(struct sources *sources, const struct diagnostic *diagnostic)
{
	/* A picture has no lines to show. */
	if (diagnostic->rule == RULE_IMAGE_UNUSED)
		return S("");
	if (sources->path.len == 0 || diagnostic->rooted != sources->rooted ||
		!str_equal(diagnostic->path, buf_str(&sources->named)))
		read_source(sources, diagnostic);
	return buf_str(&sources->text);
}

/* The offset behind a line's end: LF, CRLF or CR. */
static size_t next_line(struct str text, size_t at)
{
	while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
		at++;
	if (at + 1 < text.len && text.ptr[at] == '\r' && text.ptr[at + 1] == '\n')
		at++;
	return at < text.len ? at + 1 : at;
}

size_t sources_offset(struct str text, uint32_t line, uint32_t column)
{
	size_t at = str_starts(text, S("\xEF\xBB\xBF")) ? 3 : 0;

	if (line == 0 || column == 0)
		return STR_NONE;
	for (uint32_t i = 1; i < line; i++) {
		size_t next = next_line(text, at);

		if (next == at || next > text.len)
			return STR_NONE;
		at = next;
	}
	for (uint32_t i = 1; i < column; i++) {
		if (at >= text.len)
			return STR_NONE;
		utf8_next(text, &at);
	}
	return at;
}

struct str sources_at(struct str text, const struct place *place)
{
	size_t begin = sources_offset(text, place->line, place->column);
	size_t end = sources_offset(text, place->end_line, place->end_column);

	if (begin == STR_NONE || end == STR_NONE || end < begin)
		return S("");
	return str_range(text.ptr + begin, text.ptr + end);
}

void sources_release(struct sources *sources)
{
	buf_release(&sources->path);
	buf_release(&sources->named);
	buf_release(&sources->text);
}
