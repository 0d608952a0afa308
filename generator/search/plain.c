#include "search/plain.h"

#include "base/utf8.h"
#include "base/vector.h"
#include "parse/html_tokens.h"

#define LONGEST_ENTITY 32

#define BLOCK ((size_t)64)

/* What ends a run of bytes: in text, those that can't be copied as they are; in tags, `>` and
 * quotes. The end of what is read does both. */
enum stop { STOP_TEXT, STOP_TAG };

/* What is read, and where it goes. Stops are found a block at a time, so that the next one is known
 * without a look at what stands behind the last. */
struct reader {
	struct arena *arena;
	const char *at, *end;
	const char *block; /* in which `at` is, or which is before it */
	uint64_t stops[2]; /* of the block, a bit each */
	bool blank_before; /* the block before ends with what may be a blank */
	char *out;  /* the next byte; there is room for twice what is left to read, and for a block */
	bool blank; /* the last byte written is a space, or nothing is yet */
};

/* A space may be copied, but not behind what may be another blank; other blanks and control
 * characters never may. */
static void read_block(struct reader *reader)
{
	size_t left = (size_t)(reader->end - reader->block);
	uint64_t text = 0, tag = 0, spaces = 0, blanks;
	const char *bytes = reader->block;
	char last[BLOCK] = {0};

	if (left < BLOCK) {
		if (left > 0)
			memcpy(last, bytes, left);
		bytes = last;
		text = tag = (uint64_t)1 << left;
	}
	for (size_t at = 0; at < BLOCK; at += sizeof(byte_vector)) {
		byte_vector now = vector_load(bytes + at), quotes = (byte_vector)(now == '"');
		byte_vector others =
			(byte_vector)((now < ' ') | (now == '<') | (now == '&') | (now == '\\'));
		byte_vector ends = (byte_vector)((now == '>') | (now == '\''));

		spaces |= (uint64_t)vector_bits((byte_vector)(now == ' ')) << at;
		text |= (uint64_t)vector_bits(quotes | others) << at;
		tag |= (uint64_t)vector_bits(quotes | ends) << at;
	}
	blanks = spaces | text;
	reader->stops[STOP_TEXT] = text | (spaces & (blanks << 1 | reader->blank_before));
	reader->stops[STOP_TAG] = tag;
	reader->blank_before = blanks >> (BLOCK - 1);
}

/* The first stop from a place on, which is in the block or behind it. */
static inline const char *find_stop(struct reader *reader, const char *at, enum stop kind)
{
	for (;;) {
		size_t offset = (size_t)(at - reader->block);

		if (offset < BLOCK) {
			uint64_t stops = reader->stops[kind] >> offset;

			if (stops != 0)
				return at + __builtin_ctzll(stops);
			at = reader->block + BLOCK;
		}
		reader->block += BLOCK;
		read_block(reader);
	}
}

/* A space, if `parted` and if there is none yet. That is no branch, as processors can't foresee
 * it. */
static inline void put_blank_if(struct reader *reader, bool parted)
{
	*reader->out = ' ';
	reader->out += parted & !reader->blank;
	reader->blank |= parted;
}

static void put_blank(struct reader *reader)
{
	put_blank_if(reader, true);
}

static void put(struct reader *reader, char c)
{
	if ((unsigned char)c <= ' ') {
		put_blank(reader);
		return;
	}
	if (c == '"' || c == '\\')
		*reader->out++ = '\\';
	*reader->out++ = c;
	reader->blank = false;
}

/* A decoded text is never longer than what was written for it. */
static void put_entity(struct reader *reader)
{
	struct str rest = str_first(str_range(reader->at, reader->end), LONGEST_ENTITY), decoded;
	size_t end = str_find_char(rest, ';', 0);
	/* Those that we write ourselves. */
	static const struct {
		struct str written;
		char meant;
	} frequent[] = {{S_INIT("&#39;"), '\''}, {S_INIT("&quot;"), '"'}, {S_INIT("&lt;"), '<'},
		{S_INIT("&gt;"), '>'}, {S_INIT("&amp;"), '&'}};

	if (end == STR_NONE) {
		put(reader, '&');
		reader->at++;
		return;
	}
	rest.len = end + 1;
	for (size_t i = 0; i < COUNT(frequent); i++) {
		if (str_equal(rest, frequent[i].written)) {
			put(reader, frequent[i].meant);
			reader->at += rest.len;
			return;
		}
	}
	decoded = html_decode(reader->arena, rest, false);
	for (size_t i = 0; i < decoded.len; i++)
		put(reader, decoded.ptr[i]);
	reader->at += rest.len;
}

