#include "search/words.h"

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

static inline unsigned char letter_at(const struct words *words, size_t at)
{
	unsigned char c = (unsigned char)words->text.ptr[at];

	return c < 0x80 ? letters[c] : WIDE;
}

/* Whether a word goes on at `at`. */
static bool goes_on(const struct words *words, size_t at)
{
	if (at >= words->text.len)
		return false;
	if (letter_at(words, at) == WIDE)
		return word_code_point(utf8_next(words->text, &at));
	return letter_at(words, at) > WIDE;
}

/* Take in letters of ASCII, as many as there are; what doesn't fit is passed over. */
static void take_ascii(struct words *words)
{
	const unsigned char *at = (const unsigned char *)words->text.ptr + words->at;
	const unsigned char *end = (const unsigned char *)words->text.ptr + words->text.len;
	size_t length = words->length;

	for (; at < end && *at < 0x80 && letters[*at] > WIDE; at++) {
		if (length < COMPOUND_LONGEST)
			words->compound[length] = (char)letters[*at];
		length++;
	}
	words->length = length;
	words->at = (size_t)(at - (const unsigned char *)words->text.ptr);
}

static void take_wide(struct words *words)
{
	uint32_t c = utf8_next(words->text, &words->at);

	words->ideograph = is_ideograph(c);
	if (words->length + 4 <= COMPOUND_LONGEST)
		words->length += utf8_encode(lower_code_point(c), words->compound + words->length);
	else
		words->length = COMPOUND_LONGEST + 1;
}

static void take_joint(struct words *words)
{
	if (words->length < COMPOUND_LONGEST)
		words->compound[words->length] = words->text.ptr[words->at];
	words->length++;
	words->at++;
}

/* Letters up to the next byte that is none. */
static void take_part(struct words *words)
{
	do {
		take_ascii(words);
		if (words->at >= words->text.len || letter_at(words, words->at) != WIDE ||
			!goes_on(words, words->at))
			return;
		take_wide(words);
	} while (!words->ideograph);
}

static void end_part(struct words *words)
{
	if (words->part_count < COMPOUND_PARTS && words->length <= COMPOUND_LONGEST)
		words->part_ends[words->part_count++] = (uint8_t)words->length;
	else
		words->length = COMPOUND_LONGEST + 1;
}

/* Move to the next letter, or the end. */
static void pass_apart(struct words *words)
{
	while (words->at < words->text.len &&
		   (letter_at(words, words->at) < WIDE ||
			   (letter_at(words, words->at) == WIDE && !goes_on(words, words->at))))
		words->at++;
}

/* Read the next run; false at the end of the text. */
static bool read_compound(struct words *words)
{
	unsigned joints = 0;

	words->part_count = words->next_part = 0;
	words->length = 0;
	words->ideograph = false;
	pass_apart(words);
	if (words->at >= words->text.len)
		return false;
	for (;;) {
		take_part(words);
		if (words->ideograph || words->at >= words->text.len ||
			letter_at(words, words->at) != JOINT || !goes_on(words, words->at + 1))
			break;
		end_part(words);
		take_joint(words);
		joints++;
	}
	end_part(words);
	words->whole = joints > 0 && words->length <= COMPOUND_LONGEST;
	return true;
}

static inline bool is_one_letter(struct str word)
{
	size_t at = 0;

	if (word.len == 1)
		return !ascii_is_digit(word.ptr[0]);
	return word.len <= 4 && (unsigned char)word.ptr[0] >= 0x80 &&
		   !is_ideograph(utf8_next(word, &at)) && at == word.len;
}

static bool has_digit(struct str part)
{
	for (size_t i = 0; i < part.len; i++) {
		if (ascii_is_digit(part.ptr[i]))
			return true;
	}
	return false;
}

