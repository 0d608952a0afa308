#include "base/utf8.h"

#include "base/vector.h"

#define REPLACEMENT 0xFFFDu

static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	if (lead >= 0xF0 && lead <= 0xF4)
		return 4;
	return 0;
}

/* The sequence at the head of `s` when it is valid, else a length of 0. */
static size_t decode(const unsigned char *s, size_t len, uint32_t *code_point)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	size_t need = sequence_length(s[0]);
	uint32_t c;

	if (need == 0 || need > len)
		return 0;
	c = s[0] & lead_bits[need];
	for (size_t i = 1; i < need; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3Fu);
	}
	if (c < smallest[need] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*code_point = c;
	return need;
}

uint32_t utf8_next(struct str s, size_t *at)
{
	uint32_t code_point = REPLACEMENT;
	size_t used = decode((const unsigned char *)s.ptr + *at, s.len - *at, &code_point);

	*at += used > 0 ? used : 1;
	return code_point;
}

size_t utf8_encode(uint32_t c, char *bytes)
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = REPLACEMENT;
	if (c < 0x80) {
		bytes[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		bytes[0] = (char)(0xC0 | c >> 6);
		bytes[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		bytes[0] = (char)(0xE0 | c >> 12);
		bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
		bytes[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	bytes[0] = (char)(0xF0 | c >> 18);
	bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
	bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
	bytes[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* The length of the sequence at the head of `s`, or 0: most in Latin letters have two bytes. */
static size_t valid_sequence(const unsigned char *s, size_t len)
{
	uint32_t code_point;

	if (s[0] >= 0xC2 && s[0] <= 0xDF && len > 1)
		return (s[1] & 0xC0) == 0x80 ? 2 : 0;
	return decode(s, len, &code_point);
}

size_t utf8_skip_ascii(struct str s, size_t at)
{
	while (s.len - at >= sizeof(byte_vector)) {
		unsigned high = vector_bits(vector_load(s.ptr + at));

		if (high != 0)
			return at + (size_t)__builtin_ctz(high);
		at += sizeof(byte_vector);
	}
	while (at < s.len && (unsigned char)s.ptr[at] < 0x80)
		at++;
	return at;
}

size_t utf8_valid_length(struct str s)
{
	size_t at = 0;

	while ((at = utf8_skip_ascii(s, at)) < s.len) {
		size_t used = valid_sequence((const unsigned char *)s.ptr + at, s.len - at);

		if (used == 0)
			return at;
		at += used;
	}
	return at;
}

size_t utf8_count(struct str s)
{
	size_t count = 0, at = 0;

	while (at < s.len) {
		size_t end = utf8_skip_ascii(s, at);

		count += end - at;
		at = end;
		for (; at < s.len && (unsigned char)s.ptr[at] >= 0x80; count++)
			utf8_next(s, &at);
	}
	return count;
}
