#include "parse/port_words.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "parse/port_tokens.h"

static const struct port_words *read_words(struct arena *arena)
{
	struct str failed;

	return port_words_read(arena, "themes/default/ports", &failed);
}

static void roles_are_narrowed_by_security(void **state)
{
	struct arena *arena = arena_create(4096);
	const struct port_words *words = read_words(arena);
	const struct port_service *imap = port_service_of(words, S("imap"));

	(void)state;
	assert_non_null(imap);
	assert_int_equal(imap->direction, PORT_INCOMING);
	assert_true(port_numbers_have(&imap->any, 143));
	assert_int_equal(port_service_numbers(imap, PORT_TLS)->count, 1);
	assert_true(port_numbers_have(port_service_numbers(imap, PORT_TLS), 993));
	assert_true(port_numbers_have(port_service_numbers(imap, PORT_STARTTLS), 143));
	arena_destroy(arena);
}

static void a_service_without_narrower_lists_has_all_its_ports(void **state)
{
	struct arena *arena = arena_create(4096);
	const struct port_service *ftp = port_service_of(read_words(arena), S("ftp"));

	(void)state;
	assert_true(port_numbers_have(port_service_numbers(ftp, PORT_TLS), 21));
	arena_destroy(arena);
}

static void the_registry_knows_the_ports_of_services(void **state)
{
	struct arena *arena = arena_create(4096);
	const struct port_words *words = read_words(arena);

	(void)state;
	assert_non_null(words);
	assert_true(port_is_known(words, 993));
	assert_true(port_is_known(words, 5025));
	assert_false(port_is_known(words, 939));
	assert_false(port_is_known(words, 99939));
	arena_destroy(arena);
}

/* A language's words for "port", incoming and outgoing, as its guides write them. */
static void the_words_of_guides_are_known(void **state)
{
	static const struct {
		const char *language, *text;
		enum port_word word;
	} rows[] = {
		{"fr", "Ports", WORD_PORT},
		{"pl", "Porty", WORD_PORT},
		{"fi", "Portit", WORD_PORT},
		{"es", "Puertos", WORD_PORT},
		{"pt", "Portas", WORD_PORT},
		{"it", "Porte", WORD_PORT},
		{"nl", "Poorten", WORD_PORT},
		{"lt", "Prievadai", WORD_PORT},
		{"fi", "portissa", WORD_PORT},
		{"fr", "Entrant", WORD_INCOMING},
		{"en", "Incoming", WORD_INCOMING},
		{"es", "Entrante", WORD_INCOMING},
		{"pt", "Entrada", WORD_INCOMING},
		{"pt", "Receção", WORD_INCOMING},
		{"it", "In entrata", WORD_INCOMING},
		{"de", "Eingangsserver", WORD_INCOMING},
		{"de", "Für eintreffende", WORD_INCOMING},
		{"nl", "Inkomend", WORD_INCOMING},
		{"fi", "Saapuva", WORD_INCOMING},
		{"cs", "Příchozí", WORD_INCOMING},
		{"pl", "przychodzącej", WORD_INCOMING},
		{"pl", "Wchodzący", WORD_INCOMING},
		{"lt", "Įeinantis", WORD_INCOMING},
		{"fr", "Sortant", WORD_OUTGOING},
		{"en", "Outgoing", WORD_OUTGOING},
		{"es", "Saliente", WORD_OUTGOING},
		{"es", "Salida", WORD_OUTGOING},
		{"pt", "Saída", WORD_OUTGOING},
		{"pt", "Envio", WORD_OUTGOING},
		{"it", "In uscita", WORD_OUTGOING},
		{"de", "Ausgangsserver", WORD_OUTGOING},
		{"de", "Für ausgehende", WORD_OUTGOING},
		{"nl", "Uitgaand", WORD_OUTGOING},
		{"fi", "Lähtevä", WORD_OUTGOING},
		{"cs", "Odchozí", WORD_OUTGOING},
		{"pl", "wychodzącej", WORD_OUTGOING},
		{"lt", "Išeinantis", WORD_OUTGOING},
		{"lt", "Išsiunčiamų", WORD_OUTGOING},
		{"lt", "Iįeinantis", WORD_OUTGOING},
	};
	struct arena *arena = arena_create(4096);
	const struct port_words *words = read_words(arena);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t count;
		const struct port_token *tokens = port_tokens(arena,
			port_vocabulary_of(words, str_of(rows[i].language)), str_of(rows[i].text), &count);

		if (count != 1 || tokens[0].kind != TOKEN_WORD || tokens[0].value != (uint32_t)rows[i].word)
			fail_msg("%s in %s", rows[i].text, rows[i].language);
	}
	arena_destroy(arena);
}

