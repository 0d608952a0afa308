#include "search/terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "search_pages.h"

static const struct term *term_of(const struct terms *terms, const char *text)
{
	for (size_t i = 0; i < terms->term_count; i++) {
		if (str_equal(terms->terms[i].text, str_of(text)))
			return &terms->terms[i];
	}
	return NULL;
}

static void words_are_in_order_of_the_alphabet_without_accents(void **state)
{
	static const char *const expected[] = {"cote", "coté", "côte", "côté", "cotz", "ete", "éte"};
	struct search_pages all;
	struct terms terms;

	(void)state;
	search_pages_open(&all);
	search_pages_add(&all, 0, "éte cotz", "côté coté ete");
	search_pages_add(&all, 0, "cote", "côte");
	terms = search_pages_terms(&all, "xx");
	assert_int_equal(terms.term_count, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++)
		assert_true(str_equal(terms.terms[i].text, str_of(expected[i])));
	search_pages_close(&all);
}

/* What tells words from each other may stand behind any number of letters. */
static void long_words_are_in_order_too(void **state)
{
	static const char *const written[] = {"a9", "aa", "internat", "internation", "international",
		"internationale", "internationales", "internätional", "internationalé", "internet"};
	struct search_pages all;
	struct terms terms;

	(void)state;
	search_pages_open(&all);
	for (size_t i = 0; i < COUNT(written); i++)
		search_pages_add(&all, 0, written[(i * 7 + 3) % COUNT(written)], "");
	terms = search_pages_terms(&all, "xx");
	assert_int_equal(terms.term_count, COUNT(written));
	for (size_t i = 1; i < terms.term_count; i++) {
		const struct term *a = &terms.terms[i - 1], *b = &terms.terms[i];
		int order = str_compare(a->folded, b->folded);

		assert_true(order < 0 || (order == 0 && str_compare(a->text, b->text) < 0));
	}
	search_pages_close(&all);
}

static void words_of_one_stem_share_their_pages(void **state)
{
	struct search_pages all;
	struct terms terms;
	const struct group *group;

	(void)state;
	search_pages_open(&all);
	search_pages_add(&all, 0, "Aa", "<p>serveurs</p><h2 id=\"a\">Serveur</h2><p>serveur</p>");
	search_pages_add(&all, 0, "Bb", "rien");
	search_pages_add(&all, 0, "Cc", "serveur");
	terms = search_pages_terms(&all, "fr");
	assert_int_equal(term_of(&terms, "serveur")->group, term_of(&terms, "serveurs")->group);
	group = &terms.groups[term_of(&terms, "serveur")->group];
	assert_int_equal(group->posting_count, 2);
	assert_int_equal(group->postings[0].page, 0);
	assert_int_equal(group->postings[1].page, 2);
	assert_int_equal(group->postings[0].mark_count, 2);
	assert_int_equal(group->postings[0].marks.all[0], 0);
	assert_int_equal(group->postings[0].marks.all[1], 3);
	assert_true(group->postings[0].impact > group->postings[1].impact);
	search_pages_close(&all);
}

static void groups_are_numbered_by_their_first_word(void **state)
{
	struct search_pages all;
	struct terms terms;
	uint32_t next = 0;

	(void)state;
	search_pages_open(&all);
	search_pages_add(&all, 0, "Zonen Adressen", "adresse zone mail mails domain");
	terms = search_pages_terms(&all, "de");
	for (size_t i = 0; i < terms.term_count; i++) {
		assert_true(terms.terms[i].group <= next);
		next += terms.terms[i].group == next;
	}
	assert_int_equal(next, terms.group_count);
	search_pages_close(&all);
}

static void common_words_are_kept_in_titles_alone(void **state)
{
	struct search_pages all;
	struct terms terms;
	const struct group *group;

	(void)state;
	search_pages_open(&all);
	for (unsigned i = 0; i < 20; i++)
		search_pages_add(&all, 0, i == 7 ? "Guide" : "Other", i < 3 ? "rare" : "guide");
	terms = search_pages_terms(&all, "en");
	group = &terms.groups[term_of(&terms, "guide")->group];
	assert_true(group->common);
	assert_int_equal(group->page_count, 17);
	assert_int_equal(group->posting_count, 1);
	assert_int_equal(group->postings[0].page, 7);
	group = &terms.groups[term_of(&terms, "rare")->group];
	assert_false(group->common);
	assert_int_equal(group->posting_count, 3);
	search_pages_close(&all);
}

static void a_word_all_over_a_page_has_no_section(void **state)
{
	struct search_pages all;
	struct buf body = BUF_EMPTY;
	struct terms terms;

	(void)state;
	search_pages_open(&all);
	for (unsigned i = 0; i < SECTIONS_KEPT + 1; i++)
		buf_add_format(&body, "<h2 id=\"s%u\">Title</h2><p>word%s</p>", i, i == 0 ? " once" : "");
	buf_add_char(&body, '\0');
	search_pages_add(&all, 0, "Page", body.ptr);
	terms = search_pages_terms(&all, "en");
	assert_int_equal(terms.groups[term_of(&terms, "word")->group].postings[0].mark_count, 0);
	assert_int_equal(terms.groups[term_of(&terms, "once")->group].postings[0].mark_count, 1);
	buf_release(&body);
	search_pages_close(&all);
}

static void a_locale_without_words_is_no_trouble(void **state)
{
	struct search_pages all;
	struct terms terms;

	(void)state;
	search_pages_open(&all);
	search_pages_add(&all, 0, "-", "");
	terms = search_pages_terms(&all, "en");
	assert_int_equal(terms.term_count, 0);
	assert_int_equal(terms.group_count, 0);
	search_pages_close(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_in_order_of_the_alphabet_without_accents),
		cmocka_unit_test(words_of_one_stem_share_their_pages),
		cmocka_unit_test(groups_are_numbered_by_their_first_word),
		cmocka_unit_test(common_words_are_kept_in_titles_alone),
		cmocka_unit_test(a_word_all_over_a_page_has_no_section),
		cmocka_unit_test(long_words_are_in_order_too),
		cmocka_unit_test(a_locale_without_words_is_no_trouble),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
