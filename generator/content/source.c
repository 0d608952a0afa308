#include "content/source.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/finder.h"
#include "base/utf8.h"
#include "base/vector.h"

#define LONGEST_QUOTE 80

static const struct str byte_order_mark = S_INIT("\xEF\xBB\xBF");
static const struct str replacement = S_INIT("\xEF\xBF\xBD");

static bool begins_code_point(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

/* Of each byte whether it continues a code point: those have the bits 10 at their top. */
static byte_vector continues(byte_vector bytes)
{
	return (byte_vector)((bytes & 0xC0) == 0x80);
}

/* The sum of sixteen numbers of at most SOURCE_STRIDE / 16 + 1. */
static size_t sum_of(byte_vector numbers)
{
	const uint64_t pairs = 0x00FF00FF00FF00FFu, ones = 0x0001000100010001u;
	word_vector words = (word_vector)numbers;
	word_vector sums = (words & pairs) + (words >> 8 & pairs);

	return (size_t)((sums[0] + sums[1]) * ones >> 48);
}

/* Of a text of at most SOURCE_STRIDE bytes. */
static size_t count_code_points(struct str text)
{
	byte_vector continuing = {0};
	size_t i = 0;

	assert(text.len <= SOURCE_STRIDE);
	/* What is true is -1. */
	for (; text.len - i >= sizeof(continuing); i += sizeof(continuing))
		continuing -= continues(vector_load(text.ptr + i));
	if (i < text.len)
		continuing -= continues(vector_load_few(text.ptr + i, text.len - i));
	return text.len - sum_of(continuing);
}

/* Note where lines begin; the length of the longest, its end included. */
static size_t find_lines(struct arena *arena, struct source *source)
{
	struct finder ends = finder_make(source->text, '\n', 0);
	size_t size = 0, begin = 0, longest = 0, end;
	uint32_t *starts = NULL;

	do {
		size_t next;

		starts = arena_grown(arena, starts, source->line_count, &size, sizeof(*starts));
		starts[source->line_count++] = (uint32_t)begin;
		end = finder_next(&ends);
		next = end == STR_NONE ? source->text.len : end + 1;
		longest = next - begin > longest ? next - begin : longest;
		begin = next;
	} while (end != STR_NONE);
	source->line_starts = starts;
	return longest;
}

static void count_strides(struct arena *arena, struct source *source)
{
	size_t strides = source->text.len / SOURCE_STRIDE;
	uint32_t *counts = arena_array(arena, uint32_t, strides + 1);

	for (size_t i = 0; i < strides; i++) {
		struct str stride = str_make(source->text.ptr + i * SOURCE_STRIDE, SOURCE_STRIDE);

		counts[i + 1] = counts[i] + (uint32_t)count_code_points(stride);
	}
	source->code_points = counts;
}

static bool is_lone_return(struct str bytes, size_t at)
{
	return bytes.ptr[at] == '\r' && (at + 1 == bytes.len || bytes.ptr[at + 1] != '\n');
}

/* The first CR that no LF follows, or the length. */
static size_t find_lone_return(struct str bytes)
{
	size_t at = str_find_char(bytes, '\r', 0);

	if (at == STR_NONE)
		return bytes.len;
	while (bytes.len - at > sizeof(byte_vector) &&
		   !vector_any((word_vector)((vector_load(bytes.ptr + at) == '\r') &
									 (vector_load(bytes.ptr + at + 1) != '\n'))))
		at += sizeof(byte_vector);
	while (at < bytes.len && !is_lone_return(bytes, at))
		at++;
	return at;
}

/* The first byte that the text can't hold as it is, or the length. */
static size_t first_fault(struct str bytes)
{
	size_t first = utf8_valid_length(bytes), at;

	at = str_find_char(str_first(bytes, first), '\0', 0);
	if (at != STR_NONE)
		first = at;
	at = find_lone_return(bytes);
	return at < first ? at : first;
}

/* Where, in the mended text, the first of each fault stands. */
struct faults {
	size_t invalid, nul;
	unsigned byte; /* the invalid one */
};

static struct str mend(struct arena *arena, struct str bytes, size_t at, struct faults *faults)
{
	struct buf mended = BUF_EMPTY;
	struct str copy;

	buf_add(&mended, str_first(bytes, at));
	while (at < bytes.len) {
		size_t begin = at;
		uint32_t code_point = utf8_next(bytes, &at);
		struct str sequence = str_range(bytes.ptr + begin, bytes.ptr + at);

		if (code_point == 0 && faults->nul == STR_NONE)
			faults->nul = mended.len;
		if (code_point == 0xFFFD && sequence.len == 1 && faults->invalid == STR_NONE) {
			faults->invalid = mended.len;
			faults->byte = (unsigned char)sequence.ptr[0];
		}
		if (code_point == 0 || (code_point == 0xFFFD && sequence.len == 1))
			buf_add(&mended, replacement);
		else if (is_lone_return(bytes, begin))
			buf_add_char(&mended, '\n');
		else
			buf_add(&mended, sequence);
	}
	copy = str_copy(arena, buf_str(&mended));
	buf_release(&mended);
	return copy;
}

static void report(
	const struct source *source, const struct faults *faults, struct diagnostics *found)
{
	if (faults->invalid != STR_NONE)
		diagnostics_add(found, RULE_ENCODING, source->path,
			source_place(source, faults->invalid, faults->invalid + replacement.len),
			"the text is not UTF-8 here (byte 0x%02x)", faults->byte)
			->help = S("save the file as UTF-8");
	if (faults->nul != STR_NONE)
		diagnostics_add(found, RULE_ENCODING, source->path,
			source_place(source, faults->nul, faults->nul + replacement.len),
			"a NUL byte stands in the text")
			->help = S("save the file as UTF-8 text");
}

struct str source_without_mark(struct str bytes)
{
	return str_starts(bytes, byte_order_mark) ? str_from(bytes, byte_order_mark.len) : bytes;
}

struct source source_make(
	struct arena *arena, struct str path, struct str bytes, struct diagnostics *found)
{
	struct source source = {.path = path, .text = bytes};
	struct faults faults = {STR_NONE, STR_NONE, 0};
	size_t fault;

	source.text = source_without_mark(bytes);
	source.bom = bytes.len - source.text.len;
	fault = first_fault(source.text);
	source.mended = fault < source.text.len;
	if (source.mended)
		source.text = mend(arena, source.text, fault, &faults);
	source.file = source.text;
	if (find_lines(arena, &source) > SOURCE_STRIDE)
		count_strides(arena, &source);
	report(&source, &faults, found);
	return source;
}

static size_t line_of(const struct source *source, size_t offset)
{
	size_t line = 0, half;

	for (size_t left = source->line_count; left > 1; left -= half) {
		half = left / 2;
		line = source->line_starts[line + half] <= offset ? line + half : line;
	}
	return line;
}

/* Code points that begin before an offset. */
static size_t code_points_before(const struct source *source, size_t offset)
{
	size_t stride = offset / SOURCE_STRIDE, begin = stride * SOURCE_STRIDE;

	return source->code_points[stride] +
		   count_code_points(str_make(source->file.ptr + begin, offset - begin));
}

/* From `begin` up to `end`, not including it. */
static uint32_t code_points_in(const struct source *source, size_t begin, size_t end)
{
	if (end - begin <= SOURCE_STRIDE)
		return (uint32_t)count_code_points(str_make(source->file.ptr + begin, end - begin));
	return (uint32_t)(code_points_before(source, end) - code_points_before(source, begin));
}

void source_insert(
	struct source *source, struct str text, const struct source_insert *inserts, size_t count)
{
	source->text = text;
	source->inserts = inserts;
	source->insert_count = count;
}

/* The file's offset for one of the text; `*inside` when that stands in another file. */
static size_t file_offset(const struct source *source, size_t offset, bool *inside)
{
	const struct source_insert *before = NULL;

	*inside = false;
	for (size_t i = 0; i < source->insert_count; i++) {
		if (source->inserts[i].begin > offset)
			break;
		before = &source->inserts[i];
	}
	if (before == NULL)
		return offset;
	*inside = offset < before->end;
	return *inside ? before->file_begin : before->file_end + (offset - before->end);
}

struct source_span source_span_of(const struct source *source, size_t begin, size_t end)
{
	if (source->insert_count > 0) {
		bool inside, unused;

		begin = file_offset(source, begin, &inside);
		end = inside ? begin : file_offset(source, end, &unused);
	}
	if (begin > source->file.len)
		begin = source->file.len;
	if (end > source->file.len)
		end = source->file.len;
	return (struct source_span){(uint32_t)begin, (uint32_t)(end < begin ? begin : end)};
}

struct place source_place(const struct source *source, size_t begin, size_t end)
{
	struct source_span span = source_span_of(source, begin, end);
	struct place place;
	size_t first, last;

	if (source->file.len == 0)
		return (struct place){1, 1, 1, 1};
	begin = span.begin;
	end = span.end;
	first = line_of(source, begin);
	last = first;
	if (first + 1 < source->line_count && end >= source->line_starts[first + 1])
		last = line_of(source, end);
	place.line = (uint32_t)first + 1;
	place.column = code_points_in(source, source->line_starts[first], begin) + 1;
	place.end_line = (uint32_t)last + 1;
	if (last == first)
		place.end_column = place.column + code_points_in(source, begin, end);
	else
		place.end_column = code_points_in(source, source->line_starts[last], end) + 1;
	return place;
}

/* Before as many code points as are asked for, the last stride that begins: its offset. */
static size_t stride_before(const struct source *source, size_t code_points, size_t at)
{
	size_t low = at / SOURCE_STRIDE, high = source->file.len / SOURCE_STRIDE + 1;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (source->code_points[middle] < code_points)
			low = middle;
		else
			high = middle;
	}
	return low * SOURCE_STRIDE > at ? low * SOURCE_STRIDE : at;
}

