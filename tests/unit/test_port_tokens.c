#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "parse/port_tokens.h"

struct fixture {
	struct arena *arena;
	const struct port_words *words;
};

static int set_up(void **state)
{
	static struct fixture fixture;
	struct str failed;

	fixture.arena = arena_create(4096);
	fixture.words = port_words_read(fixture.arena, "themes/default/ports", &failed);
	*state = &fixture;
	return fixture.words == NULL;
}

static int tear_down(void **state)
{
	arena_destroy(((struct fixture *)*state)->arena);
	return 0;
}

static const struct port_token *tokens_of(
	const struct fixture *fixture, struct str language, struct str line, size_t *count)
{
	return port_tokens(fixture->arena, port_vocabulary_of(fixture->words, language), line, count);
}

static void words_of_the_page_and_of_english_and_french_count(void **state)
{
	static const struct str lines[] = {
		S_INIT("Postausgang"), S_INIT("outgoing"), S_INIT("sortant"), S_INIT("PORT")};

	for (size_t i = 0; i < COUNT(lines); i++) {
		size_t count;
		const struct port_token *tokens = tokens_of(*state, S("de"), lines[i], &count);

		assert_int_equal(count, 1);
		assert_int_equal(tokens[0].kind, TOKEN_WORD);
		assert_int_equal(tokens[0].value, i < 3 ? WORD_OUTGOING : WORD_PORT);
	}
}

static void words_of_another_language_do_not_count(void **state)
{
	size_t count;

	tokens_of(*state, S("pl"), S("Postausgang"), &count);
	assert_int_equal(count, 0);
}

static void a_page_in_an_unknown_language_is_read_by_english_and_french_words(void **state)
{
	size_t count;

	tokens_of(*state, S("xx"), S("outgoing sortant Postausgang"), &count);
	assert_int_equal(count, 2);
}

static void services_are_known_in_every_language(void **state)
{
	size_t count;
	const struct port_token *tokens = tokens_of(*state, S("xx"), S("by IMAP."), &count);

	assert_int_equal(count, 2);
	assert_int_equal(tokens[0].kind, TOKEN_SERVICE);
	assert_true(str_equal(tokens[0].service->name, S("imap")));
	assert_int_equal(tokens[1].kind, TOKEN_SENTENCE);
}

/* The quick look may say "perhaps" too often, never "no" where the tokens have a number. */
static void a_number_is_never_overlooked(void **state)
{
	static const struct str around[] = {S_INIT(""), S_INIT(" "), S_INIT("a"), S_INIT("."),
		S_INIT(":"), S_INIT("*"), S_INIT("_"), S_INIT("`"), S_INIT("("), S_INIT(")"), S_INIT("["),
		S_INIT("]("), S_INIT("{"), S_INIT("}"), S_INIT("<b>"), S_INIT("\""), S_INIT("\\"),
		S_INIT("/"), S_INIT("-"), S_INIT("="), S_INIT("+"), S_INIT("%"), S_INIT("$"), S_INIT("@"),
		S_INIT("#"), S_INIT("|"), S_INIT("\xC2\xA0"), S_INIT("\xE2\x80\x99"), S_INIT("\xC3\xA9"),
		S_INIT("0"), S_INIT("a.b.example:"), S_INIT("://a.b:")};
	const struct fixture *fixture = *state;
	size_t numbers = 0;

	for (size_t i = 0; i < COUNT(around) * COUNT(around) * COUNT(around); i++) {
		struct str line = str_format(fixture->arena, STR_FMT STR_FMT "993" STR_FMT,
			STR_ARG(around[i % COUNT(around)]), STR_ARG(around[i / COUNT(around) % COUNT(around)]),
			STR_ARG(around[i / COUNT(around) / COUNT(around)]));
		size_t count;
		const struct port_token *tokens = tokens_of(fixture, S("en"), line, &count);

		for (size_t j = 0; j < count; j++) {
			if (tokens[j].kind != TOKEN_NUMBER && tokens[j].kind != TOKEN_HOST_PORT)
				continue;
			numbers++;
			if (!port_tokens_may_have_number(line))
				fail_msg("overlooked in \"" STR_FMT "\"", STR_ARG(line));
		}
	}
	assert_true(numbers > 1000);
}

static void most_digits_are_told_to_be_no_ports_at_a_glance(void **state)
{
	static const struct str lines[] = {S_INIT("![x](images/3261.png)"), S_INIT("v1.2"),
		S_INIT("no digits"), S_INIT("#12"), S_INIT("mp3")};

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_false(port_tokens_may_have_number(lines[i]));
}

static void the_next_number_is_found_wherever_it_stands(void **state)
{
	char text[50];

	(void)state;
	for (size_t at = 0; at < sizeof(text); at++) {
		/* "v1 v1 …": digits that may be no ports, one by one. */
		for (size_t i = 0; i < sizeof(text); i++)
			text[i] = "v1 "[i % 3];
		text[at] = '7';
		if (at > 0)
			text[at - 1] = ' ';
		assert_int_equal(port_tokens_next_number(str_make(text, sizeof(text)), 0), at);
		assert_int_equal(port_tokens_next_number(str_make(text, sizeof(text)), at), at);
		assert_int_equal(port_tokens_next_number(str_make(text, at), 0), at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_the_page_and_of_english_and_french_count),
		cmocka_unit_test(words_of_another_language_do_not_count),
		cmocka_unit_test(a_page_in_an_unknown_language_is_read_by_english_and_french_words),
		cmocka_unit_test(services_are_known_in_every_language),
		cmocka_unit_test(a_number_is_never_overlooked),
		cmocka_unit_test(the_next_number_is_found_wherever_it_stands),
		cmocka_unit_test(most_digits_are_told_to_be_no_ports_at_a_glance),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
