#include "search/words.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "base/transliterate.h"
#include "base/utf8.h"

/* Of each byte of ASCII: what it is in a word, in small letters; or that it joins two parts, or
 * neither. */
#define APART 0
#define JOINT 1
#define WIDE  2 /* the head or tail of a code point over 0x7F */

static const unsigned char letters[256] = {
	['-'] = JOINT,
	['.'] = JOINT,
	['@'] = JOINT,
	['_'] = JOINT,
#define SAME(c) [c] = (c)
	SAME('0'),
	SAME('1'),
	SAME('2'),
	SAME('3'),
	SAME('4'),
	SAME('5'),
	SAME('6'),
	SAME('7'),
	SAME('8'),
	SAME('9'),
#undef SAME
#define BOTH(capital, small) [capital] = (small), [small] = (small)
	BOTH('A', 'a'),
	BOTH('B', 'b'),
	BOTH('C', 'c'),
	BOTH('D', 'd'),
	BOTH('E', 'e'),
	BOTH('F', 'f'),
	BOTH('G', 'g'),
	BOTH('H', 'h'),
	BOTH('I', 'i'),
	BOTH('J', 'j'),
	BOTH('K', 'k'),
	BOTH('L', 'l'),
	BOTH('M', 'm'),
	BOTH('N', 'n'),
	BOTH('O', 'o'),
	BOTH('P', 'p'),
	BOTH('Q', 'q'),
	BOTH('R', 'r'),
	BOTH('S', 's'),
	BOTH('T', 't'),
	BOTH('U', 'u'),
	BOTH('V', 'v'),
	BOTH('W', 'w'),
	BOTH('X', 'x'),
	BOTH('Y', 'y'),
	BOTH('Z', 'z'),
#undef BOTH
};

static bool is_ideograph(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
		   (c >= 0x20000 && c <= 0x3FFFF);
}

/* Unicode blocks of punctuation, symbols and pictures; everything else over 0x7F is letters. */
bool word_code_point(uint32_t c)
{
	static const uint32_t apart[][2] = {{0x2000, 0x2BFF}, {0x3000, 0x3004}, {0x3008, 0x3020},
		{0xD800, 0xF8FF}, {0xFE00, 0xFE6F}, {0xFF00, 0xFF0F}, {0xFEFF, 0xFEFF}, {0xFF1A, 0xFF20},
		{0xFFF0, 0xFFFF}, {0x1F000, 0x1FAFF}};

	if (c < 0xC0)
		return c == 0xAA || c == 0xB5 || c == 0xBA;
	if (c < 0x2000)
		return c != 0xD7 && c != 0xF7;
	for (size_t i = 0; i < COUNT(apart); i++) {
		if (c >= apart[i][0] && c <= apart[i][1])
			return false;
	}
	return true;
}

void words_release(struct words *words)
{
	free(words->items);
	buf_release(&words->small);
}

static inline void add(struct words *words, struct str text, uint64_t key)
{
	if (words->count == words->size) {
		words->size = words->size == 0 ? 512 : words->size * 2;
		words->items = realloc(words->items, words->size * sizeof(*words->items));
		if (words->items == NULL)
			fatal_memory();
	}
	words->items[words->count++] = (struct word){text, key};
}

/* U+00C0 to U+017F are most letters over 0x7F, of two bytes each as their small ones are; 0 for
 * others, and for the few of these that are no letters or have another small one. */
static uint32_t latin_at(const unsigned char *at, const unsigned char *end)
{
	uint32_t c;

	if (end - at < 2 || at[0] < 0xC3 || at[0] > 0xC5 || (at[1] & 0xC0) != 0x80)
		return 0;
	c = (uint32_t)(at[0] & 0x1F) << 6 | (at[1] & 0x3F);
	return c == 0xD7 || c == 0xF7 || c == 0x130 ? 0 : c;
}

/* No bits of code points. */
#define OTHER_LENGTH ((uint32_t)1 << 31)

/* The bytes of a letter over 0x7F, which goes into the key; 0 for what is none, and for ideographs.
 * `others` is set when it is no small one. */
static size_t add_wide(struct str text, uint64_t *key, uint32_t *others)
{
	size_t length = 0, size;
	uint32_t c = utf8_next(text, &length), small;
	char bytes[4];

	if (!word_code_point(c) || is_ideograph(c))
		return 0;
	small = lower_code_point(c);
	size = utf8_encode(small, bytes);
	*key = word_key_more(*key, str_make(bytes, size));
	*others |= small ^ c;
	if (size != length)
		*others |= OTHER_LENGTH;
	return length;
}

/* Behind bytes that no word begins with; only letters and ideographs are left for a closer look. */
static const unsigned char *pass_apart_ascii(const unsigned char *at, const unsigned char *end)
{
	while (at < end && letters[*at] < WIDE && *at < 0x80)
		at++;
	return at;
}

/* Letters from `at` on, and the key of the word that they are. `others` is 0 when they are small.
 */