static void a_word_may_mean_something_else_in_another_language(void **state)
{
	struct arena *arena = arena_create(4096);
	const struct port_words *words = read_words(arena);
	size_t count;

	(void)state;
	port_tokens(arena, port_vocabulary_of(words, S("pt")), S("no servidor"), &count);
	assert_int_equal(count, 0);
	port_tokens(arena, port_vocabulary_of(words, S("es")), S("no"), &count);
	assert_true(count > 0);
	arena_destroy(arena);
}

/* The quick look may say yes too often, never no. */
static void no_word_of_ports_is_overlooked(void **state)
{
	static const enum port_word kinds[] = {WORD_PORT, WORD_TRANSPORT};
	struct arena *arena = arena_create(4096);
	const struct port_words *words = read_words(arena);

	(void)state;
	for (size_t i = 0; i < words->language_count; i++) {
		const struct port_language *language = &words->languages[i];
		const struct port_vocabulary *vocabulary = port_vocabulary_of(words, language->code);

		for (size_t kind = 0; kind < COUNT(kinds); kind++) {
			for (size_t j = 0; j < language->counts[kinds[kind]]; j++) {
				struct str word = language->words[kinds[kind]][j];
				struct str line = str_format(arena, "(" STR_FMT " 993", STR_ARG(word));
				struct str capital = str_format(arena, "(%c" STR_FMT " 993",
					ascii_upper(word.ptr[0]), STR_ARG(str_from(word, 1)));

				assert_true(port_tokens_may_state_port(vocabulary, line));
				assert_true(port_tokens_may_state_port(vocabulary, capital));
			}
		}
	}
	assert_false(port_tokens_may_state_port(port_vocabulary_of(words, S("en")), S("12 imports")));
	assert_false(port_tokens_may_state_port(port_vocabulary_of(words, S("en")), S("a port")));
	assert_false(port_tokens_may_state_port(port_vocabulary_of(words, S("fr")), S("9 portails")));
	assert_true(port_tokens_may_state_port(port_vocabulary_of(words, S("fr")), S("9, _port_")));
	arena_destroy(arena);
}

static void a_compound_says_two_things(void **state)
{
	struct arena *arena = arena_create(4096);
	size_t count;
	const struct port_token *tokens = port_tokens(
		arena, port_vocabulary_of(read_words(arena), S("de")), S("Eingangsport"), &count);

	(void)state;
	assert_int_equal(count, 2);
	assert_int_equal(tokens[0].value, WORD_PORT);
	assert_int_equal(tokens[1].value, WORD_INCOMING);
	arena_destroy(arena);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
	struct arena *arena = arena_create(4096);
	struct str failed;

	(void)state;
	assert_null(port_words_read(arena, "themes/none/ports", &failed));
	assert_int_equal(errno, ENOENT);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles_are_narrowed_by_security),
		cmocka_unit_test(a_service_without_narrower_lists_has_all_its_ports),
		cmocka_unit_test(the_registry_knows_the_ports_of_services),
		cmocka_unit_test(the_words_of_guides_are_known),
		cmocka_unit_test(a_word_may_mean_something_else_in_another_language),
		cmocka_unit_test(no_word_of_ports_is_overlooked),
		cmocka_unit_test(a_compound_says_two_things),
		cmocka_unit_test(a_folder_that_is_not_there_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
