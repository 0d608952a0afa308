#include "search/lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"

static void words_keep_their_numbers_while_it_grows(void **state)
{
	struct lexicon *lexicon = lexicon_open();
	struct words words = {0};
	uint32_t *numbers;
	struct buf text = BUF_EMPTY;

	(void)state;
	for (unsigned i = 0; i < 20000; i++)
		buf_add_format(&text, "w%u quitelongword%u ", i, i);
	for (unsigned round = 0; round < 2; round++) {
		words_read(&words, buf_str(&text));
		assert_int_equal(words.count, 40000);
		numbers = malloc(2 * words.count * sizeof(*numbers));
		lexicon_numbers(lexicon, &words, numbers);
		for (uint32_t i = 0; i < words.count; i++) {
			assert_int_equal(numbers[i], i);
			assert_true(str_equal(lexicon->words[i], word_text(&words, &words.items[i])));
		}
		free(numbers);
	}
	assert_int_equal(lexicon_number(lexicon, S("w19999")), 2 * 19999);
	assert_int_equal(lexicon_number(lexicon, S("quitelongword7")), 15);
	assert_int_equal(lexicon_number(lexicon, S("new")), 40000);
	buf_release(&text);
	words_release(&words);
	lexicon_close(lexicon);
}

static void words_of_one_key_are_told_apart(void **state)
{
	struct lexicon *lexicon = lexicon_open();
	struct words words = {0};
	struct str one = S("laenispqaaadeaea"), other = S("alearkbxwkyyzazj");
	uint32_t numbers[2 * 5];

	(void)state;
	assert_true(word_key(one) == word_key(other));
	words_read(&words, S("laenispqaaadeaea alearkbxwkyyzazj laenispqaaadeaea alearkbxwkyyzazj i1"));
	assert_int_equal(words.count, 5);
	lexicon_numbers(lexicon, &words, numbers);
	assert_int_equal(lexicon->count, 3);
	assert_int_equal(numbers[2], numbers[0]);
	assert_int_equal(numbers[3], numbers[1]);
	assert_true(str_equal(lexicon->words[numbers[0]], one));
	assert_true(str_equal(lexicon->words[numbers[1]], other));
	assert_true(str_equal(lexicon->words[numbers[4]], S("i1")));
	assert_int_equal(lexicon_number(lexicon, other), numbers[1]);
	words_release(&words);
	lexicon_close(lexicon);
}

/* Or a text of such words would take minutes. */
static void words_made_alike_have_keys_of_their_own(void **state)
{
	static const char *const words[] = {"abcdefghabcdefgh", "ijklmnopijklmnop", "abcdefghijklmnop",
		"ijklmnopabcdefgh", "zapisaniu", "napisania", "abcdefghabcdefghabcdefgh",
		"ijklmnopijklmnopabcdefgh", "abcdefgh"};

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		for (size_t j = 0; j < i; j++)
			assert_true(word_key(str_of(words[i])) != word_key(str_of(words[j])));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_keep_their_numbers_while_it_grows),
		cmocka_unit_test(words_of_one_key_are_told_apart),
		cmocka_unit_test(words_made_alike_have_keys_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