static const unsigned char *letters_end(
	const unsigned char *at, const unsigned char *end, uint64_t *key_out, uint32_t *others_out)
{
	uint64_t key = 0;
	uint32_t others = 0;

	for (;;) {
		size_t wide = 2;
		uint32_t latin;

		for (; at < end && letters[*at] > WIDE; at++) {
			key = word_key_step(key, letters[*at]);
			others |= letters[*at] ^ *at;
		}
		if (at == end || *at < 0x80)
			break;
		latin = latin_at(at, end);
		if (latin != 0) {
			uint32_t small = lower_code_point(latin);

			key = word_key_step(key, (unsigned char)(0xC0 | small >> 6));
			key = word_key_step(key, (unsigned char)(0x80 | (small & 0x3F)));
			others |= small ^ latin;
		} else {
			uint64_t longer = key;
			uint32_t more = others;

			wide = add_wide(str_range((const char *)at, (const char *)end), &longer, &more);
			key = longer;
			others = more;
		}
		if (wide == 0)
			break;
		at += wide;
	}
	*key_out = key;
	*others_out = others;
	return at;
}

/* Letters and joints in small letters; there is room for them, so that nothing is moved. */
static struct str in_small_letters(struct words *words, struct str text)
{
	char *small = words->small.ptr + words->small.len;
	size_t length = 0;

	for (size_t at = 0; at < text.len;) {
		unsigned char c = (unsigned char)text.ptr[at];

		if (c >= 0x80) {
			length += utf8_encode(lower_code_point(utf8_next(text, &at)), small + length);
		} else {
			small[length++] = (char)(letters[c] > WIDE ? letters[c] : c);
			at++;
		}
	}
	words->small.len += length;
	return str_make(small, length);
}

static inline bool is_one_letter(struct str word)
{
	size_t at = 0;

	if (word.len == 1)
		return !ascii_is_digit(word.ptr[0]);
	return word.len <= 4 && (unsigned char)word.ptr[0] >= 0x80 &&
		   !is_ideograph(utf8_next(word, &at)) && at == word.len;
}

/* Whether letters of a word stand here. */
static bool goes_on(const unsigned char *at, const unsigned char *end)
{
	struct str rest = str_range((const char *)at, (const char *)end);
	size_t length = 0;
	uint32_t c;

	if (at == end)
		return false;
	if (*at < 0x80)
		return letters[*at] > WIDE;
	if (latin_at(at, end) != 0)
		return true;
	c = utf8_next(rest, &length);
	return word_code_point(c) && !is_ideograph(c);
}

static bool has_digit(struct str part)
{
	for (size_t i = 0; i < part.len; i++) {
		if (ascii_is_digit(part.ptr[i]))
			return true;
	}
	return false;
}

/* Both spellings of "e-mail" are "email"; "rendez-vous" stays two words. */
static void add_whole(struct words *words, struct str text, struct str head, unsigned part_count)
{
	bool as_written = str_find_char(text, '.', 0) != STR_NONE ||
					  str_find_char(text, '_', 0) != STR_NONE ||
					  str_find_char(text, '@', 0) != STR_NONE;
	struct str whole;
	size_t length = 0;

	if (text.len > COMPOUND_LONGEST ||
		(!as_written && (head.len > HYPHEN_HEAD || part_count > 3 || has_digit(head))))
		return;
	whole = in_small_letters(words, text);
	for (size_t i = 0; i < whole.len; i++) {
		if (as_written || whole.ptr[i] != '-')
			words->small.ptr[words->small.len - whole.len + length++] = whole.ptr[i];
	}
	whole.len = length;
	if (whole.len <= WORD_LONGEST)
		add(words, whole, word_key(whole));
}

/* Parts with joints between them, from the first letter on: most often a word without. Returns
 * where they end. */
static const unsigned char *read_run(
	struct words *words, const unsigned char *begin, const unsigned char *end)
{
	const unsigned char *at = begin, *stop;
	struct str head = S("");
	unsigned part_count = 0;

	for (;; at = stop + 1) {
		uint64_t key;
		uint32_t others;
		struct str part;

		stop = letters_end(at, end, &key, &others);
		part = str_range((const char *)at, (const char *)stop);
		if ((others != 0 && part.len > WORD_KEY_BYTES && part.len <= COMPOUND_LONGEST) ||
			others >= OTHER_LENGTH)
			part = in_small_letters(words, part);
		if (part_count++ == 0)
			head = part;
		if (part.len <= WORD_LONGEST && !is_one_letter(part))
			add(words, part, key);
		if (stop == end || letters[*stop] != JOINT || !goes_on(stop + 1, end))
			break;
	}
	if (part_count > 1)
		add_whole(words, str_range((const char *)begin, (const char *)stop), head, part_count);
	return stop;
}

/* What stands apart from words, or an ideograph. Returns where it ends. */
static const unsigned char *read_wide(
	struct words *words, const unsigned char *at, const unsigned char *end)
{
	struct str rest = str_range((const char *)at, (const char *)end);
	size_t length = 0;

	if (is_ideograph(utf8_next(rest, &length)))
		add(words, str_first(rest, length), word_key(str_first(rest, length)));
	return at + length;
}

void words_read(struct words *words, struct str text)
{
	const unsigned char *at = (const unsigned char *)text.ptr, *end = at + text.len;

	words->count = 0;
	buf_clear(&words->small);
	/* No letter becomes longer by more than a half, and none is written more than twice. */
	buf_reserve(&words->small, 3 * text.len);
	while ((at = pass_apart_ascii(at, end)) < end)
		at = *at < 0x80 || goes_on(at, end) ? read_run(words, at, end) : read_wide(words, at, end);
}