/* What can be copied as it is. Most runs are short, and how short can't be foreseen. */
static inline void copy_run(struct reader *reader, const char *stop)
{
	size_t length = (size_t)(stop - reader->at);

	if (length <= BLOCK && (size_t)(reader->end - reader->at) >= BLOCK)
		memcpy(reader->out, reader->at, BLOCK);
	else
		memcpy(reader->out, reader->at, length);
	reader->out += length;
	reader->at = stop;
	if (length > 0)
		reader->blank = stop[-1] == ' ';
}

/* Text up to the next tag. False at the end. */
static inline bool put_text(struct reader *reader)
{
	while (reader->at < reader->end) {
		/* A line end between two blocks. */
		reader->at += reader->blank & ((unsigned char)*reader->at <= ' ');
		copy_run(reader, find_stop(reader, reader->at, STOP_TEXT));
		if (reader->at == reader->end)
			return false;
		if (*reader->at == '<')
			return true;
		if (*reader->at == '&')
			put_entity(reader);
		else
			put(reader, *reader->at++);
	}
	return false;
}

struct tag {
	uint64_t name;   /* its first eight bytes, zeroes behind, the first byte the highest */
	struct str rest; /* its attributes, as written */
	bool closing;
};

/* Where a tag ends: quotes may hide a `>`. */
static inline const char *tag_end(struct reader *reader, const char *at)
{
	for (;;) {
		const char *stop = find_stop(reader, at, STOP_TAG), *quote = stop;

		if (stop == reader->end || *stop == '>')
			return stop;
		do {
			stop = find_stop(reader, stop + 1, STOP_TAG);
			if (stop == reader->end)
				return stop;
		} while (*stop != *quote);
		at = stop + 1;
	}
}

/* How many letters and digits of ASCII stand at the beginning. */
static inline unsigned count_letters(byte_vector bytes)
{
	byte_vector digits = bytes - '0', letters = (bytes | 0x20) - 'a';

	return (unsigned)__builtin_ctz(~vector_bits((byte_vector)((digits < 10) | (letters < 26))));
}

/* The tag at the reader's place, which moves behind it. Published HTML has small letters only. */
static inline struct tag read_tag(struct reader *reader)
{
	const char *name = reader->at + 1, *end;
	struct tag tag = {.closing = name < reader->end && *name == '/'};
	char head[sizeof(byte_vector)];
	byte_vector bytes;
	unsigned length;

	name += tag.closing;
	if (reader->end - name >= (ptrdiff_t)sizeof(bytes))
		bytes = vector_load(name);
	else
		bytes = vector_load_few(name, (size_t)(reader->end - name));
	length = count_letters(bytes);
	vector_store(bytes, head);
	tag.name = first_eight(head);
	if (length < sizeof(tag.name))
		tag.name &= ~(UINT64_MAX >> 8 * length);
	end = tag_end(reader, name);
	tag.rest = str_range(name + length, end);
	reader->at = end < reader->end ? end + 1 : end;
	return tag;
}

/* Elements that stand inside of a line: their tags part no words. A name's place is found by
 * multiplying it with a number that was tried out; tests/unit/test_plain.c has all of them. */
#define INLINE_PLACES     32
#define INLINE_MULTIPLIER 6347

static inline bool is_inline(const struct tag *tag)
{
	static const char names[INLINE_PLACES][sizeof(tag->name)] = {
		[2] = "span",
		[3] = "del",
		[6] = "s",
		[8] = "i",
		[9] = "code",
		[12] = "kbd",
		[14] = "abbr",
		[15] = "strong",
		[17] = "sub",
		[18] = "sup",
		[20] = "em",
		[22] = "b",
		[24] = "u",
		[25] = "small",
		[27] = "mark",
		[28] = "wbr",
		[29] = "a",
		[30] = "ins",
	};
	uint64_t place = tag->name * INLINE_MULTIPLIER / (UINT64_MAX / INLINE_PLACES + 1);

	return (tag->name != 0) & (first_eight(names[place]) == tag->name);
}

static inline bool is_heading(const struct tag *tag)
{
	static const char first[sizeof(tag->name)] = "h1", last[sizeof(tag->name)] = "h6";

	return tag->name >= first_eight(first) && tag->name <= first_eight(last) &&
		   (tag->name & UINT64_MAX >> 16) == 0;
}