/* Eight bytes of ASCII are as many code points. */
static bool is_ascii_run(const char *bytes)
{
	uint64_t eight;

	memcpy(&eight, bytes, sizeof(eight));
	return (eight & UINT64_C(0x8080808080808080)) == 0;
}

size_t source_offset(const struct source *source, uint32_t line, uint32_t column)
{
	size_t at, end, wanted, seen;

	if (line == 0 || source->line_count == 0)
		return 0;
	if (line > source->line_count)
		return source->file.len;
	at = source->line_starts[line - 1];
	end = line < source->line_count ? source->line_starts[line] : source->file.len;
	if (column > SOURCE_STRIDE && source->code_points != NULL) {
		wanted = code_points_before(source, at) + column - 1;
		at = stride_before(source, wanted, at);
		seen = code_points_before(source, at);
		column = (uint32_t)(wanted - seen) + 1;
	}
	while (at < end && !begins_code_point(source->file.ptr[at]))
		at++;
	while (column > 1 && at < end) {
		if (column > 8 && end - at >= 8 && is_ascii_run(source->file.ptr + at)) {
			at += 8;
			column -= 8;
			continue;
		}
		at++;
		while (at < end && !begins_code_point(source->file.ptr[at]))
			at++;
		column--;
	}
	return at;
}

struct str source_quote(struct str text)
{
	size_t len = text.len;

	if (len > LONGEST_QUOTE) {
		len = LONGEST_QUOTE;
		while (len > 0 && !begins_code_point(text.ptr[len]))
			len--;
	}
	return str_first(text, len);
}
