#include "search/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"

/* The words of a text, between spaces. */
static void finds(const char *text, const char *expected)
{
	struct words words = {0};
	struct buf out = BUF_EMPTY;

	words_read(&words, str_of(text));
	for (size_t i = 0; i < words.count; i++) {
		struct str read = word_text(&words, &words.items[i]);

		assert_true(words.items[i].key == word_key(read));
		if (out.len > 0)
			buf_add_char(&out, ' ');
		buf_add(&out, read);
	}
	words_release(&words);
	buf_add_char(&out, '\0');
	assert_string_equal(out.ptr, expected);
	buf_release(&out);
}

static void words_are_letters_and_digits_in_small_letters(void **state)
{
	(void)state;
	finds("", "");
	finds(" ,;! ", "");
	finds("Le port 993, TLS.", "le port 993 tls");
	finds("(Étape 2 :) ÇA ŁÓDŹ", "étape 2 ça łódź");
	finds("İSTANBUL \u023AB \u2C65B Ab AB", "istanbul \u2C65b \u2C65b ab ab");
	finds("l'adresse d\u2019un été", "adresse un été");
	finds("\xD0\x9F\xD0\x9E\xD0\xA7\xD0\xA2\xD0\x90", "\xD0\xBF\xD0\xBE\xD1\x87\xD1\x82\xD0\xB0");
}

static void a_letter_alone_is_no_word_but_a_digit_is(void **state)
{
	(void)state;
	finds("a b 7 à c8", "7 c8");
}

static void joined_words_are_found_as_parts_and_whole(void **state)
{
	(void)state;
	finds("ssl0.ovh.net:993", "ssl0 ovh net ssl0.ovh.net 993");
	finds("max_execution_time=5", "max execution time max_execution_time 5");
	finds("you@example.com", "you example com you@example.com");
	finds("TLS 1.3.", "tls 1 3 1.3");
	finds("config.php", "config php config.php");
}

static void hyphens_behind_a_short_head_join(void **state)
{
	(void)state;
	finds("E-Mail-Adresse", "mail adresse emailadresse");
	finds("anti-spam wi-fi", "anti spam antispam wi fi wifi");
	finds("rendez-vous", "rendez vous");
	finds("2024-02-01", "2024 02 01");
	finds("a-b-c-d", "");
	finds("mail-in.ovh.net", "mail in ovh net mail-in.ovh.net");
	finds("--no-check -x", "no check nocheck");
}

static void joints_at_the_ends_are_none(void **state)
{
	(void)state;
	finds("fin. .htaccess _x_ .. a@", "fin htaccess");
	finds("end.\u2014start", "end start");
}

static void ideographs_are_words_of_their_own(void **state)
{
	(void)state;
	finds("\u90AE\u4EF6ab", "\u90AE \u4EF6 ab");
	finds("ab\u90AE", "ab \u90AE");
}

static void long_runs_are_passed_over(void **state)
{
	char text[400];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	finds(text, "");
	memcpy(text + 300, " ende", 6);
	finds(text, "ende");
	text[48] = ' ';
	text[49] = '\0';
	text[48] = '\0';
	finds(text, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
}

/* Texts are read in blocks: where a block ends makes no difference to what stands there. */
static void words_are_the_same_wherever_they_stand(void **state)
{
	char text[400], expected[400];

	(void)state;
	for (int before = 0; before < 140; before++) {
		snprintf(text, sizeof(text), "%*s%s", before, "",
			"E-Mail \u00C9T\u00C9 \u0141\u00D3D\u0179 ssl0.OVH.net, \u90AE\u4EF6. a b 7 "
			"x\u2019y\u2014zz Stra\u00DFe wi-fi.");
		finds(text, "mail email \u00E9t\u00E9 \u0142\u00F3d\u017A ssl0 ovh net ssl0.ovh.net "
					"\u90AE \u4EF6 7 zz stra\u00DFe wi fi wifi");
		snprintf(text, sizeof(text), "%*s\u0130x \u00C9", before, "");
		finds(text, "ix");
		memset(text, 'A', (size_t)before);
		strcpy(text + before, "\u00E9 end");
		memset(expected, 'a', (size_t)before);
		strcpy(expected + before, "\u00E9 end");
		finds(text, before == 0 || before > WORD_LONGEST - 2 ? "end" : expected);
	}
}

/* Whatever the bytes, it ends and stays within its room. */
static void takes_any_bytes(void **state)
{
	struct words words = {0};
	char bytes[3];

	(void)state;
	for (unsigned a = 0; a < 256; a++) {
		for (unsigned b = 0; b < 256; b++) {
			bytes[0] = (char)a;
			bytes[1] = (char)b;
			bytes[2] = 'z';
			words_read(&words, (struct str){bytes, sizeof(bytes)});
			for (size_t i = 0; i < words.count; i++)
				assert_in_range(words.items[i].length, 1, WORD_LONGEST);
		}
	}
	words_release(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_letters_and_digits_in_small_letters),
		cmocka_unit_test(a_letter_alone_is_no_word_but_a_digit_is),
		cmocka_unit_test(joined_words_are_found_as_parts_and_whole),
		cmocka_unit_test(hyphens_behind_a_short_head_join),
		cmocka_unit_test(joints_at_the_ends_are_none),
		cmocka_unit_test(ideographs_are_words_of_their_own),
		cmocka_unit_test(long_runs_are_passed_over),
		cmocka_unit_test(words_are_the_same_wherever_they_stand),
		cmocka_unit_test(takes_any_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