/* The id of a heading's tag, or "". */
static struct str tag_id(struct arena *arena, const struct tag *tag)
{
	size_t begin = str_find(tag->rest, S(" id=\""), 0), end;

	if (begin == STR_NONE)
		return S("");
	begin += 5;
	end = str_find_char(tag->rest, '"', begin);
	if (end == STR_NONE)
		return S("");
	return html_decode(arena, str_make(tag->rest.ptr + begin, end - begin), true);
}

/* Where texts end, as offsets into the room, until they are copied all at once. */
struct cut {
	struct str anchor;
	size_t heading, text, end;
};

struct cuts {
	struct arena *arena;
	struct cut *items;
	size_t count, size;
	const char *base; /* of the room */
	bool in_heading;  /* of the last one */
};

static struct cut *add_cut(struct cuts *cuts)
{
	cuts->items =
		arena_grown(cuts->arena, cuts->items, cuts->count, &cuts->size, sizeof(*cuts->items));
	cuts->items[cuts->count] = (struct cut){.anchor = S("")};
	return &cuts->items[cuts->count++];
}

static size_t place_of(const struct cuts *cuts, const struct reader *reader)
{
	return (size_t)(reader->out - cuts->base);
}

static void end_heading(struct cuts *cuts, struct reader *reader)
{
	cuts->items[cuts->count - 1].text = place_of(cuts, reader);
	cuts->in_heading = false;
	reader->blank = true;
}

/* A heading's tag, which may begin a section or its text. False if it does neither. */
static bool cut_at(struct cuts *cuts, struct reader *reader, const struct tag *tag)
{
	struct str anchor = S("");
	struct cut *cut;

	if (cuts->in_heading && tag->closing) {
		end_heading(cuts, reader);
		return true;
	}
	if (!cuts->in_heading && !tag->closing)
		anchor = tag_id(reader->arena, tag);
	if (anchor.len == 0)
		return false;
	cuts->items[cuts->count - 1].end = place_of(cuts, reader);
	cut = add_cut(cuts);
	cut->anchor = anchor;
	cut->heading = place_of(cuts, reader);
	cuts->in_heading = true;
	reader->blank = true;
	return true;
}

static void read_body(struct reader *reader, struct cuts *cuts)
{
	read_block(reader);
	while (put_text(reader)) {
		struct tag tag = read_tag(reader);

		if (!is_heading(&tag) || !cut_at(cuts, reader, &tag))
			put_blank_if(reader, !is_inline(&tag));
	}
	if (cuts->in_heading)
		end_heading(cuts, reader);
	cuts->items[cuts->count - 1].end = place_of(cuts, reader);
}

struct plain plain_read(struct arena *arena, struct buf *room, struct str before, struct str html)
{
	struct reader reader = {.arena = arena,
		.at = html.ptr,
		.end = html.ptr + html.len,
		.block = html.ptr,
		.blank = true};
	struct cuts cuts = {.arena = arena};
	struct plain plain;
	const char *all;

	buf_clear(room);
	buf_reserve(room, 2 * (before.len + html.len) + BLOCK);
	reader.out = room->ptr;
	cuts.base = room->ptr;
	add_cut(&cuts);
	for (size_t i = 0; i < before.len; i++)
		put(&reader, before.ptr[i]);
	put_blank(&reader);
	read_body(&reader, &cuts);
	all = str_copy(arena, str_make(room->ptr, (size_t)(reader.out - room->ptr))).ptr;
	plain.count = cuts.count;
	plain.sections = arena_array(arena, struct plain_section, cuts.count);
	for (size_t i = 0; i < cuts.count; i++) {
		const struct cut *cut = &cuts.items[i];

		plain.sections[i] = (struct plain_section){
			.anchor = cut->anchor,
			.heading = str_trim_end(str_range(all + cut->heading, all + cut->text)),
			.text = str_trim_end(str_range(all + cut->text, all + cut->end)),
		};
	}
	return plain;
}

struct str plain_text(struct arena *arena, struct buf *room, struct str text)
{
	struct reader reader = {.blank = true};

	buf_clear(room);
	buf_reserve(room, 2 * text.len);
	reader.out = room->ptr;
	for (size_t i = 0; i < text.len; i++)
		put(&reader, text.ptr[i]);
	return str_copy(arena, str_trim_end(str_make(room->ptr, (size_t)(reader.out - room->ptr))));
}
