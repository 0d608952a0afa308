#include "search/stem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

static bool same(const char *language, const char *one, const char *other)
{
	struct arena *arena = arena_create(256);
	struct stemmer *stemmer = stemmer_open(str_of(language));
	struct str stem = str_copy(arena, stemmer_stem(stemmer, str_of(one)));
	bool equal = str_equal(stem, stemmer_stem(stemmer, str_of(other)));

	stemmer_close(stemmer);
	arena_destroy(arena);
	return equal;
}

static void a_stem_is_what_snowball_makes_of_a_word(void **state)
{
	struct stemmer *stemmer = stemmer_open(S("en"));

	(void)state;
	assert_true(str_equal(stemmer_stem(stemmer, S("configuring")), S("configur")));
	assert_true(str_equal(stemmer_stem(stemmer, S("happiness")), S("happi")));
	assert_true(str_equal(stemmer_stem(stemmer, S("happy")), S("happi")));
	stemmer_close(stemmer);
}

static void inflected_forms_have_one_stem(void **state)
{
	(void)state;
	assert_true(same("en", "configuring", "configured"));
	assert_true(same("fr", "serveurs", "serveur"));
	assert_true(same("fr", "configurer", "configurez"));
	assert_true(same("de", "adressen", "adresse"));
	assert_true(same("es", "dominios", "dominio"));
	assert_true(same("it", "indirizzi", "indirizzo"));
	assert_true(same("pt", "servidores", "servidor"));
	assert_true(same("nl", "wachtwoorden", "wachtwoord"));
	assert_true(same("fi", "palvelimen", "palvelimet"));
	assert_true(same("lt", "adresas", "adreso"));
}

static void languages_that_snowball_lacks_have_endings(void **state)
{
	(void)state;
	assert_true(same("pl", "serwerów", "serwery"));
	assert_true(same("pl", "przekierowania", "przekierowanie"));
	assert_true(same("pl", "domeny", "domenami"));
	assert_true(same("cs", "domény", "doména"));
	assert_true(same("cs", "serverech", "servery"));
	assert_false(same("pl", "port", "porządek"));
	assert_false(same("cs", "port", "portál"));
}

static void other_languages_and_words_stay(void **state)
{
	(void)state;
	assert_false(same("xx", "servers", "server"));
	assert_false(same("a-language", "servers", "server"));
	assert_false(same("en", "ssl0s", "ssl0"));
	assert_false(same("en", "ovh.nets", "ovh.net"));
	assert_false(same("pl", "abba", "abby"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stem_is_what_snowball_makes_of_a_word),
		cmocka_unit_test(inflected_forms_have_one_stem),
		cmocka_unit_test(languages_that_snowball_lacks_have_endings),
		cmocka_unit_test(other_languages_and_words_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
