#include "search/letters.h"

#include "base/transliterate.h"
#include "base/utf8.h"

static bool is_ideograph(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
		   (c >= 0x20000 && c <= 0x3FFFF);
}

/* Unicode blocks of punctuation, symbols and pictures; everything else over 0x7F is letters. */
static bool is_letter(uint32_t c)
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

/* Two bytes are most letters over 0x7F; the rest is read as it comes. */
static inline uint32_t code_point_at(const char *text, size_t *length)
{
	unsigned char head = (unsigned char)text[0], tail = (unsigned char)text[1];

	if (head >= 0xC2 && head < 0xE0 && (tail & 0xC0) == 0x80) {
		*length = 2;
		return (uint32_t)(head & 0x1F) << 6 | (tail & 0x3F);
	}
	*length = 0;
	return utf8_next(str_make(text, LETTERS_BEHIND), length);
}

/* Make a letter small, where that leaves its length. Returns whether it is small now. */
static inline bool make_small(char *text, size_t length, uint32_t c)
{
	uint32_t small = lower_code_point(c);
	char bytes[4];

	if (small == c)
		return true;
	if (utf8_encode(small, bytes) != length)
		return false;
	memcpy(text, bytes, length);
	return true;
}

void letters_read_wide(
	char *text, uint64_t wide, struct letters *found, struct letters_carry *carry)
{
	while (wide != 0) {
		unsigned at = (unsigned)__builtin_ctzll(wide);
		size_t length;
		uint32_t c = code_point_at(text + at, &length);
		uint64_t bytes = ((uint64_t)1 << length) - 1;

		wide &= ~(bytes << at);
		if (!is_letter(c))
			continue;
		if (is_ideograph(c)) {
			found->ideographs |= (uint64_t)1 << at;
			continue;
		}
		carry->uneven |= !make_small(text + at, length, c);
		found->letters |= bytes << at;
		if (at + length > LETTERS_BLOCK)
			carry->letters = bytes >> (LETTERS_BLOCK - at);
	}
}
