#include "search/plain.h"

#include "base/utf8.h"
#include "base/vector.h"
#include "parse/html_tokens.h"

#define LONGEST_ENTITY 32

/* What is read, and where it goes. */
struct reader {
	struct arena *arena;
	struct str html;
	size_t at;
	char *out;  /* the next byte; there is room for twice what is left to read */
	bool blank; /* the last byte written is a space, or nothing is yet */
};

/* Elements that stand inside of a line: their tags part no words. */
static bool is_inline(struct str name)
{
	static const struct str names[] = {S_INIT("a"), S_INIT("strong"), S_INIT("span"),
		S_INIT("code"), S_INIT("em"), S_INIT("b"), S_INIT("i"), S_INIT("mark"), S_INIT("u"),
		S_INIT("s"), S_INIT("del"), S_INIT("ins"), S_INIT("sub"), S_INIT("sup"), S_INIT("kbd"),
		S_INIT("small"), S_INIT("abbr"), S_INIT("wbr")};

	/* Most that aren't begin otherwise. */
	static const bool heads[256] = {['a'] = true,
		['b'] = true,
		['c'] = true,
		['d'] = true,
		['e'] = true,
		['i'] = true,
		['k'] = true,
		['m'] = true,
		['s'] = true,
		['u'] = true,
		['w'] = true};

	if (name.len == 0 || !heads[(unsigned char)name.ptr[0]])
		return false;
	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i].len == name.len && names[i].ptr[0] == name.ptr[0] && str_equal(names[i], name))
			return true;
	}
	return false;
}

static void put_blank(struct reader *reader)
{
	if (!reader->blank)
		*reader->out++ = ' ';
	reader->blank = true;
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
	struct str rest = str_first(str_from(reader->html, reader->at), LONGEST_ENTITY), decoded;
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

/* Bytes that can't be copied as they are. */
static const bool special[256] = {['<'] = true,
	['&'] = true,
	['"'] = true,
	['\\'] = true,
	/* Blanks other than spaces, and control characters. */
	[0x00] = true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true,
	true};

/* Whether one of sixteen bytes can't be copied as it is; a further space neither. */
static bool has_special(const char *at)
{
	byte_vector now = vector_load(at), before = vector_load(at - 1);

	return vector_any((word_vector)((now < ' ') | (now == '<') | (now == '&') | (now == '"') |
									(now == '\\') | ((now == ' ') & (before == ' '))));
}

/* Where bytes end that can be copied as they are: before a special one, or the second of two
 * spaces. There is no branch for a single space: processors can't foresee where words end. */
static const char *plain_end(const char *at, const char *end, bool blank)
{
	if (at == end || special[(unsigned char)*at] || (blank && *at == ' '))
		return at;
	at++;
	while (end - at >= (ptrdiff_t)sizeof(byte_vector) && !has_special(at))
		at += sizeof(byte_vector);
	while (at < end && !special[(unsigned char)*at] && ((at[0] ^ ' ') | (at[-1] ^ ' ')) != 0)
		at++;
	return at;
}

/* Text up to the next tag. */
static void put_text(struct reader *reader)
{
	const char *end = reader->html.ptr + reader->html.len;

	for (;;) {
		const char *begin = reader->html.ptr + reader->at;
		const char *at = plain_end(begin, end, reader->blank);

		if (at > begin) {
			memcpy(reader->out, begin, (size_t)(at - begin));
			reader->out += at - begin;
			reader->blank = at[-1] == ' ';
		}
		reader->at = (size_t)(at - reader->html.ptr);
		if (at == end || *at == '<')
			return;
		if (*at == '&') {
			put_entity(reader);
		} else {
			put(reader, *at);
			reader->at++;
		}
	}
}

struct tag {
	struct str name;
	struct str rest; /* its attributes, as written */
	bool closing;
};

/* Where the tag at `at` ends: quotes may hide a `>`. */
static size_t tag_end(struct str html, size_t at)
{
	char quote = '\0';

	for (; at < html.len; at++) {
		char c = html.ptr[at];

		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return at;
	}
	return html.len;
}

/* The tag at the reader's place, which moves behind it. Published HTML has small letters only. */
static struct tag read_tag(struct reader *reader)
{
	struct tag tag = {.closing = false};
	size_t at = reader->at + 1, end = tag_end(reader->html, at), name;

	if (at < end && reader->html.ptr[at] == '/') {
		tag.closing = true;
		at++;
	}
	for (name = at; at < end && ascii_is_alnum(reader->html.ptr[at]);)
		at++;
	tag.name = str_make(reader->html.ptr + name, at - name);
	tag.rest = str_make(reader->html.ptr + at, end - at);
	reader->at = end < reader->html.len ? end + 1 : end;
	return tag;
}

static bool is_heading(struct str name)
{
	return name.len == 2 && name.ptr[0] == 'h' && name.ptr[1] >= '1' && name.ptr[1] <= '6';
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
};

static struct cut *add_cut(struct cuts *cuts)
{
	cuts->items =
		arena_grown(cuts->arena, cuts->items, cuts->count, &cuts->size, sizeof(*cuts->items));
	cuts->items[cuts->count] = (struct cut){.anchor = S("")};
	return &cuts->items[cuts->count++];
}

/* A heading's text up to its end tag, then a section begins. */
static void read_heading(
	struct reader *reader, struct cuts *cuts, struct str anchor, const char *base)
{
	struct cut *cut;

	cuts->items[cuts->count - 1].end = (size_t)(reader->out - base);
	reader->blank = true;
	cut = add_cut(cuts);
	cut->anchor = anchor;
	cut->heading = (size_t)(reader->out - base);
	while (reader->at < reader->html.len) {
		struct tag tag;

		put_text(reader);
		if (reader->at >= reader->html.len)
			break;
		tag = read_tag(reader);
		if (tag.closing && is_heading(tag.name))
			break;
		if (!is_inline(tag.name))
			put_blank(reader);
	}
	cut->text = (size_t)(reader->out - base);
	reader->blank = true;
}

static void read_body(struct reader *reader, struct cuts *cuts, const char *base)
{
	while (reader->at < reader->html.len) {
		struct tag tag;

		put_text(reader);
		if (reader->at >= reader->html.len)
			break;
		tag = read_tag(reader);
		if (!tag.closing && is_heading(tag.name)) {
			struct str anchor = tag_id(reader->arena, &tag);

			if (anchor.len > 0) {
				read_heading(reader, cuts, anchor, base);
				continue;
			}
		}
		if (!is_inline(tag.name))
			put_blank(reader);
	}
	cuts->items[cuts->count - 1].end = (size_t)(reader->out - base);
}

struct plain plain_read(struct arena *arena, struct buf *room, struct str before, struct str html)
{
	struct reader reader = {.arena = arena, .html = html, .blank = true};
	struct cuts cuts = {.arena = arena};
	struct plain plain;
	const char *all;

	buf_clear(room);
	buf_reserve(room, 2 * (before.len + html.len) + 16);
	reader.out = room->ptr;
	add_cut(&cuts);
	for (size_t i = 0; i < before.len; i++)
		put(&reader, before.ptr[i]);
	put_blank(&reader);
	read_body(&reader, &cuts, room->ptr);
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
	buf_reserve(room, 2 * text.len + 16);
	reader.out = room->ptr;
	for (size_t i = 0; i < text.len; i++)
		put(&reader, text.ptr[i]);
	return str_copy(arena, str_trim_end(str_make(room->ptr, (size_t)(reader.out - room->ptr))));
}
