#include "content/source.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

static const struct str byte_order_mark = S_INIT("\xEF\xBB\xBF");

static void find_lines(struct arena *arena, struct source *source)
{
	struct str text = source->text;
	size_t count = 1, at = 0;
	uint32_t *starts;

	while ((at = str_find_char(text, '\n', at)) != STR_NONE) {
		count++;
		at++;
	}
	starts = arena_array(arena, uint32_t, count);
	at = 0;
	for (size_t line = 1; line < count; line++) {
		at = str_find_char(text, '\n', at) + 1;
		starts[line] = (uint32_t)at;
	}
	source->line_starts = starts;
	source->line_count = count;
}

static size_t first_fault(struct str bytes)
{
	size_t valid = utf8_valid_length(bytes);
	size_t nul = str_find_char(bytes, '\0', 0);

	return nul < valid ? nul : valid;
}

/* The text with U+FFFD for whatever is no UTF-8, and for NUL. */
static struct str mend(struct arena *arena, struct str bytes, size_t fault)
{
	struct buf mended = BUF_EMPTY;
	size_t at = fault;
	struct str copy;

	buf_add(&mended, str_first(bytes, fault));
	while (at < bytes.len) {
		uint32_t code_point = utf8_next(bytes, &at);

		buf_add_code_point(&mended, code_point == 0 ? 0xFFFD : code_point);
	}
	copy = str_copy(arena, buf_str(&mended));
	buf_release(&mended);
	return copy;
}

struct source source_make(
	struct arena *arena, struct str path, struct str bytes, struct diagnostics *found)
{
	struct source source = {.path = path};
	size_t fault;

	if (str_starts(bytes, byte_order_mark)) {
		source.bom = byte_order_mark.len;
		bytes = str_from(bytes, source.bom);
	}
	fault = first_fault(bytes);
	source.text = fault == bytes.len ? bytes : mend(arena, bytes, fault);
	find_lines(arena, &source);
	if (fault < bytes.len) {
		unsigned byte = (unsigned char)bytes.ptr[fault];
		struct diagnostic *diagnostic =
			diagnostics_add(found, RULE_ENCODING, path, source_place(&source, fault, fault + 3),
				byte == 0 ? "a NUL byte stands in the text (0x%02x)"
						  : "the text is not UTF-8 here (byte 0x%02x)",
				byte);

		diagnostic->help = S("save the file as UTF-8");
	}
	return source;
}

static size_t line_of(const struct source *source, size_t offset)
{
	size_t low = 0, high = source->line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (source->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static uint32_t column_of(const struct source *source, size_t line, size_t offset)
{
	size_t begin = source->line_starts[line];

	return (uint32_t)utf8_count(str_range(source->text.ptr + begin, source->text.ptr + offset)) + 1;
}

struct place source_place(const struct source *source, size_t begin, size_t end)
{
	struct place place;
	size_t first, last;

	if (source->text.len == 0)
		return (struct place){1, 1, 1, 1};
	if (begin > source->text.len)
		begin = source->text.len;
	if (end > source->text.len)
		end = source->text.len;
	if (end < begin)
		end = begin;
	first = line_of(source, begin);
	last = end - source->line_starts[first] < 1000 && first + 1 < source->line_count &&
				   end < source->line_starts[first + 1]
			   ? first
			   : line_of(source, end);
	place.line = (uint32_t)first + 1;
	place.column = column_of(source, first, begin);
	place.end_line = (uint32_t)last + 1;
	place.end_column = column_of(source, last, end);
	return place;
}