/* Both spellings of "e-mail" are "email"; "rendez-vous" stays two words. False: it is no whole. */
static bool join_hyphens(struct words *words)
{
	struct str all = str_make(words->compound, words->length);
	struct str head = str_first(all, words->part_ends[0]);
	size_t to = 0;

	for (size_t i = 0; i < all.len; i++) {
		if (all.ptr[i] == '.' || all.ptr[i] == '_' || all.ptr[i] == '@')
			return true;
	}
	if (head.len > HYPHEN_HEAD || words->part_count > 3 || has_digit(head))
		return false;
	for (size_t i = 0; i < all.len; i++) {
		if (all.ptr[i] != '-')
			words->compound[to++] = all.ptr[i];
	}
	words->length = to;
	return true;
}

/* U+00E0 to U+00FF without U+00F7: most letters over 0x7F, and small. */
static bool is_small_latin(const unsigned char *at, const unsigned char *end)
{
	return end - at >= 2 && at[0] == 0xC3 && at[1] >= 0xA0 && at[1] != 0xB7;
}

/* The bytes of a letter over 0x7F, which goes into the key; 0 for what is none, and for ideographs.
 * `others` is set when it is no small one. */
static size_t add_wide(struct str text, uint64_t *key, uint32_t *others)
{
	size_t length = 0;
	uint32_t c = utf8_next(text, &length), small;
	char bytes[4];

	if (!word_code_point(c) || is_ideograph(c))
		return 0;
	small = lower_code_point(c);
	*key = word_key_more(*key, str_make(bytes, utf8_encode(small, bytes)));
	*others |= small ^ c;
	return length;
}

/* Letters written small into `compound`. */
static struct str in_small_letters(struct words *words, struct str text)
{
	size_t length = 0;

	for (size_t at = 0; at < text.len;) {
		if ((unsigned char)text.ptr[at] < 0x80)
			words->compound[length++] = (char)letters[(unsigned char)text.ptr[at++]];
		else
			length += utf8_encode(lower_code_point(utf8_next(text, &at)), words->compound + length);
	}
	return str_make(words->compound, length);
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

		for (; at < end && letters[*at] > WIDE; at++) {
			key = word_key_step(key, letters[*at]);
			others |= letters[*at] ^ *at;
		}
		if (at == end || *at < 0x80)
			break;
		if (is_small_latin(at, end)) {
			key = word_key_step(word_key_step(key, at[0]), at[1]);
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

/*
 * Most words are runs of letters without a joint, and small: for those this is enough, and they are
 * given as they stand in the text. False when the next one isn't, or there is none.
 */
static bool read_simple(struct words *words, struct str *word)
{
	const unsigned char *text = (const unsigned char *)words->text.ptr;
	const unsigned char *end = text + words->text.len;

	do {
		const unsigned char *begin = pass_apart_ascii(text + words->at, end), *stop;
		uint32_t others;

		stop = letters_end(begin, end, &words->key, &others);
		*word = str_range((const char *)begin, (const char *)stop);
		if (word->len == 0 || word->len > WORD_LONGEST ||
			(stop < end && letters[*stop] == JOINT && goes_on(words, (size_t)(stop - text) + 1)))
			return false;
		if (others != 0)
			*word = in_small_letters(words, *word);
		if (word->len > WORD_LONGEST)
			return false;
		words->at = (size_t)(stop - text);
	} while (is_one_letter(*word));
	return true;
}

bool words_next(struct words *words, struct str *word)
{
	for (;;) {
		if (words->next_part < words->part_count) {
			size_t begin = words->next_part == 0 ? 0 : words->part_ends[words->next_part - 1] + 1u;

			*word = str_make(words->compound + begin, words->part_ends[words->next_part] - begin);
			words->next_part++;
			words->key = word_key(*word);
			if (word->len <= WORD_LONGEST && !is_one_letter(*word))
				return true;
		} else if (words->whole) {
			words->whole = false;
			if (join_hyphens(words) && words->length <= WORD_LONGEST) {
				*word = str_make(words->compound, words->length);
				words->key = word_key(*word);
				return true;
			}
		} else if (read_simple(words, word)) {
			return true;
		} else if (!read_compound(words)) {
			return false;
		}
	}
}
