#include "report/text.h"

#include "base/utf8.h"
#include "base/vector.h"

/* A longer line was written by no one: to show each of its findings would take too long. */
#define LONGEST ((size_t)16 * 1024)

/* Of a longer line, so much is shown around the mistake. */
#define WIDEST 160
#define BEFORE 60

static const char *const reset = "\033[0m";
static const char *const bold = "\033[1m";
static const char *const dim = "\033[2m";

static const char *color_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR: return "\033[1;31m";
	case SEVERITY_WARNING: return "\033[1;33m";
	default: return "\033[1;36m";
	}
}

static void paint(const struct text_style *style, const char *code, struct buf *out)
{
	if (style->color)
		buf_add(out, str_of(code));
}

/* C0, DEL and C1 could move a terminal's cursor: they show as U+FFFD. */
static bool is_control(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

/* Which of sixteen bytes don't show as they are, or begin a code point that may not. */
static unsigned odd_bits(const char *bytes)
{
	byte_vector vector = vector_load(bytes);

	return vector_bits((byte_vector)((vector < 0x20) | (vector >= 0x7F)));
}

/* How many bytes from `at` on show as they are, without a look at code points. */
static size_t plain_run(struct str text, size_t at)
{
	size_t end = at;

	for (; text.len - end >= sizeof(byte_vector); end += sizeof(byte_vector)) {
		unsigned odd = odd_bits(text.ptr + end);

		if (odd != 0)
			return end + (size_t)__builtin_ctz(odd) - at;
	}
	while (end < text.len && text.ptr[end] >= 0x20 && text.ptr[end] < 0x7F)
		end++;
	return end - at;
}

static void write_plain(struct str text, struct buf *out)
{
	for (size_t at = 0; at < text.len;) {
		size_t run = plain_run(text, at);
		uint32_t code_point;

		buf_add(out, str_make(text.ptr + at, run));
		at += run;
		if (at == text.len)
			return;
		code_point = utf8_next(text, &at);
		buf_add_code_point(out, is_control(code_point) ? 0xFFFD : code_point);
	}
}

void text_write_path(const char *content, bool rooted, struct str path, struct buf *out)
{
	struct str root = str_of(content);

	if (!rooted) {
		buf_add(out, root);
		if (!str_ends(root, S("/")))
			buf_add_char(out, '/');
	}
	write_plain(path, out);
}

/* The LF or CR that ends the line which begins at `at`, or the end of the text. */
static size_t line_end(const struct text_cursor *cursor, struct str source, size_t at)
{
	size_t end = str_find_char(source, '\n', at), lone = STR_NONE;

	end = end == STR_NONE ? source.len : end;
	if (cursor->has_lone_returns)
		lone = str_find_char(str_first(source, end), '\r', at);
	else if (end > at && source.ptr[end - 1] == '\r')
		return end - 1;
	return lone == STR_NONE ? end : lone;
}

/* The begin of the line so many lines behind the one that begins at `at`, or the end of the text.
 */
static size_t pass_lines(
	const struct text_cursor *cursor, struct str source, size_t at, uint32_t lines)
{
	for (; lines > 0 && at < source.len; lines--) {
		at = line_end(cursor, source, at);
		if (at + 1 < source.len && source.ptr[at] == '\r' && source.ptr[at + 1] == '\n')
			at++;
		at = at < source.len ? at + 1 : at;
	}
	return at;
}

/* The same where LF ends all lines. */
static size_t pass_feeds(struct str source, size_t at, uint32_t lines)
{
	for (; lines > 0 && source.len - at >= sizeof(byte_vector); at += sizeof(byte_vector)) {
		unsigned feeds = vector_bits((byte_vector)(vector_load(source.ptr + at) == '\n'));

		for (; feeds != 0; feeds &= feeds - 1) {
			if (--lines == 0)
				return at + (size_t)__builtin_ctz(feeds) + 1;
		}
	}
	for (; lines > 0 && at < source.len; at++)
		lines -= source.ptr[at] == '\n';
	return at;
}

/* A CR that no LF follows, as very old editors end lines. */
static bool has_lone_return(struct str source)
{
	for (size_t at = str_find_char(source, '\r', 0); at != STR_NONE;
		 at = str_find_char(source, '\r', at + 1)) {
		if (at + 1 == source.len || source.ptr[at + 1] != '\n')
			return true;
	}
	return false;
}

static struct text_cursor text_begin(struct str path, struct str source)
{
	return (struct text_cursor){
		.path = path,
		.has_lone_returns = has_lone_return(source),
		.line = 1,
		.at = str_starts(source, S("\xEF\xBB\xBF")) ? 3 : 0,
	};
}

/* Line `number` without its end and without a byte order mark. */
static bool find_line(struct text_cursor *cursor, struct str path, struct str source,
	uint32_t number, struct str *line)
{
	size_t at;

	if (cursor->line == 0 || cursor->line > number || !str_equal(cursor->path, path))
		*cursor = text_begin(path, source);
	at = cursor->has_lone_returns ? pass_lines(cursor, source, cursor->at, number - cursor->line)
								  : pass_feeds(source, cursor->at, number - cursor->line);
	if (at >= source.len)
		return false;
	cursor->at = at;
	cursor->line = number;
	*line = str_range(source.ptr + at, source.ptr + line_end(cursor, source, at));
	return true;
}

/* The part of a line that is shown: code points from `first` on. */
struct window {
	size_t first, last; /* code points, the last exclusive */
};

static struct window window_of(size_t length, size_t column)
{
	struct window window = {0, length};

	if (length <= WIDEST)
		return window;
	window.first = column > BEFORE ? column - BEFORE : 0;
	window.last = window.first + WIDEST < length ? window.first + WIDEST : length;
	return window;
}

/*
 * Pass code points that show as they are, `most` at most; or the next one, if it is none of
 * those. How many were passed.
 */
static size_t pass(struct str line, size_t *at, size_t most)
{
	size_t run = plain_run(str_first(line, *at + most), *at);

	if (run == 0) {
		utf8_next(line, at);
		return 1;
	}
	*at += run;
	return run;
}

static size_t offset_of(struct str line, size_t code_points)
{
	size_t at = 0;

	while (code_points > 0 && at < line.len)
		code_points -= pass(line, &at, code_points);
	return at;
}

static void write_line(struct str line, struct window window, size_t length, struct buf *out)
{
	size_t at = offset_of(line, window.first), left = window.last - window.first;

	if (window.first > 0)
		buf_add_lit(out, "…");
	while (left > 0 && at < line.len) {
		size_t run = plain_run(str_first(line, at + left), at), begin = at;

		if (run > 0) {
			buf_add(out, str_make(line.ptr + at, run));
			at += run;
			left -= run;
			continue;
		}
		utf8_next(line, &at);
		left--;
		if (line.ptr[begin] == '\t')
			buf_add_char(out, '\t');
		else
			write_plain(str_range(line.ptr + begin, line.ptr + at), out);
	}
	if (window.last < length)
		buf_add_lit(out, "…");
}

static void add_times(struct buf *out, char c, size_t count)
{
	buf_reserve(out, count);
	memset(out->ptr + out->len, c, count);
	out->len += count;
}

/* Blanks up to the stretch, tabs as in the line above, then its marks. */
static void write_marks(struct str line, struct window window, const struct place *place,
	size_t length, struct buf *out)
{
	size_t begin = place->column - 1, at = offset_of(line, window.first);
	size_t end = place->end_line > place->line ? length : place->end_column - 1;

	if (end <= begin)
		end = begin + 1;
	if (end > window.last && window.last > begin)
		end = window.last;
	if (window.first > 0)
		buf_add_char(out, ' ');
	for (size_t i = window.first; i < begin && at < line.len;) {
		char blank = line.ptr[at] == '\t' ? '\t' : ' ';
		size_t passed = pass(line, &at, begin - i);

		add_times(out, blank, passed);
		i += passed;
	}
	add_times(out, '^', end - begin);
}

/* A line's number in as many places as five, or more where it needs them. */
static void write_number(uint32_t number, struct buf *out)
{
	for (uint32_t bound = 10000; bound > number && bound > 1; bound /= 10)
		buf_add_char(out, ' ');
	buf_add_number(out, number);
}

static void write_frame(const struct text_style *style, const struct diagnostic *diagnostic,
	struct str source, struct text_cursor *cursor, struct buf *out)
{
	const struct place *place = &diagnostic->place;
	struct window window;
	struct str line;
	size_t length;

	if (place->line == 0 || !find_line(cursor, diagnostic->path, source, place->line, &line) ||
		line.len > LONGEST)
		return;
	length = utf8_count(line);
	if (place->column > length + 1)
		return;
	window = window_of(length, place->column - 1);
	paint(style, dim, out);
	write_number(place->line, out);
	buf_add_lit(out, " | ");
	paint(style, reset, out);
	write_line(line, window, length, out);
	paint(style, dim, out);
	buf_add_lit(out, "\n      | ");
	paint(style, reset, out);
	paint(style, color_of(diagnostic->severity), out);
	write_marks(line, window, place, length, out);
	paint(style, reset, out);
	buf_add_char(out, '\n');
}

void text_write(const struct text_style *style, const struct diagnostic *diagnostic,
	struct str source, struct text_cursor *cursor, struct buf *out)
{
	paint(style, bold, out);
	text_write_path(style->content, diagnostic->rooted, diagnostic->path, out);
	buf_add_char(out, ':');
	buf_add_number(out, diagnostic->place.line);
	buf_add_char(out, ':');
	buf_add_number(out, diagnostic->place.column);
	buf_add_lit(out, ": ");
	paint(style, reset, out);
	paint(style, color_of(diagnostic->severity), out);
	buf_add(out, severity_name(diagnostic->severity));
	buf_add_lit(out, ": ");
	paint(style, reset, out);
	write_plain(diagnostic->message, out);
	buf_add_lit(out, " [");
	buf_add(out, rule_name(diagnostic->rule));
	buf_add_lit(out, "]\n");
	write_frame(style, diagnostic, source, cursor, out);
	if (diagnostic->help.len > 0) {
		buf_add_lit(out, "  help: ");
		write_plain(diagnostic->help, out);
		buf_add_char(out, '\n');
	}
}
