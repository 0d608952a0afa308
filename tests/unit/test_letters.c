#include "search/letters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

#define LONGEST ((size_t)(4 * LETTERS_BLOCK))

/* What may stand in a text, in small letters, and what its bytes are: 'a' of a letter, '-' of a
 * joint, 'i' the first of an ideograph, a space none of these. */
static const struct piece {
	const char *written, *small, *kinds;
} pieces[] = {
	{"a", "a", "a"},
	{"Z", "z", "a"},
	{"0", "0", "a"},
	{"9", "9", "a"},
	{" ", " ", " "},
	{"/:`{", "/:`{", "    "},
	{"[", "[", " "},
	{"\x01\x7F", "\x01\x7F", "  "},
	{"@", "@", "-"},
	{"-", "-", "-"},
	{"._", "._", "--"},
	{",", ",", " "},
	{"\u00C9", "\u00E9", "aa"},
	{"\u00DF\u00FF", "\u00DF\u00FF", "aaaa"},
	{"\u00D7\u00F7", "\u00D7\u00F7", "    "},
	{"\u00A0\u00AB", "\u00A0\u00AB", "    "},
	{"\u00AA", "\u00AA", "aa"},
	{"\u0141\u0142", "\u0142\u0142", "aaaa"},
	{"\u0178", "\u00FF", "aa"},
	{"\u0416", "\u0436", "aa"},
	{"e\u0301", "e\u0301", "aaa"},
	{"\u0E01", "\u0E01", "aaa"},
	{"\u1E9E", "\u1E9E", "aaa"}, /* its small letter is shorter */
	{"\u2019\u2026", "\u2019\u2026", "      "},
	{"\u90AE\u304B", "\u90AE\u304B", "i  i  "},
	{"\U00020000", "\U00020000", "i   "},
	{"\U0001F600", "\U0001F600", "    "},
	{"\U00010400", "\U00010428", "aaaa"},
	{"\xC3", "\xC3", " "},
	{"\x80\xBF", "\x80\xBF", "  "},
	{"\xE2\x80", "\xE2\x80", "  "},
	{"\xFF\xC0\xAF", "\xFF\xC0\xAF", "   "},
};

/* A sequence of 1664525 n + 1013904223 (Numerical Recipes), its higher bits. */
static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 16;
}

static char kind_of(const struct letters *letters, size_t at)
{
	uint64_t bit = (uint64_t)1 << at % LETTERS_BLOCK;

	letters += at / LETTERS_BLOCK;
	if (letters->letters & bit)
		return 'a';
	if (letters->joints & bit)
		return '-';
	return letters->ideographs & bit ? 'i' : ' ';
}

/* Pieces that a random number tells, one behind the other. A head without its tail may not stand
 * before a tail, which would be another letter. Returns their length. */
static size_t fill(uint32_t *state, char *written, char *small, char *kinds)
{
	size_t length = 0;
	bool cut = false;

	for (;;) {
		const struct piece *piece = &pieces[next_random(state) % COUNT(pieces)];
		size_t more = strlen(piece->written);

		if (length + more > LONGEST)
			return length;
		if (cut && (piece->written[0] & 0xC0) == 0x80)
			continue;
		memcpy(written + length, piece->written, more);
		memcpy(small + length, piece->small, more);
		memcpy(kinds + length, piece->kinds, more);
		length += more;
		cut = strcmp(piece->written, "\xC3") == 0 || strcmp(piece->written, "\xE2\x80") == 0;
	}
}

static void letters_are_found_and_made_small_in_any_place(void **state)
{
	uint32_t random = 7;

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		char text[LONGEST + LETTERS_BEHIND] = {0}, small[LONGEST], kinds[LONGEST];
		struct letters letters[LONGEST / LETTERS_BLOCK];
		struct letters_carry carry = {0};
		size_t length = fill(&random, text, small, kinds);

		for (size_t block = 0; block < LONGEST / LETTERS_BLOCK; block++)
			letters[block] = letters_read(text + block * LETTERS_BLOCK, &carry);
		assert_memory_equal(text, small, length);
		for (size_t at = 0; at < length; at++)
			assert_int_equal(kind_of(letters, at), kinds[at]);
	}
}

static void letters_whose_small_ones_are_longer_are_told_of(void **state)
{
	char text[LETTERS_BLOCK + LETTERS_BEHIND] = "\u00C9t\u00E9";
	struct letters_carry carry = {0};

	(void)state;
	letters_read(text, &carry);
	assert_false(carry.uneven);
	strcpy(text, "a\u0130b");
	letters_read(text, &carry);
	assert_true(carry.uneven);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_are_found_and_made_small_in_any_place),
		cmocka_unit_test(letters_whose_small_ones_are_longer_are_told_of),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
